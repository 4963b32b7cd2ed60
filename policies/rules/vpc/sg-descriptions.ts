import { STANDALONE_RULES } from "../../aws/ingress";
import { SECURITY_GROUP } from "../../aws/types";
import { defineResourceRule } from "../../framework/rule";

/** What the provider writes when the program is silent. */
const DEFAULT = "Managed by Pulumi";

export default defineResourceRule({
  id: "sg-descriptions",
  title: "Security groups and their rules say what they are for",
  service: "vpc",
  severity: "low",
  pillar: "operations",
  enforcement: "advisory",
  controls: { checkov: ["CKV_AWS_23"], cdkNag: ["AwsSolutions-EC27"] },
  types: [...SECURITY_GROUP, ...STANDALONE_RULES],
  fix: "Set description to who connects to what, and why.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  example: `
import { vpc } from "@pulumi/aws";

new vpc.SecurityGroupIngressRule("from-load-balancer", {
  ...settings,
  description: "Requests from the load balancer to the service",
});`,
  check({ props, report }) {
    const holders = [props, ...props.at("ingress").items(), ...props.at("egress").items()];
    const silent = holders
      .map((holder) => holder.at("description"))
      .filter((text) => text.isMissing || text.is(DEFAULT));
    if (silent.length > 0) {
      report(`${silent.map(({ path }) => path).join(" and ")} says nothing`);
    }
  },
});
