import assert from "node:assert/strict";
import fc from "fast-check";
import {
  autoNameWithin,
  environmentName,
  shortHash,
  statementName,
} from "../../../components/internal/naming";

const names = fc.stringMatching(/^[a-z][a-z0-9-]{0,60}$/);
/** A hyphen and seven hexadecimal digits, as Pulumi appends. */
const suffixLength = 8;

describe("autoNameWithin", () => {
  it("leaves a name alone that fits together with Pulumi's suffix", () => {
    assert.equal(autoNameWithin("a".repeat(24), 32), "a".repeat(24));
  });

  it("shortens a name by one character too many, keeping its beginning", () => {
    assert.equal(autoNameWithin("a".repeat(25), 32), `${"a".repeat(18)}-2f521`);
  });

  it("never exceeds the limit", () => {
    fc.assert(
      fc.property(names, fc.integer({ min: 16, max: 64 }), (name, limit) => {
        assert.ok(autoNameWithin(name, limit).length + suffixLength <= limit);
      }),
    );
  });

  it("keeps names apart that differ only beyond the cut", () => {
    fc.assert(
      fc.property(names, names, (one, other) => {
        fc.pre(one !== other);
        const common = "recommendations-targets-";
        assert.notEqual(autoNameWithin(common + one, 32), autoNameWithin(common + other, 32));
      }),
    );
  });

  it("never ends the kept part with two hyphens", () => {
    assert.match(
      autoNameWithin("a-very-long-service--name-indeed", 32),
      /^[a-z-]*[a-z]-[0-9a-f]{5}$/,
    );
  });
});

describe("shortHash", () => {
  it("is the beginning of the SHA-256 in hexadecimal digits", () => {
    assert.equal(shortHash("abc", 10), "ba7816bf8f");
  });
});

describe("environmentName", () => {
  for (const [name, expected] of [
    ["products", "PRODUCTS"],
    ["store-events", "STORE_EVENTS"],
    ["a.b--c", "A_B_C"],
  ] as const) {
    it(`spells ${name} as ${expected}`, () => {
      assert.equal(environmentName(name), expected);
    });
  }
});

describe("statementName", () => {
  for (const [words, expected] of [
    [["readsWrites", "store-events", "table"], "ReadsWritesStoreEventsTable"],
    [["byItem"], "ByItem"],
    [["a--b", ""], "AB"],
  ] as const) {
    it(`joins ${words.join(" ")} into ${expected}`, () => {
      assert.equal(statementName(...words), expected);
    });
  }

  it("holds nothing but letters and digits, as IAM demands of a Sid", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (words) => {
        assert.match(statementName(...words), /^[A-Za-z0-9]*$/);
      }),
    );
  });
});
