import { EKS_CLUSTER } from "../../aws/types";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "eks-private-endpoint",
  title: "EKS API endpoint is private or open to known addresses only",
  service: "eks",
  severity: "high",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["EKS.1"],
    checkov: ["CKV_AWS_38", "CKV_AWS_39"],
    cdkNag: ["AwsSolutions-EKS1"],
    prowler: ["eks_cluster_not_publicly_accessible"],
  },
  types: EKS_CLUSTER,
  fix: "Set vpcConfig.endpointPublicAccess to false, or name the address ranges that may reach it in vpcConfig.publicAccessCidrs.",
  url: "https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html",
  example: `
import { eks } from "@pulumi/aws";

new eks.Cluster("shop", {
  ...settings,
  vpcConfig: {
    subnetIds: privateSubnetIds,
    endpointPrivateAccess: true,
    endpointPublicAccess: false,
  },
});`,
  check({ props, report }) {
    const network = props.at("vpcConfig");
    const isPublic = network.at("endpointPublicAccess");
    // EKS opens the endpoint, to every address, unless it is told otherwise.
    if (!isPublic.isNot(false)) return;
    const ranges = network.at("publicAccessCidrs");
    if (ranges.isUnknown) return;
    const world = ranges.texts().find((range) => range.endsWith("/0"));
    if (ranges.isMissing) report("the endpoint is public and publicAccessCidrs is not set");
    else if (world !== undefined) report("the endpoint is public to every address");
  },
});
