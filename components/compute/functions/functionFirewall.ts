import * as pulumi from "@pulumi/pulumi";
import { allowHttpsOut, createSecurityGroup } from "../../internal/firewall";
import { describeInterfaces, manageInterfaces } from "../../internal/permissions/functions";
import type { PolicyStatement } from "../../internal/policyDocument";
import { connect } from "../tasks/taskFirewall";
import type { WorkloadArgs } from "../workload";

/**
 * Security group of a function inside the VPC: nothing gets in; it reaches AWS's APIs and the servers
 * that its links name.
 */
export function createFunctionFirewall(
  name: string,
  args: Pick<WorkloadArgs, "network" | "grants">,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const group = createSecurityGroup(
    `${name}-security-group`,
    { vpcId: args.network.vpcId, description: `Function of the ${name} service` },
    opts,
  );
  allowHttpsOut(
    `${name}-to-aws`,
    {
      securityGroupId: group.id,
      description: "AWS APIs: linked resources",
    },
    opts,
  );
  connect(name, group, args.grants, opts);
  return group.id;
}

/**
 * What Lambda needs, in the role of the function, for network interfaces in the VPC; and a refusal of
 * the same to the function's own code, which has no use for it.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-best-practice
 */
export function interfaceStatements(
  region: string,
  accountId: pulumi.Input<string>,
): PolicyStatement[] {
  const inAccount = (type: string) =>
    pulumi.interpolate`arn:aws:ec2:${region}:${accountId}:${type}/*`;
  return [
    {
      sid: "ManageInterfaces",
      actions: manageInterfaces,
      resources: ["network-interface", "security-group", "subnet"].map(inAccount),
    },
    { sid: "DescribeInterfaces", actions: describeInterfaces, resources: ["*"] },
    {
      sid: "NotFromCode",
      effect: "Deny",
      actions: [...manageInterfaces, ...describeInterfaces],
      resources: ["*"],
      conditions: {
        ArnLike: {
          "lambda:SourceFunctionArn": pulumi.interpolate`arn:aws:lambda:${region}:${accountId}:function:*`,
        },
      },
    },
  ];
}
