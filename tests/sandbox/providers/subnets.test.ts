import assert from "node:assert/strict";
import { planSubnets } from "../../../sandbox/providers/awsx/subnets";
import type { SubnetPlan } from "../../../sandbox/providers/awsx/subnets";

const plan: SubnetPlan = {
  vpcName: "shop",
  cidrBlock: "10.0.0.0/16",
  zones: ["eu-west-1a", "eu-west-1b"],
  strategy: "Auto",
};

function ranges(changes: Partial<SubnetPlan>): Record<string, string> {
  const planned = planSubnets({ ...plan, ...changes });
  return Object.fromEntries(planned.map(({ name, cidrBlock }) => [name, cidrBlock]));
}

describe("planSubnets", () => {
  it("gives half of each zone to private and a quarter to public subnets", () => {
    assert.deepEqual(ranges({}), {
      "shop-private-1": "10.0.0.0/18",
      "shop-public-1": "10.0.64.0/19",
      "shop-private-2": "10.0.128.0/18",
      "shop-public-2": "10.0.192.0/19",
    });
  });

  it("keeps the order of the program, and starts each range at a multiple of its size", () => {
    const specs = [
      { type: "Public", cidrMask: 24 },
      { type: "Private", cidrMask: 20 },
      { type: "Isolated", name: "data", cidrMask: 24 },
    ] as const;
    assert.deepEqual(ranges({ specs, zones: ["eu-west-1a"] }), {
      "shop-public-1": "10.0.0.0/24",
      "shop-private-1": "10.0.16.0/20",
      "shop-data-1": "10.0.32.0/24",
    });
  });

  it("takes explicit ranges as they are, and leaves gaps out", () => {
    const specs = [
      { type: "Private", cidrBlocks: ["10.0.1.0/24", "10.0.2.0/24"] },
      { type: "Unused", cidrBlocks: ["10.0.3.0/24", "10.0.4.0/24"] },
    ] as const;
    assert.deepEqual(ranges({ specs }), {
      "shop-private-1": "10.0.1.0/24",
      "shop-private-2": "10.0.2.0/24",
    });
  });

  it("refuses subnets that do not fit", () => {
    const specs = [{ type: "Private", cidrMask: 16 }] as const;
    assert.throws(() => ranges({ specs }), /a zone of the VPC 10\.0\.0\.0\/16 has 32768/);
    assert.throws(() => ranges({ cidrBlock: "ten" }), /not an IPv4 range/);
  });
});
