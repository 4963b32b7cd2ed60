import { strict as assert } from "node:assert";
import {
  addLine,
  cartTotal,
  itemCount,
  lineTotal,
  parseQuantity,
  removeLine,
  setQuantity,
} from "../../services/web/src/state/cart-lines";

const mug = { itemId: "enamel-mug", quantity: 2, unitPrice: 16 };
const tent = { itemId: "two-person-tent", quantity: 1, unitPrice: 320 };
const lines = [mug, tent];

describe("web cart lines", () => {
  it("adds up pieces and prices", () => {
    assert.equal(itemCount(lines), 3);
    assert.equal(lineTotal(mug), 32);
    assert.equal(cartTotal(lines), 352);
    assert.equal(cartTotal([]), 0);
  });

  it("appends a product that is not in the cart", () => {
    assert.deepEqual(addLine([mug], tent), [mug, tent]);
  });

  it("increases the quantity of a product that is in the cart, in its place", () => {
    const added = addLine(lines, { ...mug, quantity: 3 });
    assert.deepEqual(added, [{ ...mug, quantity: 5 }, tent]);
  });

  it("replaces a quantity without touching the other lines", () => {
    assert.deepEqual(setQuantity(lines, tent.itemId, 4), [mug, { ...tent, quantity: 4 }]);
    assert.deepEqual(setQuantity(lines, "unknown", 4), lines);
  });

  it("removes one line", () => {
    assert.deepEqual(removeLine(lines, mug.itemId), [tent]);
  });

  it("leaves the list it was given as it was", () => {
    const frozen = Object.freeze(lines.map((line) => Object.freeze({ ...line })));
    addLine(frozen, mug);
    setQuantity(frozen, mug.itemId, 9);
    removeLine(frozen, mug.itemId);
    assert.deepEqual(frozen, lines);
  });

  const typed: [string, number | undefined][] = [
    ["1", 1],
    [" 42 ", 42],
    ["99", 99],
    ["100", undefined],
    ["0", undefined],
    ["-1", undefined],
    ["1.5", undefined],
    ["1e1", undefined],
    ["", undefined],
    ["two", undefined],
  ];
  for (const [text, quantity] of typed) {
    it(`reads the typed quantity ${JSON.stringify(text)} as ${quantity ?? "unusable"}`, () => {
      assert.equal(parseQuantity(text), quantity);
    });
  }
});
