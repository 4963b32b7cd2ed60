import assert from "node:assert/strict";
import { Secret, unknownCheckingProxy, UnknownValueError } from "@pulumi/policy";
import { secretsPreservingProxy } from "@pulumi/policy/secret";
import { isUnknown, ownValue, withoutProxy } from "../../../policies/framework/unknown";
import { UNKNOWN } from "../helpers/engine";
import "../helpers/policyLibrary";

/** One mark for each kind of value, as the engine sends them. */
const MARKS = [
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
];

describe("unknown values", () => {
  for (const mark of MARKS) {
    it(`are known by the mark ${mark}, as the library knows them`, () => {
      assert.throws(() => unknownCheckingProxy({ mark }).mark, UnknownValueError);
      assert.equal(isUnknown(mark), true);
    });
  }

  it("are not seen in ordinary values", () => {
    for (const value of [undefined, null, "", "x", 0, false, {}, [UNKNOWN]]) {
      assert.equal(isUnknown(value), false);
    }
  });

  it("are read past the library's proxy without an exception", () => {
    const proxy = unknownCheckingProxy({ unknown: UNKNOWN, nested: { unknown: UNKNOWN } });
    assert.equal(ownValue(proxy, "unknown"), UNKNOWN);
    assert.deepEqual(withoutProxy(proxy), { unknown: UNKNOWN, nested: { unknown: UNKNOWN } });
  });

  it("and secrets are read past both proxies that properties wear for a remediation", () => {
    const properties = { list: [UNKNOWN], secret: new Secret("s3cret") };
    const proxy = unknownCheckingProxy(secretsPreservingProxy(properties));
    assert.equal(withoutProxy(proxy), properties);
  });
});
