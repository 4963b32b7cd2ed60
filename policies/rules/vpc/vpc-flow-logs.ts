import { FLOW_LOG, VPC } from "../../aws/types";
import { found } from "../../framework/display";
import { defineStackRule } from "../../framework/rule";

export default defineStackRule({
  id: "vpc-flow-logs",
  title: "VPC has flow logs",
  service: "vpc",
  severity: "medium",
  pillar: "operations",
  enforcement: "mandatory",
  controls: {
    fsbp: ["EC2.6"],
    cis: ["v5.0.0-3.7", "v6.0.0-4.7"],
    checkov: ["CKV2_AWS_11"],
    cdkNag: ["AwsSolutions-VPC7"],
    prowler: ["vpc_flow_logs_enabled"],
  },
  types: VPC,
  relatedTypes: FLOW_LOG,
  fix: 'Add a FlowLog whose vpcId is this VPC, with trafficType "ALL" or "REJECT".',
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html",
  example: `
import { ec2 } from "@pulumi/aws";

new ec2.FlowLog("shop", {
  vpcId: network.id,
  trafficType: "ALL",
  logDestination: logGroup.arn,
  iamRoleArn: role.arn,
});`,
  check({ resource, stack, report }) {
    const logs = stack.referrers(resource, FLOW_LOG, "vpcId");
    if (logs === undefined) return;
    const types = logs.map((log) => log.props.at("trafficType"));
    if (types.length === 0) report("no FlowLog in the stack names this VPC");
    const first = types.every((type) => type.isNot("ALL", "REJECT")) ? types[0] : undefined;
    if (first) report(`the ${found(first, ["ACCEPT"])} in its FlowLog`);
  },
});
