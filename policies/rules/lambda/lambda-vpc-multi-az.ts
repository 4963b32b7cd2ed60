import { distinctCount } from "../../aws/subnets";
import { FUNCTION } from "../../aws/types";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "lambda-vpc-multi-az",
  title: "Lambda functions in a VPC use two or more subnets",
  service: "lambda",
  severity: "medium",
  pillar: "reliability",
  enforcement: "mandatory",
  controls: { fsbp: ["Lambda.5"], prowler: ["awslambda_function_vpc_multi_az"] },
  types: FUNCTION,
  fix: "Name subnets of at least two availability zones in vpcConfig.subnetIds.",
  url: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html",
  example: `
import { lambda } from "@pulumi/aws";

new lambda.Function("orders", {
  ...settings,
  vpcConfig: { subnetIds: privateSubnetIds, securityGroupIds: [serviceGroup.id] },
});`,
  check({ props, report }) {
    const subnets = props.at("vpcConfig").at("subnetIds");
    if (props.at("vpcConfig").isMissing || subnets.isUnknown || subnets.isMissing) return;
    const count = distinctCount(subnets.items());
    if (count < 2) report(`${subnets.path} has ${count} subnet`);
  },
});
