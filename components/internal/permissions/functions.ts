/** Functions: calling them, and their place in the VPC. */

/** Calling a function. */
export const invokeFunction = ["lambda:InvokeFunction"] as const;

/**
 * Network interfaces of a function inside the VPC: the actions of AWSLambdaVPCAccessExecutionRole.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
 */
export const manageInterfaces = [
  "ec2:AssignPrivateIpAddresses",
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:UnassignPrivateIpAddresses",
] as const;

/** Looking up what the interfaces need; AWS has no resource to name for them. */
export const describeInterfaces = ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"] as const;
