import assert from "node:assert/strict";
import {
  defaultInstances,
  instanceFaults,
  type InstanceSizes,
} from "../../../../components/compute/instances/instanceFaults";

/** What is wrong with the instances once this is changed. */
function faults(change: Partial<InstanceSizes>, name = "services-instances"): string {
  return instanceFaults(name, { ...defaultInstances, ...change }).join("; ");
}

describe("instanceFaults", () => {
  it("finds nothing wrong with the defaults, nor with a group that shrinks to nothing", () => {
    assert.equal(faults({}), "");
    assert.equal(faults({ min: 0 }), "");
  });

  for (const type of [
    "m7g.large",
    "t4g.small",
    "c7gn.xlarge",
    "im4gn.2xlarge",
    "r8gd.metal-24xl",
  ]) {
    it(`accepts the Graviton type ${type}`, () => {
      assert.equal(faults({ instanceTypes: [type] }), "");
    });
  }

  for (const type of [
    "m7i.large",
    "m7a.large",
    "g4dn.xlarge",
    "t3.micro",
    "m7g",
    "M7G.large",
    "",
  ]) {
    it(`refuses the type "${type}"`, () => {
      assert.match(
        faults({ instanceTypes: ["m7g.large", type] }),
        /^instanceTypes must be Graviton/,
      );
    });
  }

  const outside: readonly [keyof InstanceSizes, number, string][] = [
    ["max", 0, "max must be a whole number from 1 to 1000, got 0"],
    ["spotPercent", 101, "spotPercent must be a whole number from 0 to 100, got 101"],
    [
      "targetCapacityPercent",
      0,
      "targetCapacityPercent must be a whole number from 1 to 100, got 0",
    ],
    ["warmUpSeconds", 1.5, "warmUpSeconds must be a whole number from 0 to 10000, got 1.5"],
    ["volumeGiB", 29, "volumeGiB must be a whole number from 30 to 16384, got 29"],
    ["maxLifetimeDays", 366, "maxLifetimeDays must be a whole number from 1 to 365, got 366"],
  ];
  for (const [name, value, message] of outside) {
    it(`refuses ${name} ${value}`, () => {
      assert.equal(faults({ [name]: value, ...(name === "max" && { min: 0 }) }), message);
    });
  }

  for (const name of ["aws-pool", "ECS", "fargate-like"]) {
    it(`refuses the name ${name}, which ECS keeps`, () => {
      assert.match(faults({}, name), /^name must not begin with aws, ecs or fargate/);
    });
  }
});
