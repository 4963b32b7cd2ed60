/** What AWS would compute for a resource or answer to a function, as far as the components read it. */
import * as pulumi from "@pulumi/pulumi";

export const accountId = "123456789012";
const registry = `${accountId}.dkr.ecr.us-east-1.amazonaws.com`;

type Outputs = Record<string, unknown>;

/** Outputs by resource type; whatever carries an ARN and a name needs no entry. */
const byType: Readonly<Record<string, (name: string, inputs: Outputs) => Outputs>> = {
  "awsx:ec2:Vpc": (_, { numberOfAvailabilityZones: zones = 2 }) => ({
    vpcId: "vpc-1",
    publicSubnetIds: ["subnet-public-1", "subnet-public-2"],
    privateSubnetIds: ["subnet-private-1", "subnet-private-2"],
    isolatedSubnetIds: ["subnet-isolated-1", "subnet-isolated-2"],
    internetGateway: { id: "igw-1" },
    routeTables: Array.from({ length: Number(zones) }, (_unused, zone) =>
      ["Public", "Private", "Isolated"].map((kind) => ({
        id: `rtb-${kind.toLowerCase()}-${zone + 1}`,
        tags: { SubnetType: kind },
      })),
    ).flat(),
  }),
  "awsx:ecr:Image": (name) => ({ imageUri: `${registry}/${name}@sha256:${"0".repeat(64)}` }),
  "aws:acm/certificate:Certificate": (_, { domainName, subjectAlternativeNames = [] }) => ({
    domainValidationOptions: [domainName, ...(subjectAlternativeNames as unknown[])].map(
      (one, index) => ({
        domainName: one,
        resourceRecordName:
          index === 0 ? "_proof.example.com." : `_proof.${String(one).replace("*.", "")}.`,
        resourceRecordType: "CNAME",
        resourceRecordValue: "_value.acm-validations.aws.",
      }),
    ),
  }),
  "aws:apigateway/apiKey:ApiKey": (name) => ({ value: `${name}-value` }),
  "aws:apigateway/domainName:DomainName": () => ({
    regionalDomainName: "d-1.execute-api.us-east-1.amazonaws.com",
    regionalZoneId: "Z1UJRXOUMOOFQ8",
  }),
  "aws:apigateway/restApi:RestApi": (name) => ({ executionArn: `arn:mock:execute-api:${name}` }),
  "aws:apigatewayv2/api:Api": (name) => ({ executionArn: `arn:mock:execute-api:${name}` }),
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": (_, { alarmName }) => ({
    arn: `arn:mock:${String(alarmName)}`,
  }),
  "aws:cloudwatch/eventRule:EventRule": (name) => ({
    arn: `arn:aws:events:${regionOf()}:${accountId}:rule/${name}`,
  }),
  "aws:cloudfront/distribution:Distribution": (name) => ({
    domainName: `${name}.cloudfront.net`,
    hostedZoneId: "Z2FDTNDATAQYW2",
  }),
  "aws:cognito/userPool:UserPool": (name) => ({
    endpoint: `cognito-idp.us-east-1.amazonaws.com/${name}-id`,
  }),
  "aws:cognito/userPoolDomain:UserPoolDomain": (name) => ({
    cloudfrontDistribution: `${name}.cloudfront.net`,
  }),
  "aws:dax/cluster:Cluster": (_, { clusterName }) => ({
    clusterAddress: `${String(clusterName)}.abc123.dax-clusters.us-east-1.amazonaws.com`,
  }),
  "aws:dynamodb/table:Table": (name) => ({ streamArn: `arn:mock:${name}/stream/1` }),
  "aws:ec2/launchTemplate:LaunchTemplate": () => ({ latestVersion: 1 }),
  "aws:ec2/vpc:Vpc": () => ({ ipv6CidrBlock: "2a05:d018:12:3400::/56" }),
  "aws:ecr/repository:Repository": (name) => ({ repositoryUrl: `${registry}/${name}` }),
  "aws:eks/cluster:Cluster": (name) => ({
    endpoint: `https://${name}.gr7.us-east-1.eks.amazonaws.com`,
    certificateAuthority: { data: "Y2VydGlmaWNhdGU=" },
    identities: [{ oidcs: [{ issuer: `https://oidc.eks.us-east-1.amazonaws.com/id/${name}` }] }],
  }),
  "aws:kms/key:Key": (name) => ({ keyId: `${name}-key-id` }),
  "aws:lambda/function:Function": () => ({ version: "1" }),
  "aws:lb/loadBalancer:LoadBalancer": (name) => ({
    dnsName: `${name}.elb.amazonaws.com`,
    arnSuffix: `app/${name}/50dc6c495c0c9188`,
    zoneId: "Z32O12XQLNTSW2",
  }),
  "aws:lb/targetGroup:TargetGroup": (name) => ({
    arnSuffix: `targetgroup/${name}/73e2d6bc24d8a067`,
  }),
  "aws:elasticache/cluster:Cluster": (name) => ({
    clusterId: name,
    clusterAddress: `${name}.cfg.use1.cache.amazonaws.com`,
  }),
  "aws:elasticache/replicationGroup:ReplicationGroup": (name) => ({
    replicationGroupId: name,
    primaryEndpointAddress: `master.${name}.use1.cache.amazonaws.com`,
    readerEndpointAddress: `replica.${name}.use1.cache.amazonaws.com`,
    configurationEndpointAddress: `clustercfg.${name}.use1.cache.amazonaws.com`,
  }),
  "aws:elasticache/serverlessCache:ServerlessCache": (name) => ({
    endpoints: [{ address: `${name}.serverless.use1.cache.amazonaws.com`, port: 6379 }],
  }),
  "aws:rds/cluster:Cluster": (_, { clusterIdentifier, ...inputs }) => ({
    endpoint: `${String(clusterIdentifier)}.cluster-1.us-east-1.rds.amazonaws.com`,
    readerEndpoint: `${String(clusterIdentifier)}.cluster-ro-1.us-east-1.rds.amazonaws.com`,
    clusterResourceId: "cluster-ABC",
    masterUserSecrets: masterSecrets(inputs),
  }),
  "aws:rds/instance:Instance": (_, { identifier, ...inputs }) => ({
    address: `${String(identifier)}.1.us-east-1.rds.amazonaws.com`,
    resourceId: "db-ABC",
    masterUserSecrets: masterSecrets(inputs),
  }),
  "aws:rds/proxy:Proxy": (_, { name }) => ({
    arn: `arn:aws:rds:us-east-1:${accountId}:db-proxy:prx-1`,
    endpoint: `${String(name)}.proxy-1.us-east-1.rds.amazonaws.com`,
  }),
  "aws:rds/proxyEndpoint:ProxyEndpoint": (_, { dbProxyEndpointName }) => ({
    endpoint: `${String(dbProxyEndpointName)}.endpoint.proxy-1.us-east-1.rds.amazonaws.com`,
  }),
  "aws:route53/keySigningKey:KeySigningKey": () => ({ dsRecord: "12345 13 2 ABCDEF" }),
  "aws:route53/zone:Zone": (name) => ({
    zoneId: `${name}-id`,
    nameServers: ["ns-1.awsdns-00.org", "ns-2.awsdns-10.com"],
  }),
  "aws:route53/record:Record": (_, { name }) => ({ fqdn: name }),
  "aws:sqs/queue:Queue": (name) => ({
    url: `https://sqs.us-east-1.amazonaws.com/${accountId}/${name}`,
  }),
  "aws:s3/bucket:Bucket": (name) => ({
    bucket: name,
    bucketDomainName: `${name}.s3.amazonaws.com`,
    bucketRegionalDomainName: `${name}.s3.us-east-1.amazonaws.com`,
  }),
  "random:index/randomId:RandomId": () => ({ hex: "0a1b2c3d" }),
  "random:index/randomPassword:RandomPassword": (name) => ({ result: `${name}-result` }),
};

