import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { planSeeds, readSeeds } from "../../../../sandbox/cloud/data/seeds";
import { DeployedStack } from "../../../../sandbox/cloud/state/deployedStack";
import { stackState } from "../fixtures/state";

const seeds = readSeeds(new DeployedStack(stackState()));
const tables = new Set(["products"]);
const hashOf = (item: object) => createHash("sha256").update(JSON.stringify(item)).digest("hex");
const ledger = new Map(
  seeds.map(({ tableName, key, item }) => [
    `${tableName} ${JSON.stringify(key)}`,
    { tableName, key, hash: hashOf(item) },
  ]),
);

describe("seed items", () => {
  it("are read with their key", () => {
    assert.deepEqual(seeds[0], {
      tableName: "products",
      key: { id: { S: "p1" } },
      item: { id: { S: "p1" }, name: { S: "Product p1" } },
    });
  });

  it("are all written at first", () => {
    assert.deepEqual(planSeeds(seeds, new Map(), tables), { puts: seeds, deletes: [] });
  });

  it("are not written again, so that users' changes stay", () => {
    assert.deepEqual(planSeeds(seeds, ledger, tables), { puts: [], deletes: [] });
  });

  it("are written when their declaration changed, and only those", () => {
    const [first, ...others] = seeds;
    assert.ok(first !== undefined);
    const changed = { ...first, item: { ...first.item, name: { S: "New" } } };
    assert.deepEqual(planSeeds([changed, ...others], ledger, tables).puts, [changed]);
  });

  it("are deleted when they left the state, but not with a table that is gone itself", () => {
    const [first] = seeds;
    assert.ok(first !== undefined);
    const plan = planSeeds([first], ledger, tables);
    assert.deepEqual(
      plan.deletes.map(({ key }) => key),
      [{ id: { S: "p2" } }],
    );
    assert.deepEqual(planSeeds([], ledger, new Set()).deletes, []);
  });

  it("without their key attribute name the resource", () => {
    const state = stackState({ "seed-p1": { item: '{"name":{"S":"x"}}' } });
    assert.throws(
      () => readSeeds(new DeployedStack(state)),
      /seed-p1: the item has no key attribute id/,
    );
  });
});
