import assert from "node:assert/strict";
import { Network, type NetworkArgs } from "../../../components/network/network";
import { logSettings } from "../../helpers/components";
import {
  accountId,
  find,
  namesOf,
  record,
  region,
  type Registration,
} from "../../helpers/recordingMocks";

const ROUTE = "aws:ec2/route:Route";
const EGRESS = "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway";

async function registrationsOf(more: Partial<NetworkArgs>): Promise<readonly Registration[]> {
  const { registrations } = await record(
    () => new Network("network", { region, accountId, logs: logSettings(), ...more }),
  );
  return registrations;
}

describe("Network with IPv6", () => {
  it("has a range of its own, and ways out for public and private subnets of each zone", async () => {
    const registrations = await registrationsOf({ ipv6: true, zones: 3 });
    const vpc = find(registrations, "awsx:ec2:Vpc");
    assert.equal(vpc.inputs["assignGeneratedIpv6CidrBlock"], true);
    assert.deepEqual(find(registrations, EGRESS).inputs, { vpcId: "vpc-1" });
    assert.deepEqual(namesOf(registrations, ROUTE), [
      "network-private-ipv6-1",
      "network-private-ipv6-2",
      "network-private-ipv6-3",
      "network-public-ipv6-1",
      "network-public-ipv6-2",
      "network-public-ipv6-3",
    ]);
    assert.deepEqual(find(registrations, ROUTE, "public-ipv6-2").inputs, {
      routeTableId: "rtb-public-2",
      destinationIpv6CidrBlock: "::/0",
      gatewayId: "igw-1",
    });
    assert.deepEqual(find(registrations, ROUTE, "private-ipv6-3").inputs, {
      routeTableId: "rtb-private-3",
      destinationIpv6CidrBlock: "::/0",
      egressOnlyGatewayId: "network-ipv6-egress-id",
    });
  });

  it("has no way out of private subnets without NAT", async () => {
    const registrations = await registrationsOf({
      ipv6: true,
      nat: "none",
      interfaceEndpoints: [],
    });
    assert.deepEqual(namesOf(registrations, EGRESS), []);
    assert.deepEqual(namesOf(registrations, ROUTE), [
      "network-public-ipv6-1",
      "network-public-ipv6-2",
    ]);
  });

  it("has none of it by default", async () => {
    const registrations = await registrationsOf({});
    const vpc = find(registrations, "awsx:ec2:Vpc");
    assert.equal("assignGeneratedIpv6CidrBlock" in vpc.inputs, false);
    assert.deepEqual(namesOf(registrations, ROUTE), []);
    assert.deepEqual(namesOf(registrations, EGRESS), []);
  });
});
