import assert from "node:assert/strict";
import { mapValues } from "../../../components/internal/objects";

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
