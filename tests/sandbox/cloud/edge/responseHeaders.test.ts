import assert from "node:assert/strict";
import {
  applyResponseHeaders,
  readResponseHeadersPolicies,
} from "../../../../sandbox/cloud/edge/responseHeaders";
import { DeployedStack } from "../../../../sandbox/cloud/state/deployedStack";
import { stackState } from "../fixtures/state";

function policyOf(change: Record<string, unknown> = {}) {
  const state = stackState({ "security-headers": change });
  const policy = readResponseHeadersPolicies(new DeployedStack(state)).get("security-headers");
  assert.ok(policy !== undefined);
  return policy;
}

describe("a response headers policy", () => {
  it("sets the security headers it declares and no other", () => {
    assert.deepEqual(Object.fromEntries(applyResponseHeaders(new Map(), policyOf())), {
      "content-security-policy": ["default-src 'self'"],
      "x-content-type-options": ["nosniff"],
      "strict-transport-security": ["max-age=63072000; includeSubDomains"],
    });
  });

  it("leaves an origin's header alone unless it overrides", () => {
    const items = [
      { header: "X-Kept", value: "policy", override: false },
      { header: "X-Replaced", value: "policy", override: true },
    ];
    const headers = applyResponseHeaders(
      new Map([
        ["x-kept", ["origin"]],
        ["x-replaced", ["origin"]],
      ]),
      policyOf({ securityHeadersConfig: null, customHeadersConfig: { items } }),
    );
    assert.deepEqual(headers.get("x-kept"), ["origin"]);
    assert.deepEqual(headers.get("x-replaced"), ["policy"]);
  });

  it("removes headers", () => {
    const policy = policyOf({ removeHeadersConfig: { items: [{ header: "Server" }] } });
    assert.ok(!applyResponseHeaders(new Map([["server", ["AmazonS3"]]]), policy).has("server"));
  });
});
