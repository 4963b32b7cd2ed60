import assert from "node:assert/strict";
import { rules } from "../../policies/allRules";
import { violations } from "../helpers/inspect";
import { type Registry, runProgram, runRegistry, stacks } from "../helpers/program";
import type { Registration } from "../helpers/recordingMocks";
import carts from "../../services/carts/definition";
import catalog from "../../services/catalog/definition";
import { resources } from "../../services/resources";
import { expectedOf, withCut } from "./cuts/caughtCut";
import { cuts, howToCut } from "./cuts/index";
import { laidOutNetwork } from "./cuts/laidOutNetwork";

async function deployed(stack: (typeof stacks)[number]): Promise<Registration[]> {
  const { registrations } = await runProgram(stack);
  return [...registrations, ...laidOutNetwork];
}

/**
 * The shop by itself: who adds a rule owes a cut; who adds a service, with a kind of resource that was not there
 * before, does not owe one for each rule on it.
 */
const shop: Registry = {
  services: [carts, catalog],
  resources: {
    carts: resources.carts,
    "catalog-db": resources["catalog-db"],
    "catalog-cache": resources["catalog-cache"],
  },
};

describe("the policy pack over the whole program", () => {
  for (const stack of stacks) {
    it(`has nothing to object to in stack ${stack}`, async () => {
      assert.deepEqual(violations(await deployed(stack)), []);
    });
  }

  for (const cut of cuts) {
    it(`objects when ${cut.title}, with no other rule and nowhere else`, async () => {
      const stack = await deployed(cut.stack ?? "dev");
      const found = violations(withCut(cut, stack)).map((one) => `${one.rule} ${one.resource}`);
      assert.deepEqual([...new Set(found)].sort(), expectedOf(cut, stack));
    });
  }

  it("has a cut for every rule that judges something in the program of the shop", async () => {
    const { registrations } = await runRegistry("dev", shop);
    const types = new Set([...registrations, ...laidOutNetwork].map(({ type }) => type));
    const caught = new Set(cuts.flatMap(({ caughtBy }) => caughtBy));
    const uncaught = rules.filter(
      (rule) => !caught.has(rule.id) && rule.types.some((type) => types.has(type)),
    );
    assert.equal(uncaught.length, 0, uncaught.map(howToCut).join("\n"));
  });

  for (const [service, place] of [
    ["dynamodb", "tests/stack/cuts/storage.ts"],
    ["ecs", "tests/stack/cuts/containers.ts"],
    ["sqs", "one of the files in tests/stack/cuts/"],
  ] as const) {
    it(`tells who adds a rule for ${service} which file to edit`, () => {
      assert.equal(
        howToCut({ id: "new-rule", service }),
        `no cut shows that rule "new-rule" guards the program; add to ${place} a change of the program that it must object to, with caughtBy: ["new-rule"]`,
      );
    });
  }
});
