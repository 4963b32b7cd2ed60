import assert from "node:assert/strict";
import { Network, type NetworkArgs } from "../../../components/network/network";
import { logSettings } from "../../helpers/components";
import { describeMistakes } from "../../helpers/mistakes";
import {
  accountId,
  childrenOf,
  find,
  inputsOf,
  namesOf,
  record,
  region,
} from "../../helpers/recordingMocks";

function create(more: Partial<NetworkArgs> = {}): Network {
  return new Network("network", { region, accountId, logs: logSettings(), ...more });
}

const ownAccount = {
  Sid: "OwnAccount",
  Effect: "Allow",
  Principal: "*",
  Action: ["*"],
  Resource: ["*"],
  Condition: {
    StringEquals: { "aws:PrincipalAccount": accountId, "aws:ResourceAccount": [accountId] },
  },
};

const gateway = {
  vpcId: "vpc-1",
  vpcEndpointType: "Gateway",
  routeTableIds: [
    "rtb-public-1",
    "rtb-private-1",
    "rtb-isolated-1",
    "rtb-public-2",
    "rtb-private-2",
    "rtb-isolated-2",
  ],
};

const flowLogRole = {
  "aws:iam:Role network-flow-log-role": {
    description: "Writes VPC flow logs to CloudWatch Logs",
    assumeRolePolicy: {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "AssumedByService",
          Effect: "Allow",
          Principal: { Service: "vpc-flow-logs.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { "aws:SourceAccount": accountId } },
        },
      ],
    },
  },
  "aws:iam:RolePolicy network-flow-log-role-policy": {
    role: "network-flow-log-role",
    policy: {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "WriteFlowLogs",
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          Resource: ["arn:mock:network-flow-logs", "arn:mock:network-flow-logs:log-stream:*"],
        },
      ],
    },
  },
};

