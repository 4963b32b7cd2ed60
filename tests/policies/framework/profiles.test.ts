import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../../../policies/allRules";
import { faultsOfConfig } from "../../../policies/framework/configFile";
import { PROFILES, renderProfile } from "../../../policies/framework/profiles";
import { logged, versioned } from "./sampleRules";

const FOLDER = join(__dirname, "..", "..", "..", "policies", "profiles");

function levels(profile: (typeof PROFILES)[number], changes: object = {}): unknown {
  return JSON.parse(renderProfile(profile, [{ ...versioned, ...changes }, logged]));
}

describe("a profile", () => {
  for (const profile of PROFILES) {
    it(`${profile} is what the rules say; if not, run npm run policies -- profiles`, () => {
      const text = readFileSync(join(FOLDER, `${profile}.json`), "utf8");
      assert.equal(text, renderProfile(profile, rules));
      assert.deepEqual(faultsOfConfig(text, rules), []);
    });
  }

  it("for development lets security block and advises on the rest", () => {
    const mandatory = { "sample-versioned": "mandatory", "sample-logged": "mandatory" };
    assert.deepEqual(levels("development"), mandatory);
    assert.deepEqual(levels("development", { pillar: "reliability" }), {
      ...mandatory,
      "sample-versioned": "advisory",
    });
  });

  it("for production makes what is severe block", () => {
    const advisory = { enforcement: "advisory" };
    const expected = { "sample-versioned": "mandatory", "sample-logged": "mandatory" };
    assert.deepEqual(levels("production", advisory), expected);
    assert.deepEqual(levels("production", { ...advisory, severity: "low" }), {
      ...expected,
      "sample-versioned": "advisory",
    });
  });

  it("for a framework lets only its controls block", () => {
    const first = { "sample-versioned": "mandatory", "sample-logged": "advisory" };
    assert.deepEqual(levels("cis"), first);
    assert.deepEqual(levels("fsbp"), first);
    assert.deepEqual(levels("pci"), first);
    assert.deepEqual(levels("pci", { controls: { fsbp: ["S3.10"] } }), {
      "sample-versioned": "advisory",
      "sample-logged": "advisory",
    });
  });
});
