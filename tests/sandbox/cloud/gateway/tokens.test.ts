import assert from "node:assert/strict";
import type { JwtValidation } from "../../../../sandbox/cloud/balancer/definitions";
import { checkTokens } from "../../../../sandbox/cloud/gateway/tokens";
import { customersIssuer } from "../fixtures/userPool";

const poolId = customersIssuer.issuer.split("/").at(-1) ?? "";
const issuer = { userPoolArn: `arn:aws:cognito-idp:eu-west-1:1:userpool/${poolId}` };
const request = { headers: new Map() };

describe("tokens at an API", () => {
  it("are checked against the pool's clients and one of the scopes", async () => {
    const asked: JwtValidation[] = [];
    const verdict = await checkTokens({ kind: "tokens", issuer, scopes: ["a", "b"] }, request, {
      issuers: [customersIssuer],
      check: (validation) => {
        asked.push(validation);
        const [, scope] = validation.additionalClaims;
        return Promise.resolve(
          scope?.values[0] === "b" ? { kind: "valid" } : { kind: "invalid", reason: "scope" },
        );
      },
    });
    assert.equal(verdict.kind, "valid");
    assert.equal(asked.length, 2);
    assert.equal(asked[0]?.jwksEndpoint, customersIssuer.jwksUri);
    assert.deepEqual(asked[0].additionalClaims, [
      { name: "client_id", format: "single-string", values: [customersIssuer.clientId] },
      { name: "scope", format: "space-separated-values", values: ["a"] },
    ]);
  });

  it("cannot be checked for an issuer or audience that the stack does not have", async () => {
    const by = { issuers: [customersIssuer], check: () => assert.fail("nothing to check with") };
    for (const other of [
      { userPoolArn: "arn:aws:cognito-idp:eu-west-1:1:userpool/other" },
      { url: customersIssuer.issuer, audiences: ["someone-else"] },
    ]) {
      const authorization = { kind: "tokens", issuer: other, scopes: [] } as const;
      assert.equal((await checkTokens(authorization, request, by)).kind, "impossible");
    }
  });
});
