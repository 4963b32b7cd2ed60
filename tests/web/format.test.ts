import { strict as assert } from "node:assert";
import { countOf, formatPrice } from "../../services/web/src/format";

describe("web format", () => {
  it("writes prices as whole dollars with thousands apart", () => {
    assert.equal(formatPrice(0), "$0");
    assert.equal(formatPrice(19), "$19");
    assert.equal(formatPrice(1280), "$1,280");
  });

  it("uses the singular for one and the plural otherwise", () => {
    assert.equal(countOf(0, "item"), "0 items");
    assert.equal(countOf(1, "item"), "1 item");
    assert.equal(countOf(2, "item"), "2 items");
    assert.equal(countOf(3, "shelf", "shelves"), "3 shelves");
  });
});
