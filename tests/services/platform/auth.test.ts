import assert from "node:assert/strict";
import { resolve } from "node:path";
import { build } from "esbuild";
import { createApp } from "../../../services/platform/app";
import {
  authEnvironment,
  createTokenVerifier,
  InvalidToken,
  KeysUnavailable,
  requireCustomer,
  type TokenVerifier,
  type VerifierOptions,
} from "../../../services/platform/auth";
import { parseEnvironment } from "../../../services/platform/env";
import { recordingLogger } from "../../helpers/services/logs";
import { issuedAt, startIssuer, type LocalIssuer } from "../../helpers/services/tokens";

describe("a customer's token", () => {
  let issuer: LocalIssuer;
  beforeEach(async () => {
    issuer = await startIssuer();
  });
  afterEach(() => issuer.stop());

  const verifier = (options: VerifierOptions = {}): TokenVerifier =>
    createTokenVerifier(
      {
        AUTH_ISSUER: issuer.issuer,
        AUTH_JWKS_URI: issuer.jwksUri,
        AUTH_CLIENT_ID: issuer.clientId,
      },
      { clock: () => issuedAt * 1000, timeoutMs: 100, ...options },
    );

  it("says who sent it and in which groups the sender is", async () => {
    const verify = verifier();
    assert.deepEqual(await verify(await issuer.token()), { customerId: "ann", groups: [] });
    assert.deepEqual(await verify(await issuer.token({ "cognito:groups": ["staff"] })), {
      customerId: "ann",
      groups: ["staff"],
    });
  });

  it("is good until it expires, and as long as the clocks may differ", async () => {
    const at = (second: number) => verifier({ clock: () => (issuedAt + second) * 1000 });
    const token = await issuer.token();
    await at(899)(token);
    await at(904)(token);
    await assert.rejects(at(906)(token), new InvalidToken("the access token has expired"));
  });

  const worthless: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
    ["of another issuer", { iss: "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Other" }],
    ["for another client", { client_id: "another" }],
    ["for no client", { client_id: undefined }],
    ["that is an id token", { token_use: "id", aud: "4vtd0ap3mjm1vsg6t6v1hc1f2p" }],
    ["that never expires", { exp: undefined }],
    ["that is valid only later", { nbf: issuedAt + 60 }],
    ["of nobody", { sub: undefined }],
    ["of an empty name", { sub: "" }],
    ["whose groups are no list", { "cognito:groups": "staff" }],
  ];
  for (const [what, claims] of worthless) {
    it(`is worth nothing when it is one ${what}`, async () => {
      await assert.rejects(verifier()(await issuer.token(claims)), InvalidToken);
    });
  }

  it("is worth nothing when it is signed with another key, changed, unsigned or no token at all", async () => {
    const [header = "", payload = "", signature = ""] = (await issuer.token()).split(".");
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const forgeries = [
      await issuer.forgedToken(),
      `${header}.${encode({ sub: "bob", iss: issuer.issuer })}.${signature}`,
      `${encode({ alg: "none" })}.${payload}.`,
      `${encode({ alg: "HS256", kid: "first" })}.${payload}.${signature}`,
      `${encode({ alg: "RS256", kid: "unknown" })}.${payload}.${signature}`,
      "no.token",
      "x",
    ];
    const verify = verifier();
    for (const token of forgeries) await assert.rejects(verify(token), InvalidToken);
  });

  it("is checked with keys that are fetched once", async () => {
    const verify = verifier();
    await Promise.all([verify(await issuer.token()), verify(await issuer.token())]);
    await verify(await issuer.token());
    assert.equal(issuer.fetches, 1);
  });

  it("may be signed with a key that came later", async () => {
    const verify = verifier({ keyRetrySeconds: 0 });
    await verify(await issuer.token());
    await issuer.rotate();
    await verify(await issuer.token());
    assert.equal(issuer.fetches, 2);
  });

  it("has the keys fetched again only after a while, however many forged ones come", async () => {
    const verify = verifier();
    await verify(await issuer.token());
    await issuer.rotate();
    for (let i = 0; i < 3; i++) await assert.rejects(verify(await issuer.token()), InvalidToken);
    assert.equal(issuer.fetches, 1);
  });

  for (const mood of ["broken", "hanging", "nonsense"] as const) {
    it(`is not refused while the server of the keys is ${mood}, and is accepted afterwards`, async () => {
      const verify = verifier();
      issuer.mood = mood;
      await assert.rejects(verify(await issuer.token()), KeysUnavailable);
      issuer.mood = "well";
      assert.equal((await verify(await issuer.token())).customerId, "ann");
    });
  }

  it("is not refused while the server of the keys is away", async () => {
    const verify = verifier();
    const token = await issuer.token();
    await issuer.stop();
    await assert.rejects(verify(token), KeysUnavailable);
    issuer = await startIssuer();
  });
});

