import assert from "node:assert/strict";
import { readTokenIssuers } from "../../../../../sandbox/cloud/identity/tokens/issuers";
import { DeployedStack } from "../../../../../sandbox/cloud/state/deployedStack";
import { customersIssuer, userPool } from "../../fixtures/userPool";

function read(client: Record<string, unknown> = {}) {
  return readTokenIssuers(new DeployedStack({ resources: userPool(client) }));
}

describe("the issuers of tokens", () => {
  it("are the user pools with their clients", () => {
    assert.deepEqual(read(), [customersIssuer]);
  });

  it("are none without a pool, and none for a pool without a client", () => {
    assert.deepEqual(readTokenIssuers(new DeployedStack({})), []);
    assert.deepEqual(read({ userPoolId: "eu-west-1_Other" }), []);
  });

  for (const [what, client, seconds] of [
    [
      "an hour, as Cognito has it",
      { accessTokenValidity: undefined, tokenValidityUnits: undefined },
      3_600,
    ],
    ["hours", { accessTokenValidity: 2, tokenValidityUnits: {} }, 7_200],
    ["a day", { accessTokenValidity: 1, tokenValidityUnits: { accessToken: "days" } }, 86_400],
  ] as const) {
    it(`issue tokens for ${what}`, () => {
      assert.equal(read(client)[0]?.tokenSeconds, seconds);
    });
  }
});
