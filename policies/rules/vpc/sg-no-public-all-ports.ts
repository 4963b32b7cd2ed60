import type { WorldIngress } from "../../aws/ingress";
import { describeIngress, INGRESS_TYPES, worldIngress } from "../../aws/ingress";
import { integers } from "../../framework/parameters";
import { defineResourceRule } from "../../framework/rule";

function isAuthorised({ ports }: WorldIngress, authorised: readonly number[]): boolean {
  if (ports === "all" || ports.to - ports.from >= authorised.length) return false;
  for (let port = ports.from; port <= ports.to; port++) {
    if (!authorised.includes(port)) return false;
  }
  return true;
}

export default defineResourceRule({
  id: "sg-no-public-all-ports",
  title: "Security groups do not open all ports, or any but authorised ones, to the world",
  service: "vpc",
  severity: "critical",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["EC2.18"],
    checkov: ["CKV_AWS_277"],
    cdkNag: ["AwsSolutions-EC23"],
    prowler: [
      "ec2_securitygroup_allow_ingress_from_internet_to_all_ports",
      "ec2_securitygroup_allow_ingress_from_internet_to_any_port",
    ],
  },
  types: INGRESS_TYPES,
  parameters: {
    authorisedPorts: integers({
      description: "Ports that may be open to the world.",
      default: [80, 443],
    }),
  },
  fix: "Open only the authorised ports to the world, and every other to a security group or known addresses.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  example: `
import { vpc } from "@pulumi/aws";

new vpc.SecurityGroupIngressRule("https", {
  ...settings,
  cidrIpv4: "0.0.0.0/0",
  ipProtocol: "tcp",
  fromPort: 443,
  toPort: 443,
});`,
  check({ resource, parameters, report }) {
    for (const ingress of worldIngress(resource)) {
      if (!isAuthorised(ingress, parameters.authorisedPorts)) report(describeIngress(ingress));
    }
  },
});
