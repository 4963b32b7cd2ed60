import assert from "node:assert/strict";
import { requestIdOf } from "../../../services/platform/requestId";

const root = "1-67891233-abcdef012345678912345678";
const uuid = /^[0-9a-f-]{36}$/;

describe("request id", () => {
  for (const header of [
    `Root=${root}`,
    `Root=${root};Parent=53995c3f42cd8ad8;Sampled=1`,
    `Self=1-67891234-12456789abcdef012345678;Root=${root}`,
  ]) {
    it(`is the root of ${header.slice(0, 30)}`, () => {
      assert.equal(requestIdOf(header), root);
    });
  }

  for (const header of [undefined, "", "Root=", `Root=${root}0`, "Root=\u001b[31m", "NotRoot=1"]) {
    it(`is made up when the header is ${JSON.stringify(header)}`, () => {
      assert.match(requestIdOf(header), uuid);
    });
  }
});