describe("a route for customers", () => {
  function tested(verify: TokenVerifier) {
    const { logger, lines } = recordingLogger();
    const app = createApp({ logger, clock: () => 0 });
    app.get("/mine", requireCustomer(verify), (c) =>
      c.json({ customerId: c.get("customerId"), groups: c.get("groups") }),
    );
    app.get("/staff", requireCustomer(verify, { group: "staff" }), (c) => c.text("welcome"));
    const ask = (path: string, authorization?: string) =>
      app.request(path, authorization === undefined ? {} : { headers: { authorization } });
    return { ask, lines };
  }
  const ann = () => Promise.resolve({ customerId: "ann", groups: ["testers"] });

  it("learns who is asking", async () => {
    const answer = await tested(ann).ask("/mine", "Bearer abc.def.ghi");
    assert.equal(answer.status, 200);
    assert.deepEqual(await answer.json(), { customerId: "ann", groups: ["testers"] });
  });

  it("hands the verifier the token alone", async () => {
    const tokens: string[] = [];
    const verify: TokenVerifier = (token) => {
      tokens.push(token);
      return ann();
    };
    await tested(verify).ask("/mine", "bearer  abc.d-f.g_i ");
    assert.deepEqual(tokens, ["abc.d-f.g_i"]);
  });

  for (const header of [
    undefined,
    "",
    "Bearer",
    "Bearer a b",
    "Basic YW5uOmFubg==",
    "abc.def.ghi",
  ]) {
    it(`asks whoever sends ${header === undefined ? "no header" : `"${header}"`} to sign in`, async () => {
      const answer = await tested(() => assert.fail("was asked")).ask("/mine", header);
      assert.equal(answer.status, 401);
      assert.equal(answer.headers.get("www-authenticate"), "Bearer");
      assert.deepEqual(await answer.json(), {
        code: 401,
        message: "sign in first: an access token is needed as bearer token",
      });
    });
  }

  it("tells whoever sends a worthless token what is wrong with it", async () => {
    const verify = () => Promise.reject(new InvalidToken("the access token has expired"));
    const { ask, lines } = tested(verify);
    const answer = await ask("/mine", "Bearer abc.def.ghi");
    assert.equal(answer.status, 401);
    assert.equal(
      answer.headers.get("www-authenticate"),
      'Bearer error="invalid_token", error_description="the access token has expired"',
    );
    assert.deepEqual(await answer.json(), { code: 401, message: "the access token has expired" });
    assert.deepEqual(
      lines.filter(({ level }) => level === "error"),
      [],
    );
  });

  it("refuses a customer who is not in its group", async () => {
    const answer = await tested(ann).ask("/staff", "Bearer abc.def.ghi");
    assert.equal(answer.status, 403);
    assert.equal(answer.headers.get("www-authenticate"), 'Bearer error="insufficient_scope"');
    assert.deepEqual(await answer.json(), { code: 403, message: "only for the group staff" });
  });

  it("lets in who is in its group", async () => {
    const bob = () => Promise.resolve({ customerId: "bob", groups: ["staff"] });
    assert.equal((await tested(bob).ask("/staff", "Bearer abc.def.ghi")).status, 200);
  });

  it("asks everybody to come back while the keys cannot be fetched, and tells the operators", async () => {
    const verify = () => Promise.reject(new KeysUnavailable(new Error("no route")));
    const { ask, lines } = tested(verify);
    const answer = await ask("/mine", "Bearer abc.def.ghi");
    assert.equal(answer.status, 503);
    assert.equal(answer.headers.get("retry-after"), "1");
    assert.equal(answer.headers.get("www-authenticate"), null);
    const [error] = lines.filter(({ level }) => level === "error");
    assert.match(String(error?.reason), /keys .* cannot be fetched: no route/);
  });
});

describe("a service with public routes alone", () => {
  it("carries no code that checks tokens", async () => {
    const { metafile } = await build({
      entryPoints: [resolve(__dirname, "../../../services/catalog/main.ts")],
      bundle: true,
      write: false,
      metafile: true,
      platform: "node",
      logLevel: "silent",
    });
    const inputs = Object.keys(metafile.inputs);
    assert.ok(inputs.some((file) => file.endsWith("services/platform/app.ts")));
    assert.deepEqual(
      inputs.filter((file) => /node_modules\/jose\/|platform\/auth\.ts$/.test(file)),
      [],
    );
  });
});

describe("the environment of a service with routes for customers", () => {
  const valid = {
    AUTH_ISSUER: "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Test",
    AUTH_JWKS_URI: "http://127.0.0.1:8081/jwks.json",
    AUTH_CLIENT_ID: "4vtd0ap3mjm1vsg6t6v1hc1f2p",
  };

  it("names issuer, keys and client", () => {
    assert.deepEqual(parseEnvironment(authEnvironment, valid), valid);
  });

  for (const [name, value] of [
    ["AUTH_ISSUER", "cognito"],
    ["AUTH_JWKS_URI", "ftp://example.com/jwks.json"],
    ["AUTH_CLIENT_ID", ""],
    ["AUTH_CLIENT_ID", undefined],
  ] as const) {
    it(`may not have ${name}=${value ?? "nothing"}`, () => {
      assert.throws(() => parseEnvironment(authEnvironment, { ...valid, [name]: value }), {
        message: new RegExp(`${name}: expected the `),
      });
    });
  }
});
