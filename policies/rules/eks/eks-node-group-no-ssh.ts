import { NODE_GROUP } from "../../aws/types";
import { defineResourceRule } from "../../framework/rule";

/** Without source groups EKS opens port 22 of every node to the internet. */
export default defineResourceRule({
  id: "eks-node-group-no-ssh",
  title: "EKS node groups do not open SSH",
  service: "eks",
  severity: "high",
  pillar: "security",
  enforcement: "mandatory",
  controls: { checkov: ["CKV_AWS_100"] },
  types: NODE_GROUP,
  fix: "Remove remoteAccess and use Session Manager, or name the groups that may connect in remoteAccess.sourceSecurityGroupIds.",
  url: "https://docs.aws.amazon.com/eks/latest/APIReference/API_RemoteAccessConfig.html",
  example: `
import { eks } from "@pulumi/aws";

new eks.NodeGroup("workers", { ...settings, remoteAccess: undefined });`,
  check({ props, report }) {
    const access = props.at("remoteAccess");
    if (access.isUnknown || access.at("ec2SshKey").isMissing) return;
    const sources = access.at("sourceSecurityGroupIds");
    if (sources.isMissing) report(`an SSH key is set and ${sources.path} is not set`);
  },
});
