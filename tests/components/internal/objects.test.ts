import assert from "node:assert/strict";
import { heldTwice, inParts, mapValues } from "../../../components/internal/objects";

describe("mapValues", () => {
  it("makes each value anew from its key and its old value, in the same order", () => {
    const lengths = { carts: 5, products: 8 };
    const made = mapValues(lengths, (key, value) => `${key} has ${value}`);
    assert.deepEqual(Object.entries(made), [
      ["carts", "carts has 5"],
      ["products", "products has 8"],
    ]);
  });

  it("leaves the object that it is given as it was", () => {
    const lengths = { carts: 5 };
    mapValues(lengths, (_, value) => value + 1);
    assert.deepEqual(lengths, { carts: 5 });
  });

  it("makes nothing of nothing", () => {
    assert.deepEqual(
      mapValues({}, () => 1),
      {},
    );
  });
});

describe("inParts", () => {
  for (const [list, size, parts] of [
    [[], 2, []],
    [[1, 2], 2, [[1, 2]]],
    [[1, 2, 3], 2, [[1, 2], [3]]],
  ] as const) {
    it(`makes ${parts.length} parts of ${list.length} by ${size}, in their order`, () => {
      assert.deepEqual(inParts(list, size), parts);
    });
  }
});

describe("heldTwice", () => {
  for (const [list, twice] of [
    [[], undefined],
    [["a", "b"], undefined],
    [["a", "b", "b", "a"], "b"],
  ] as const) {
    it(`finds ${twice ?? "nothing"} in [${list.join(", ")}]`, () => {
      assert.equal(heldTwice<string>(list), twice);
    });
  }
});
