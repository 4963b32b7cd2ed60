/** Customers' tokens through the whole cloud: user pool in the state, rules that check, services that check again. */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startCloud } from "../../../../sandbox/cloud";
import { readTokenDesk } from "../../../../sandbox/cloud/identity/tokens/desk";
import { customerId, issueToken } from "../../../../sandbox/cloud/identity/tokens/token";
import { findFreePort } from "../../../../sandbox/cloud/ports";
import type { RunningCloud, StackState } from "../../../../sandbox/cloud/types";
import { createTokenVerifier } from "../../../../services/platform/auth";
import { cacheDirectory } from "../fixtures/emulator";
import { arns, changedContainer, fixturesDirectory, stackState } from "../fixtures/state";
import { customersIssuer, userPool } from "../fixtures/userPool";

const { issuer, jwksUri, clientId } = customersIssuer;

function guardedState(): StackState {
  const check = {
    type: "jwt-validation",
    order: 1,
    jwtValidation: {
      issuer,
      jwksEndpoint: jwksUri,
      additionalClaims: [{ name: "client_id", format: "single-string", values: [clientId] }],
    },
  };
  const actions = (targetGroupArn: string) => [
    check,
    { type: "forward", order: 2, targetGroupArn },
  ];
  const changed = stackState({
    ...changedContainer({ environment: [{ name: "AUTH_JWKS_URI", value: jwksUri }] }),
    "carts-function": { environment: { variables: { AUTH_JWKS_URI: jwksUri } } },
    "catalog-route": { actions: actions(arns.catalogTargets) },
    "carts-route": { actions: actions(arns.cartsTargets) },
  });
  return { resources: [...(changed.resources ?? []), ...userPool()] };
}

describe("the sandbox's cloud with a user pool", function () {
  this.timeout(180_000);
  let directory: string;
  let running: RunningCloud | undefined;

  async function start(): Promise<RunningCloud> {
    running = await startCloud({
      state: guardedState(),
      stackName: "dev",
      dataDirectory: path.join(directory, "dev"),
      cacheDirectory,
      port: await findFreePort(),
      projectDirectory: fixturesDirectory,
      onEvent: () => undefined,
    });
    return running;
  }
  async function newToken(): Promise<string> {
    const desk = readTokenDesk(path.join(directory, "dev"));
    assert.ok(desk !== undefined);
    return issueToken(desk, customersIssuer, { user: "ann" });
  }
  const get = (cloud: RunningCloud, where: string, token?: string) =>
    fetch(`${cloud.url}/api${where}`, {
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });

  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), "sandbox-tokens-"));
  });
  afterEach(async () => {
    await running?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  it("lets signed-in customers through to tasks and functions, which can check the token themselves", async () => {
    const cloud = await start();
    assert.equal((await get(cloud, "/catalog/request")).status, 401);
    assert.equal((await get(cloud, "/carts/1", "abc")).status, 401);

    const token = await newToken();
    const request = (await (await get(cloud, "/catalog/request", token)).json()) as {
      headers: Record<string, string>;
    };
    assert.equal(request.headers.authorization, `Bearer ${token}`);
    const ofTask = (await (await get(cloud, "/catalog/environment", token)).json()) as {
      AUTH_JWKS_URI: string;
    };
    const verify = createTokenVerifier({
      AUTH_ISSUER: issuer,
      AUTH_JWKS_URI: ofTask.AUTH_JWKS_URI,
      AUTH_CLIENT_ID: clientId,
    });
    assert.equal((await verify(token)).customerId, customerId("ann"));
    const ofFunction = (await (await get(cloud, "/carts/1", token)).json()) as {
      environment: { AUTH_JWKS_URI: string };
    };
    assert.equal(ofFunction.environment.AUTH_JWKS_URI, ofTask.AUTH_JWKS_URI);
  });

  it("takes a token of before a restart", async () => {
    const first = await start();
    const token = await newToken();
    await first.stop();
    assert.equal((await get(await start(), "/catalog/request", token)).status, 200);
  });
});
