import { describeIngress, INGRESS_TYPES, worldIngress } from "../../aws/ingress";
import { integers } from "../../framework/parameters";
import { defineResourceRule } from "../../framework/rule";

/** The high-risk ports of AWS's EC2.19, and those of caches and document databases. */
const HIGH_RISK_PORTS = [
  20, 21, 22, 23, 25, 110, 135, 143, 445, 1433, 1434, 2375, 3000, 3306, 3389, 4333, 5000, 5432,
  5500, 5601, 5984, 6379, 8080, 8088, 8888, 9042, 9092, 9200, 9300, 11211, 27017,
];

export default defineResourceRule({
  id: "sg-no-public-admin-ports",
  title: "Security groups do not open admin and database ports to the world",
  service: "vpc",
  severity: "high",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["EC2.13", "EC2.14", "EC2.19", "EC2.53", "EC2.54"],
    cis: [
      ...["v5.0.0-5.1.2", "v6.0.0-6.1.2"],
      ...["v5.0.0-5.3", "v6.0.0-6.3", "v5.0.0-5.4", "v6.0.0-6.4"],
    ],
    checkov: ["CKV_AWS_24", "CKV_AWS_25"],
    cdkNag: ["AwsSolutions-EC23"],
    prowler: [
      "ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_22",
      "ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_3389",
      "ec2_securitygroup_allow_ingress_from_internet_to_high_risk_tcp_ports",
    ],
  },
  types: INGRESS_TYPES,
  parameters: {
    ports: integers({
      description: "Ports that must not be open to the world.",
      default: HIGH_RISK_PORTS,
    }),
  },
  fix: "Open the port to a security group or to known addresses only; administer through Systems Manager Session Manager.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  example: `
import { vpc } from "@pulumi/aws";

new vpc.SecurityGroupIngressRule("administration", {
  ...settings,
  cidrIpv4: undefined,
  cidrIpv6: undefined,
  referencedSecurityGroupId: operatorsGroup.id,
  ipProtocol: "tcp",
  fromPort: 22,
  toPort: 22,
});`,
  check({ resource, parameters, report }) {
    for (const ingress of worldIngress(resource)) {
      const { ports } = ingress;
      const reached = parameters.ports.filter(
        (port) => ports === "all" || (port >= ports.from && port <= ports.to),
      );
      if (reached.length === 0) continue;
      const named = ports === "all" ? "administration and databases" : reached.join(", ");
      report(`${describeIngress(ingress)}, which includes ${named}`);
    }
  },
});
