import { ECS_SERVICE, EKS_CLUSTER, TASK_SET, VPC } from "../../aws/types";
import { hasNat, SERVICE_REACH_TYPES, withoutEndpoint } from "../../aws/vpcEndpoints";
import { boolean } from "../../framework/parameters";
import { defineStackRule } from "../../framework/rule";

const CONTAINERS = [...ECS_SERVICE, ...TASK_SET, ...EKS_CLUSTER] as const;

/**
 * The catalogue asks every VPC for both. A NAT gateway lets images in too, at its price by the gigabyte;
 * `besideNat` asks for the endpoints there as well.
 */
export default defineStackRule({
  id: "vpc-ecr-endpoints",
  title: "VPCs without NAT have interface endpoints of ECR for their containers",
  service: "vpc",
  severity: "medium",
  pillar: "security",
  enforcement: "advisory",
  controls: { fsbp: ["EC2.55", "EC2.56"] },
  parameters: {
    besideNat: boolean({
      description: "Whether a VPC with a NAT gateway must have the endpoints too.",
      default: false,
    }),
  },
  types: VPC,
  relatedTypes: [...SERVICE_REACH_TYPES, ...CONTAINERS],
  fix: 'Add a VpcEndpoint of vpcEndpointType "Interface" with privateDnsEnabled for the service, in the subnets of the containers.',
  url: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html",
  example: `
import { ec2 } from "@pulumi/aws";

const ofVpc = { vpcId: network.id, vpcEndpointType: "Interface", privateDnsEnabled: true };
new ec2.VpcEndpoint("registry", {
  ...settings,
  ...ofVpc,
  serviceName: "com.amazonaws.eu-west-1.ecr.api",
});
new ec2.VpcEndpoint("images", {
  ...settings,
  ...ofVpc,
  serviceName: "com.amazonaws.eu-west-1.ecr.dkr",
});`,
  check({ resource, parameters, stack, report }) {
    if (stack.ofType(CONTAINERS).length === 0) return;
    const nat = hasNat(stack, resource);
    if (nat !== false && !parameters.besideNat) return;
    const services = ["ecr.api", "ecr.dkr"];
    const missing = withoutEndpoint(stack, resource, "Interface", services) ?? [];
    if (missing.length === 0) return;
    const without = missing.join(" and ");
    report(
      parameters.besideNat
        ? `it has no interface endpoint for ${without}`
        : `it has no NAT gateway and no interface endpoint for ${without}`,
    );
  },
});
