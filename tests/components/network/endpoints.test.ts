import assert from "node:assert/strict";
import type { InterfaceEndpoint } from "../../../components/network/interfaceEndpoints";
import { Network, type NetworkArgs } from "../../../components/network/network";
import { logSettings } from "../../helpers/components";
import {
  accountId,
  find,
  inputsOf,
  namesOf,
  record,
  region,
  type Registration,
} from "../../helpers/recordingMocks";

const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";

async function registrationsOf(more: Partial<NetworkArgs>): Promise<readonly Registration[]> {
  const { registrations } = await record(
    () => new Network("network", { region, accountId, logs: logSettings(), ...more }),
  );
  return registrations;
}

/** Conditions of the one statement of an interface endpoint. */
async function conditionOf(service: InterfaceEndpoint, more: Partial<NetworkArgs> = {}) {
  const registrations = await registrationsOf({ interfaceEndpoints: [service], ...more });
  const name = `-${service.replace(".", "-")}-endpoint`;
  const { policy } = inputsOf(find(registrations, ENDPOINT, name));
  const { Statement } = policy as { Statement: { Condition: unknown }[] };
  assert.equal(Statement.length, 1);
  return Statement[0]?.Condition;
}

describe("Network without NAT", () => {
  it("has what tasks need to pull images, and write logs and traces", async () => {
    const registrations = await registrationsOf({ nat: "none", runtimes: ["fargate"] });
    assert.deepEqual(namesOf(registrations, ENDPOINT), [
      "network-dynamodb-endpoint",
      "network-ecr-api-endpoint",
      "network-ecr-dkr-endpoint",
      "network-logs-endpoint",
      "network-s3-endpoint",
      "network-xray-endpoint",
    ]);
  });

  it("takes the endpoints that are listed as they are when they suffice", async () => {
    const registrations = await registrationsOf({
      nat: "none",
      runtimes: ["lambda"],
      interfaceEndpoints: ["secretsmanager"],
    });
    assert.deepEqual(namesOf(registrations, ENDPOINT), [
      "network-dynamodb-endpoint",
      "network-s3-endpoint",
      "network-secretsmanager-endpoint",
    ]);
  });
});

describe("Network with NAT", () => {
  it("has interface endpoints, and a security group for them, only when they are listed", async () => {
    const registrations = await registrationsOf({ runtimes: ["fargate", "ec2", "eks"] });
    assert.deepEqual(namesOf(registrations, ENDPOINT), [
      "network-dynamodb-endpoint",
      "network-s3-endpoint",
    ]);
    assert.deepEqual(namesOf(registrations, "aws:ec2/securityGroup:SecurityGroup"), []);
  });
});

describe("an interface endpoint", () => {
  it("answers to the service's own name in every private subnet, on HTTPS from the network alone", async () => {
    const registrations = await registrationsOf({
      cidrBlock: "10.8.0.0/16",
      interfaceEndpoints: ["secretsmanager"],
    });
    const { policy, ...inputs } = find(registrations, ENDPOINT, "secretsmanager-endpoint").inputs;
    assert.ok(policy);
    assert.deepEqual(inputs, {
      vpcId: "vpc-1",
      serviceName: "com.amazonaws.us-east-1.secretsmanager",
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
      subnetIds: ["subnet-private-1", "subnet-private-2"],
      securityGroupIds: ["network-endpoints-security-group-id"],
    });
    assert.deepEqual(find(registrations, "aws:ec2/securityGroup:SecurityGroup").inputs, {
      vpcId: "vpc-1",
      description: "Interface endpoints of AWS services",
    });
    const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    assert.deepEqual(find(registrations, ingress).inputs, {
      securityGroupId: "network-endpoints-security-group-id",
      description: "Network to AWS services",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrIpv4: "10.8.0.0/16",
    });
  });

  it("lets this account's principals reach this account's resources", async () => {
    assert.deepEqual(await conditionOf("secretsmanager"), {
      StringEquals: { "aws:PrincipalAccount": accountId, "aws:ResourceAccount": [accountId] },
    });
  });

  it("lets them reach those of trusted accounts too", async () => {
    assert.deepEqual(await conditionOf("sqs", { trustedAccountIds: ["210987654321"] }), {
      StringEquals: {
        "aws:PrincipalAccount": accountId,
        "aws:ResourceAccount": [accountId, "210987654321"],
      },
    });
  });

  it("does not ask whose resources they are where AWS serves its own, such as images of add-ons", async () => {
    assert.deepEqual(await conditionOf("ecr.api"), {
      StringEquals: { "aws:PrincipalAccount": accountId },
    });
  });

  for (const service of ["ecs-agent", "ecs-telemetry"] as const) {
    it(`has no policy for ${service}, where AWS takes none`, async () => {
      const registrations = await registrationsOf({ interfaceEndpoints: [service] });
      const endpoint = find(registrations, ENDPOINT, `-${service}-endpoint`);
      assert.equal("policy" in endpoint.inputs, false);
    });
  }

  it("does not ask who calls where callers have no credentials", async () => {
    assert.deepEqual(await conditionOf("cognito-idp"), {
      StringEquals: { "aws:ResourceAccount": [accountId] },
    });
  });
});
