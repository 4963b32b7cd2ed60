import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { createOriginSecret } from "../../../components/edge/originSecret";
import { find, record } from "../../helpers/recordingMocks";

const password = "random:index/randomPassword:RandomPassword";

describe("createOriginSecret", () => {
  it("makes a value of 40 letters and digits, secret", async () => {
    const { result, registrations } = await record(() => createOriginSecret("origin"));
    assert.deepEqual(find(registrations, password).inputs, { length: 40, special: false });
    assert.equal(result.name, "x-origin-secret");
    assert.equal(await pulumi.isSecret(result.value), true);
  });

  it("takes another header, and makes another value when told to", async () => {
    const { result, registrations } = await record(() =>
      createOriginSecret("origin", { headerName: "x-from-edge", rotation: "2026-11" }),
    );
    assert.deepEqual(find(registrations, password).inputs.keepers, { rotation: "2026-11" });
    assert.equal(result.name, "x-from-edge");
  });
});
