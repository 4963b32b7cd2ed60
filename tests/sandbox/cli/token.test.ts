import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tokenCheck } from "../../../sandbox/cloud/balancer/tokenCheck";
import { openTokenDesk, type TokenDesk } from "../../../sandbox/cloud/identity/tokens/desk";
import { readCommandLine } from "../../../sandbox/commands/arguments";
import { tokenFor } from "../../../sandbox/commands/token";
import { type SandboxPaths, sandboxPaths } from "../../../sandbox/paths";
import { edgeRequest } from "../cloud/fixtures/http";
import { customersIssuer } from "../cloud/fixtures/userPool";

const staffIssuer = { ...customersIssuer, name: "staff", clientId: "staff-client" };

describe("the token command", () => {
  let paths: SandboxPaths;
  beforeEach(() => {
    paths = sandboxPaths(mkdtempSync(join(tmpdir(), "token-")));
    writeFileSync(join(paths.root, "Pulumi.dev.yaml"), "config: {}\n");
  });
  afterEach(() => {
    rmSync(paths.root, { recursive: true });
  });

  const open = (issuers = [customersIssuer]): Promise<TokenDesk> => {
    mkdirSync(paths.data("dev"), { recursive: true });
    return openTokenDesk(paths.data("dev"), issuers);
  };
  const ask = (...words: string[]) => tokenFor(readCommandLine(["token", ...words]), paths);

  async function kindAt(desk: TokenDesk, token: string, name: string, values: string[]) {
    const format = name === "cognito:groups" ? "string-array" : "single-string";
    const { issuer, jwksUri: jwksEndpoint } = customersIssuer;
    const rule = { issuer, jwksEndpoint, additionalClaims: [{ name, format, values } as const] };
    const headers = { authorization: `Bearer ${token}` };
    return (await tokenCheck(desk)(rule, edgeRequest({ headers }))).kind;
  }

  it("gives a token that the load balancer takes", async () => {
    const desk = await open();
    const { clientId } = customersIssuer;
    assert.equal(await kindAt(desk, await ask("ann"), "client_id", [clientId]), "valid");
  });

  it("puts the customer in a group", async () => {
    const desk = await open();
    const token = await ask("ann", "--group", "staff");
    assert.equal(await kindAt(desk, token, "cognito:groups", ["staff"]), "valid");
  });

  it("asks which of several pools it should be", async () => {
    const desk = await open([customersIssuer, staffIssuer]);
    await assert.rejects(ask("ann"), {
      name: "SandboxError",
      message: "The stack has several user pools: customers, staff. Say which one with --pool.",
    });
    const token = await ask("ann", "--pool", "staff");
    assert.equal(await kindAt(desk, token, "client_id", ["staff-client"]), "valid");
    await assert.rejects(ask("ann", "--pool", "guests"), {
      message: 'The stack has no user pool "guests"; it has customers, staff.',
    });
  });

  it("says what to do when the stack has no user pool", async () => {
    await assert.rejects(ask("ann"), {
      name: "SandboxError",
      message: /^Stack "dev" has issued no tokens yet: .* Start it with "npm start"/,
    });
  });

  it("needs a name, and one only", () => {
    assert.throws(() => readCommandLine(["token"]), { message: /needs a name .* token ann/ });
    assert.throws(() => readCommandLine(["token", "ann", "bob"]), { message: /got "bob"/ });
    assert.equal(readCommandLine(["token", "--help"]).help, true);
  });
});
