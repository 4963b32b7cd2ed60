import assert from "node:assert/strict";
import { findPython, isSupported } from "../../../../sandbox/cloud/ministack/python";
import { CloudError } from "../../../../sandbox/cloud/types";

describe("the search for Python", () => {
  for (const [version, expected] of [
    ["3.9.18", false],
    ["3.10.0", true],
    ["3.14.0rc1", true],
    ["2.7.18", false],
  ] as const) {
    it(`${expected ? "takes" : "refuses"} ${version}`, () => {
      assert.equal(isSupported(version), expected);
    });
  }

  it("says what to install when there is none", async () => {
    await assert.rejects(findPython(["no-such-python"]), (error) => {
      assert.ok(error instanceof CloudError);
      assert.match(error.message, /Python 3.10 or newer.*no Python 3 was found.*python3-venv/);
      return true;
    });
  });
});
