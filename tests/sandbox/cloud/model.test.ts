import assert from "node:assert/strict";
import { readCloudModel } from "../../../sandbox/cloud/model";
import { DeployedStack } from "../../../sandbox/cloud/state/deployedStack";
import { CloudError } from "../../../sandbox/cloud/types";
import { stackState } from "./fixtures/state";

describe("the model of a deployed stack", () => {
  it("knows account and region from the ARNs", () => {
    const { accountId, region } = readCloudModel(new DeployedStack(stackState()));
    assert.deepEqual({ accountId, region }, { accountId: "123456789012", region: "eu-west-1" });
  });

  it("says what to do with a stack that was never deployed", () => {
    assert.throws(
      () => readCloudModel(new DeployedStack({})),
      (error) => error instanceof CloudError && error.message.includes("npm start"),
    );
  });

  it("needs one distribution, as there is one front door", () => {
    for (const change of [null, { enabled: false }]) {
      const state = stackState({ "edge-cdn": change });
      assert.throws(() => readCloudModel(new DeployedStack(state)), /holds 0 enabled CloudFront/);
    }
  });
});
