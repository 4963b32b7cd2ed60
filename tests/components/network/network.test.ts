import assert from "node:assert/strict";
import { Network, type NetworkArgs } from "../../../components/network/network";
import { logSettings } from "../../helpers/components";
import { accountId, childrenOf, find, record, region } from "../../helpers/recordingMocks";

function create(more: Partial<NetworkArgs> = {}): Network {
  return new Network("network", { region, accountId, logs: logSettings(), ...more });
}

const endpoint = {
  vpcId: "vpc-1",
  vpcEndpointType: "Gateway",
  routeTableIds: ["rtb-1", "rtb-2"],
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
        ...endpoint,
        serviceName: "com.amazonaws.us-east-1.s3",
      },
      "aws:ec2:VpcEndpoint network-dynamodb-endpoint": {
        ...endpoint,
        serviceName: "com.amazonaws.us-east-1.dynamodb",
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
      "aws:ec2:FlowLog network-flow-log": {
        vpcId: "vpc-1",
        trafficType: "ALL",
        logDestinationType: "cloud-watch-logs",
        logDestination: "arn:mock:network-flow-logs",
        iamRoleArn: "arn:mock:network-flow-log-role",
        maxAggregationInterval: 60,
      },
    });
  });

  for (const [nat, strategy] of [
    ["single", "Single"],
    ["perZone", "OnePerAz"],
  ] as const) {
    it(`asks for NAT gateways by the strategy ${strategy} when nat is ${nat}`, async () => {
      const { registrations } = await record(() => create({ nat }));
      assert.deepEqual(find(registrations, "awsx:ec2:Vpc").inputs["natGateways"], { strategy });
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
});
