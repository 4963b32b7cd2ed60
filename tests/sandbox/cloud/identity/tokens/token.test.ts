import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { tokenCheck, type TokenVerdict } from "../../../../../sandbox/cloud/balancer/tokenCheck";
import type { JwtValidation } from "../../../../../sandbox/cloud/balancer/definitions";
import { openTokenDesk, type TokenDesk } from "../../../../../sandbox/cloud/identity/tokens/desk";
import { openTokens } from "../../../../../sandbox/cloud/identity/tokens/open";
import { customerId, issueToken } from "../../../../../sandbox/cloud/identity/tokens/token";
import { readCloudModel } from "../../../../../sandbox/cloud/model";
import { DeployedStack } from "../../../../../sandbox/cloud/state/deployedStack";
import { createTokenVerifier } from "../../../../../services/platform/auth";
import { edgeRequest } from "../../fixtures/http";
import { changedContainer, stackState } from "../../fixtures/state";
import { customersIssuer, userPool } from "../../fixtures/userPool";

const { issuer, jwksUri, clientId } = customersIssuer;

describe("a token of the sandbox", () => {
  let directory: string;
  let desk: TokenDesk;
  before(async () => {
    directory = mkdtempSync(path.join(tmpdir(), "tokens-"));
    desk = await openTokenDesk(directory, [customersIssuer]);
  });
  after(() => {
    rmSync(directory, { recursive: true });
  });

  it("names the same customer whenever it is for the same name", () => {
    assert.match(
      customerId("ann"),
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    assert.equal(customerId("ann"), customerId("ann"));
    assert.notEqual(customerId("ann"), customerId("bob"));
  });

  describe("at the load balancer", () => {
    const claim = (name: string, value: string) => ({
      name,
      format: "single-string" as const,
      values: [value],
    });
    const rule: JwtValidation = {
      issuer,
      jwksEndpoint: jwksUri,
      additionalClaims: [claim("token_use", "access"), claim("client_id", clientId)],
    };

    function check(
      authorization: string | undefined,
      changes: Partial<JwtValidation> = {},
      at = desk,
    ): Promise<TokenVerdict> {
      const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
      return tokenCheck(at)({ ...rule, ...changes }, edgeRequest({ headers }));
    }
    const annsToken = async () =>
      `Bearer ${await issueToken(desk, customersIssuer, { user: "ann" })}`;
    async function reason(
      changes: Partial<JwtValidation>,
      authorization?: string,
    ): Promise<string> {
      const verdict = await check(authorization ?? (await annsToken()), changes);
      assert.equal(verdict.kind, "invalid");
      return verdict.reason;
    }

    it("is valid", async () => {
      assert.deepEqual(await check(await annsToken()), { kind: "valid" });
    });

    it("is missed", async () => {
      assert.deepEqual(await check(undefined), { kind: "missing" });
      assert.deepEqual(await check("Basic YW5uOmFubg=="), { kind: "missing" });
    });

    it("is refused when it has expired", async () => {
      const issuedAt = Math.floor(Date.now() / 1000) - 901;
      const old = await issueToken(desk, customersIssuer, { user: "ann", issuedAt });
      assert.match(await reason({}, `Bearer ${old}`), /"exp" claim/);
    });

    it("is refused when it is of another issuer or client", async () => {
      assert.match(await reason({ issuer: "https://elsewhere" }), /"iss" claim/);
      const additionalClaims = [claim("client_id", "another")];
      assert.equal(await reason({ additionalClaims }), "claim client_id must be another");
    });

    it("is refused when it is signed by another key, or is no token", async () => {
      const other = mkdtempSync(path.join(tmpdir(), "tokens-"));
      const forger = await openTokenDesk(other, [customersIssuer]);
      rmSync(other, { recursive: true });
      const forged = await issueToken(forger, customersIssuer, { user: "ann" });
      assert.match(await reason({}, `Bearer ${forged}`), /no applicable key/);
      const sameId = { ...forger, key: { ...forger.key, kid: desk.key.kid } };
      const disguised = await issueToken(sameId, customersIssuer, { user: "ann" });
      assert.match(await reason({}, `Bearer ${disguised}`), /signature/);
      assert.match(await reason({}, "Bearer x"), /Invalid/);
    });

    for (const [format, name, values, kind] of [
      ["string-array", "cognito:groups", ["staff"], "valid"],
      ["string-array", "cognito:groups", ["staff", "managers"], "invalid"],
      ["string-array", "scope", ["openid"], "invalid"],
      ["space-separated-values", "scope", ["openid", "email"], "valid"],
      ["space-separated-values", "scope", ["orders"], "invalid"],
      ["single-string", "scope", ["openid"], "invalid"],
      ["single-string", "missing", ["x"], "invalid"],
    ] as const) {
      it(`is ${kind} where ${name} must be ${values.join(" and ")} as ${format}`, async () => {
        const request = { user: "ann", groups: ["staff"] };
        const token = await issueToken(desk, customersIssuer, request);
        const additionalClaims = [{ name, format, values: [...values] }];
        assert.equal((await check(`Bearer ${token}`, { additionalClaims })).kind, kind);
      });
    }

    it("cannot be checked with keys of nobody in this stack", async () => {
      const verdict = await check(await annsToken(), { jwksEndpoint: "https://elsewhere/keys" });
      assert.equal(verdict.kind, "impossible");
      assert.match(verdict.reason, /https:\/\/elsewhere\/keys, which no user pool of this stack/);
    });

    it("cannot be checked without a user pool", async () => {
      const verdict = await tokenCheck(undefined)(rule, edgeRequest());
      assert.equal(verdict.kind, "impossible");
    });
  });

  describe("in a service", () => {
    function model() {
      const environment = [
        { name: "AUTH_JWKS_URI", value: jwksUri },
        { name: "AUTH_ISSUER", value: issuer },
      ];
      const changed = {
        ...changedContainer({ environment }),
        "carts-function": { environment: { variables: { AUTH_JWKS_URI: jwksUri } } },
      };
      const resources = [...(stackState(changed).resources ?? []), ...userPool()];
      return readCloudModel(new DeployedStack({ resources }));
    }

    it("is checked with the keys that are served on this machine, and tells who sent it", async () => {
      const tokens = await openTokens(model(), directory);
      try {
        const [service] = tokens.model.services;
        const variables = Object.fromEntries(
          (service?.container.environment ?? []).map(({ name, value }) => [name, value]),
        );
        const { AUTH_JWKS_URI = "", AUTH_ISSUER = "" } = variables;
        assert.match(
          AUTH_JWKS_URI,
          /^http:\/\/127\.0\.0\.1:\d+\/eu-west-1_Ab12Cd34E\/\.well-known/,
        );
        assert.equal(AUTH_ISSUER, issuer);
        assert.equal(tokens.model.functions[0]?.variables.AUTH_JWKS_URI, AUTH_JWKS_URI);
        assert.ok(tokens.desk !== undefined);
        const token = await issueToken(tokens.desk, customersIssuer, {
          user: "ann",
          groups: ["staff"],
        });
        const verify = createTokenVerifier({
          AUTH_ISSUER,
          AUTH_JWKS_URI,
          AUTH_CLIENT_ID: clientId,
        });
        assert.deepEqual(await verify(token), { customerId: customerId("ann"), groups: ["staff"] });
        assert.equal((await fetch(new URL("/other", AUTH_JWKS_URI))).status, 404);
      } finally {
        await tokens.close();
      }
    });

    it("needs nothing of a stack without a user pool", async () => {
      const plain = readCloudModel(new DeployedStack(stackState()));
      const tokens = await openTokens(plain, directory);
      assert.equal(tokens.model, plain);
      assert.equal(tokens.desk, undefined);
      await tokens.close();
    });
  });
});
