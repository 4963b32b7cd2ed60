import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  openTokenDesk,
  publicKeyOf,
  readTokenDesk,
} from "../../../../../sandbox/cloud/identity/tokens/desk";
import { customersIssuer } from "../../fixtures/userPool";

describe("the desk that signs tokens", () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(path.join(tmpdir(), "tokens-"));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  it("keeps its key over restarts, while the issuers follow the stack", async () => {
    const first = await openTokenDesk(directory, [customersIssuer]);
    const renamed = { ...customersIssuer, clientId: "another" };
    const second = await openTokenDesk(directory, [renamed]);
    assert.deepEqual(second.key, first.key);
    assert.deepEqual(second.issuers, [renamed]);
    assert.deepEqual(readTokenDesk(directory), second);
  });

  it("keeps its key to the user, also where the file was open to others before", async () => {
    const file = path.join(directory, "tokens.json");
    writeFileSync(file, "", { mode: 0o644 });
    await openTokenDesk(directory, [customersIssuer]);
    assert.equal(statSync(file).mode & 0o777, 0o600);
  });

  it("is not there before the first start, and new when its file is damaged", async () => {
    assert.equal(readTokenDesk(directory), undefined);
    writeFileSync(path.join(directory, "tokens.json"), '{"key":');
    assert.equal(readTokenDesk(directory), undefined);
    const { key } = await openTokenDesk(directory, [customersIssuer]);
    assert.equal(key.alg, "RS256");
  });

  it("publishes nothing of the private half of its key", async () => {
    const desk = await openTokenDesk(directory, [customersIssuer]);
    assert.deepEqual(Object.keys(publicKeyOf(desk)).sort(), ["alg", "e", "kid", "kty", "n", "use"]);
  });
});
