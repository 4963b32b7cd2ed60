import assert from "node:assert/strict";
import { faultsOfConfig } from "../../../policies/framework/configFile";
import { SAMPLE_RULES } from "./sampleRules";

function faults(config: unknown): readonly string[] {
  return faultsOfConfig(JSON.stringify(config), SAMPLE_RULES);
}

describe("a file for --policy-pack-config", () => {
  it("may set levels and parameters, by rule and for all", () => {
    const config = {
      all: "advisory",
      "policy-waivers": "disabled",
      "sample-logged": "mandatory",
      "sample-versioned": { enforcementLevel: "mandatory", days: 90 },
    };
    assert.deepEqual(faults(config), []);
  });

  const table: Readonly<Record<string, readonly [unknown, RegExp]>> = {
    "an unknown rule": [
      { "sample-other": "advisory" },
      /^sample-other: is not a rule of this pack;/,
    ],
    "an unknown parameter": [
      { "sample-versioned": { day: 1 } },
      /^sample-versioned: "day" is not a parameter .* accepted are enforcementLevel, days\.$/,
    ],
    "another type": [
      { "sample-versioned": { days: "9" } },
      /days must be of type integer, got "9"/,
    ],
    "a fraction": [{ "sample-versioned": { days: 1.5 } }, /days must be of type integer, got 1\.5/],
    "too small a number": [
      { "sample-versioned": { days: 0 } },
      /days must be at least 1, got 0\.$/,
    ],
    "an unknown level": [
      { "sample-logged": "error" },
      /must be advisory, mandatory, disabled, got "error"/,
    ],
    "an unknown level in an object": [
      { "sample-logged": { enforcementLevel: 1 } },
      /enforcementLevel must be advisory, mandatory, disabled, got 1/,
    ],
    "neither level nor object": [{ "sample-logged": 1 }, /must be a level or an object/],
    "a list": [[], /must hold an object with a key for each rule/],
  };
  for (const [title, [config, fault]] of Object.entries(table)) {
    it(`is told of ${title}, once`, () => {
      const [first, ...others] = faults(config);
      assert.match(first ?? "", fault);
      assert.deepEqual(others, []);
    });
  }

  it("is told of as not JSON", () => {
    assert.match(faultsOfConfig("{", SAMPLE_RULES)[0] ?? "", /^the file is not JSON: /);
  });
});
