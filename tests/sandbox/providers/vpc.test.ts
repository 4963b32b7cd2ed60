import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { constructVpc } from "../../../sandbox/providers/awsx/vpc";
import { find, namesOf, record, type Registration } from "../../helpers/recordingMocks";

const SUBNET = "aws:ec2/subnet:Subnet";
const ROUTE = "aws:ec2/route:Route";
const GATEWAY = "aws:ec2/natGateway:NatGateway";

const layout: pulumi.Inputs = {
  cidrBlock: "10.0.0.0/16",
  numberOfAvailabilityZones: 2,
  subnetStrategy: "Auto",
  subnetSpecs: [
    { type: "Public", cidrMask: 24 },
    { type: "Private", cidrMask: 20 },
    { type: "Isolated", cidrMask: 24 },
  ],
};

/** Everything that the VPC `shop` consists of. */
async function childrenOf(more: pulumi.Inputs): Promise<readonly Registration[]> {
  const { result, registrations } = await record(() => {
    const component = new pulumi.ComponentResource("awsx:ec2:Vpc", "shop");
    return constructVpc(component, "shop", { ...layout, ...more });
  });
  await result;
  return registrations;
}

describe("the stand-in for awsx.ec2.Vpc", () => {
  it("routes private subnets to one NAT gateway when the strategy is Single", async () => {
    const registrations = await childrenOf({ natGateways: { strategy: "Single" } });
    assert.deepEqual(namesOf(registrations, GATEWAY), ["shop-1"]);
    for (const name of ["shop-private-1", "shop-private-2"]) {
      assert.equal(find(registrations, ROUTE, name).inputs["natGatewayId"], "shop-1-id");
    }
  });

  it("has private subnets without a way out when the strategy is None, under the same names", async () => {
    const registrations = await childrenOf({ natGateways: { strategy: "None" } });
    assert.deepEqual(namesOf(registrations, GATEWAY), []);
    assert.deepEqual(namesOf(registrations, "aws:ec2/eip:Eip"), []);
    assert.deepEqual(namesOf(registrations, ROUTE), ["shop-public-1", "shop-public-2"]);
    assert.deepEqual(namesOf(registrations, SUBNET), [
      "shop-isolated-1",
      "shop-isolated-2",
      "shop-private-1",
      "shop-private-2",
      "shop-public-1",
      "shop-public-2",
    ]);
  });

  it("gives every subnet the next /64 when the VPC has an IPv6 range, and no route for it", async () => {
    const registrations = await childrenOf({ assignGeneratedIpv6CidrBlock: true });
    assert.equal(
      find(registrations, "aws:ec2/vpc:Vpc").inputs["assignGeneratedIpv6CidrBlock"],
      true,
    );
    const ranges = registrations
      .filter(({ type }) => type === SUBNET)
      .map(({ name, inputs }) => [name, inputs["ipv6CidrBlock"]]);
    assert.deepEqual(Object.fromEntries(ranges), {
      "shop-public-1": "2a05:d018:12:3400::/64",
      "shop-private-1": "2a05:d018:12:3401::/64",
      "shop-isolated-1": "2a05:d018:12:3402::/64",
      "shop-public-2": "2a05:d018:12:3403::/64",
      "shop-private-2": "2a05:d018:12:3404::/64",
      "shop-isolated-2": "2a05:d018:12:3405::/64",
    });
    const routes = registrations.filter(({ type }) => type === ROUTE);
    assert.ok(routes.every(({ inputs }) => inputs["destinationIpv6CidrBlock"] === undefined));
  });

  it("leaves IPv6 away where it is not wanted", async () => {
    const plain = await childrenOf({});
    assert.equal("ipv6CidrBlock" in find(plain, SUBNET, "private-1").inputs, false);
    const specs = [{ type: "Private", cidrMask: 20, assignIpv6AddressOnCreation: false }];
    const mixed = await childrenOf({ assignGeneratedIpv6CidrBlock: true, subnetSpecs: specs });
    assert.equal("ipv6CidrBlock" in find(mixed, SUBNET, "private-1").inputs, false);
  });
});
