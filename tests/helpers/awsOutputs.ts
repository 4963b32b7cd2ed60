/** What AWS would compute for a resource or answer to a function, as far as the components read it. */

export const accountId = "123456789012";
const registry = `${accountId}.dkr.ecr.us-east-1.amazonaws.com`;

type Outputs = Record<string, unknown>;

/** Outputs by resource type; whatever carries an ARN and a name needs no entry. */
const byType: Readonly<Record<string, (name: string, inputs: Outputs) => Outputs>> = {
  "awsx:ec2:Vpc": () => ({
    vpcId: "vpc-1",
    publicSubnetIds: ["subnet-public-1", "subnet-public-2"],
    privateSubnetIds: ["subnet-private-1", "subnet-private-2"],
    isolatedSubnetIds: ["subnet-isolated-1", "subnet-isolated-2"],
    routeTables: [{ id: "rtb-1" }, { id: "rtb-2" }],
  }),
  "awsx:ecr:Image": (name) => ({ imageUri: `${registry}/${name}@sha256:${"0".repeat(64)}` }),
  "aws:acm/certificate:Certificate": (_, { domainName }) => ({
    domainValidationOptions: [
      {
        domainName,
        resourceRecordName: "_proof.example.com.",
        resourceRecordType: "CNAME",
        resourceRecordValue: "_value.acm-validations.aws.",
      },
    ],
  }),
  "aws:cloudfront/distribution:Distribution": (name) => ({
    domainName: `${name}.cloudfront.net`,
    hostedZoneId: "Z2FDTNDATAQYW2",
  }),
  "aws:ecr/repository:Repository": (name) => ({ repositoryUrl: `${registry}/${name}` }),
  "aws:kms/key:Key": (name) => ({ keyId: `${name}-key-id` }),
  "aws:lambda/function:Function": () => ({ version: "1" }),
  "aws:lb/loadBalancer:LoadBalancer": (name) => ({ dnsName: `${name}.elb.amazonaws.com` }),
  "aws:route53/record:Record": (_, { name }) => ({ fqdn: name }),
  "aws:s3/bucket:Bucket": (name) => ({
    bucket: name,
    bucketRegionalDomainName: `${name}.s3.us-east-1.amazonaws.com`,
  }),
};

/** What AWS adds to the inputs of a resource. */
export function computedOutputs(type: string, name: string, inputs: Outputs): Outputs {
  return { name, arn: `arn:mock:${name}`, ...byType[type]?.(name, inputs) };
}

/** The answer of a provider function. */
export function functionResult(token: string): Outputs {
  switch (token) {
    case "aws:index/getCallerIdentity:getCallerIdentity":
      return { accountId, arn: `arn:aws:iam::${accountId}:root`, userId: "test" };
    case "aws:ec2/getManagedPrefixList:getManagedPrefixList":
      return { id: "pl-cloudfront" };
    default:
      throw new Error(`no mock for function ${token}`);
  }
}