describe("Network", () => {
  it("lays out three tiers over two zones with one NAT gateway, endpoints and flow logs", async () => {
    const { registrations } = await record(() => create());
    assert.deepEqual(childrenOf(registrations, "network:Network", "network"), {
      "awsx:ec2:Vpc network-vpc": {
        cidrBlock: "10.0.0.0/16",
        numberOfAvailabilityZones: 2,
        enableDnsHostnames: true,
        natGateways: { strategy: "Single" },
        subnetStrategy: "Auto",
        availabilityZoneCidrMask: 18,
        subnetSpecs: [
          { type: "Public", name: "public", cidrMask: 24 },
          { type: "Private", name: "private", cidrMask: 20 },
          { type: "Isolated", name: "isolated", cidrMask: 24 },
        ],
      },
      "aws:ec2:VpcEndpoint network-s3-endpoint": {
        ...gateway,
        serviceName: "com.amazonaws.us-east-1.s3",
        policy: {
          Version: "2012-10-17",
          Statement: [
            ownAccount,
            {
              Sid: "BucketsOfAws",
              Effect: "Allow",
              Principal: "*",
              Action: ["s3:GetObject"],
              Resource: [
                "arn:aws:s3:::prod-us-east-1-starport-layer-bucket/*",
                "arn:aws:s3:::al2023-repos-us-east-1-de612dc2/*",
                "arn:aws:s3:::amazon-ssm-us-east-1/*",
              ],
            },
          ],
        },
      },
      "aws:ec2:VpcEndpoint network-dynamodb-endpoint": {
        ...gateway,
        serviceName: "com.amazonaws.us-east-1.dynamodb",
        policy: { Version: "2012-10-17", Statement: [ownAccount] },
      },
      "aws:ec2:DefaultSecurityGroup network-default-security-group": {
        vpcId: "vpc-1",
        ingress: [],
        egress: [],
      },
      "aws:cloudwatch:LogGroup network-flow-logs": {
        retentionInDays: 30,
        kmsKeyId: "arn:mock:logs-key",
      },
      ...flowLogRole,
      "aws:ec2:FlowLog network-flow-log": {
        vpcId: "vpc-1",
        trafficType: "ALL",
        logDestinationType: "cloud-watch-logs",
        logDestination: "arn:mock:network-flow-logs",
        iamRoleArn: "arn:mock:network-flow-log-role",
        maxAggregationInterval: 600,
      },
    });
  });

  for (const [nat, strategy] of [
    ["none", "None"],
    ["single", "Single"],
    ["perZone", "OnePerAz"],
  ] as const) {
    it(`changes nothing but the NAT gateways of its layout to ${strategy} when nat is ${nat}`, async () => {
      const { registrations } = await record(() => create({ nat, interfaceEndpoints: [] }));
      const standard = await record(() => create());
      assert.deepEqual(find(registrations, "awsx:ec2:Vpc").inputs, {
        ...find(standard.registrations, "awsx:ec2:Vpc").inputs,
        natGateways: { strategy },
      });
    });
  }

  it("spreads over three zones of another address range when asked", async () => {
    const { registrations } = await record(() => create({ zones: 3, cidrBlock: "10.8.0.0/16" }));
    const { inputs } = find(registrations, "awsx:ec2:Vpc");
    assert.deepEqual(
      [inputs["numberOfAvailabilityZones"], inputs["cidrBlock"]],
      [3, "10.8.0.0/16"],
    );
  });

  it("gives no subnet public addresses, and leaves what is not a subnet as it is", async () => {
    const { registrations } = await record(() => create());
    const [transform] = find(registrations, "awsx:ec2:Vpc").transforms ?? [];
    assert.ok(transform);
    const child = { custom: true, name: "public-1", opts: {} };
    const props = { mapPublicIpOnLaunch: true, cidrBlock: "10.0.0.0/24" };
    assert.deepEqual(await transform({ ...child, type: "aws:ec2/subnet:Subnet", props }), {
      props: { mapPublicIpOnLaunch: false, cidrBlock: "10.0.0.0/24" },
      opts: {},
    });
    assert.equal(await transform({ ...child, type: "aws:ec2/vpc:Vpc", props }), undefined);
  });

  it("keeps connections of every minute in a bucket when asked", async () => {
    const { registrations } = await record(() =>
      create({ flowLogs: { destination: "s3", aggregationSeconds: 60, retentionDays: 10 } }),
    );
    const flowLog = find(registrations, "aws:ec2/flowLog:FlowLog");
    assert.deepEqual(flowLog.inputs, {
      vpcId: "vpc-1",
      trafficType: "ALL",
      maxAggregationInterval: 60,
      logDestinationType: "s3",
      logDestination: "arn:mock:network-flow-logs-bucket",
      destinationOptions: { fileFormat: "parquet", perHourPartition: true },
    });
    const policy = find(registrations, "aws:s3/bucketPolicy:BucketPolicy");
    assert.ok(flowLog.dependencies.includes(policy.urn));
    const { Statement } = inputsOf(policy)["policy"] as { Statement: Record<string, unknown>[] };
    const conditions = {
      StringEquals: { "aws:SourceAccount": accountId },
      ArnLike: { "aws:SourceArn": `arn:aws:logs:us-east-1:${accountId}:*` },
    };
    assert.deepEqual(Statement.slice(1), [
      {
        Sid: "FlowLogRecords",
        Effect: "Allow",
        Principal: { Service: "delivery.logs.amazonaws.com" },
        Action: ["s3:PutObject"],
        Resource: [`arn:mock:network-flow-logs-bucket/AWSLogs/${accountId}/*`],
        Condition: conditions,
      },
      {
        Sid: "FlowLogBucket",
        Effect: "Allow",
        Principal: { Service: "delivery.logs.amazonaws.com" },
        Action: ["s3:GetBucketAcl"],
        Resource: ["arn:mock:network-flow-logs-bucket"],
        Condition: conditions,
      },
    ]);
    assert.deepEqual(namesOf(registrations, "aws:iam/role:Role"), []);
    assert.deepEqual(namesOf(registrations, "aws:cloudwatch/logGroup:LogGroup"), []);
  });

  it("registers every output", async () => {
    const { registrations } = await record(() => create());
    assert.deepEqual(find(registrations, "microservices:network:Network").registeredOutputs, {
      vpcId: "vpc-1",
      cidrBlock: "10.0.0.0/16",
      publicSubnetIds: ["subnet-public-1", "subnet-public-2"],
      privateSubnetIds: ["subnet-private-1", "subnet-private-2"],
      isolatedSubnetIds: ["subnet-isolated-1", "subnet-isolated-2"],
    });
  });
});

describeMistakes("Network", "network.md", [
  {
    argument: "cidrBlock",
    message: 'cidrBlock must be a private range of size /16 such as 10.0.0.0/16, got "10.0.0.0/24"',
    make: () => create({ cidrBlock: "10.0.0.0/24" }),
  },
  {
    argument: "zones",
    message: "zones must be 2 or 3, got 4; every zone has a quarter of the address range",
    make: () => create({ zones: Number("4") as 2 }),
  },
  {
    argument: "nat",
    message:
      'nat "none" needs runtimes or interfaceEndpoints, got neither; say which runtimes run here, and the endpoints they need are created',
    make: () => create({ nat: "none" }),
  },
  {
    argument: "interfaceEndpoints",
    message:
      'interfaceEndpoints lacks ecr.dkr, logs, xray, which fargate needs when nat is "none"; add them, or leave interfaceEndpoints out',
    make: () => create({ nat: "none", runtimes: ["fargate"], interfaceEndpoints: ["ecr.api"] }),
  },
]);