/** The provider's region, where a program has settings. */
function regionOf(): string {
  return new pulumi.Config("aws").get("region") ?? "us-east-1";
}

/** The secret that RDS makes when it manages the master password. */
function masterSecrets({ manageMasterUserPassword: managed }: Outputs): Outputs[] {
  return managed === true ? [{ secretArn: "arn:mock:rds-managed-secret" }] : [];
}

/** What AWS adds inside an input of a resource. */
export function completedInputs(type: string, name: string, inputs: Outputs): Outputs {
  if (type !== "aws:eks/cluster:Cluster") return inputs;
  const added = { clusterSecurityGroupId: `${name}-security-group-id`, vpcId: "vpc-1" };
  return { ...inputs, vpcConfig: { ...(inputs["vpcConfig"] as Outputs), ...added } };
}

/** What AWS adds to the inputs of a resource. */
export function computedOutputs(type: string, name: string, inputs: Outputs): Outputs {
  return { name, arn: `arn:mock:${name}`, ...byType[type]?.(name, inputs) };
}

/** The answer of a provider function. */
export function functionResult(token: string): Outputs {
  switch (token) {
    case "aws:index/getCallerIdentity:getCallerIdentity":
      return { accountId, arn: `arn:aws:iam::${accountId}:root`, userId: "test" };
    case "aws:index/getAvailabilityZones:getAvailabilityZones":
      return { names: ["us-east-1a", "us-east-1b", "us-east-1c"] };
    case "aws:ec2/getManagedPrefixList:getManagedPrefixList":
      return { id: "pl-cloudfront" };
    default:
      throw new Error(`no mock for function ${token}`);
  }
}
