import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { strToU8, zipSync } from "fflate";
import {
  AssetReader,
  type StateArchive,
  archiveSchema,
} from "../../../../sandbox/cloud/state/assets";
import { SIGNATURE_KEY } from "../../../../sandbox/cloud/state/deployedStack";
import { archive, textAsset } from "../fixtures/state";

const ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7" as const;
const ASSET = "c44067f5952c0a294b673a41bacd8c17" as const;

describe("the asset reader", () => {
  let root: string;
  let stale: string[];
  let reader: AssetReader;

  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), "assets-"));
    stale = [];
    reader = new AssetReader(root, (message) => stale.push(message));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const namesOf = async (value: unknown) => {
    const files = await reader.archive(archiveSchema.parse(value), "f");
    return Object.fromEntries(
      [...files].map(([name, bytes]) => [name, Buffer.from(bytes).toString()]),
    );
  };

  it("reads a folder with its subfolders, a zip file and nested archives alike", async () => {
    await writeFile(path.join(root, "index.js"), "code");
    await writeFile(path.join(root, "code.zip"), zipSync({ "lib/a.js": strToU8("a") }));
    const folder: StateArchive = { [SIGNATURE_KEY]: ARCHIVE, path: "." };
    const zip = { [SIGNATURE_KEY]: ARCHIVE, path: "code.zip" };
    assert.equal((await namesOf(folder))["index.js"], "code");
    assert.deepEqual(await namesOf(zip), { "lib/a.js": "a" });
    const nested = {
      ...archive({ "main.js": "main" }),
      assets: { "main.js": textAsset("main"), vendor: zip },
    };
    assert.deepEqual(await namesOf(nested), { "main.js": "main", "vendor/lib/a.js": "a" });
  });

  it("says when a file is no longer what was deployed, and gives it anyway", async () => {
    await writeFile(path.join(root, "page.html"), "new");
    const asset = { [SIGNATURE_KEY]: ASSET, path: "page.html", hash: "0".repeat(64) };
    assert.equal(Buffer.from(await reader.asset(asset, "web-page")).toString(), "new");
    assert.match(stale.join(), /web-page: page.html has changed since it was deployed/);
  });

  it("says what to do when a file is gone", async () => {
    const asset = { [SIGNATURE_KEY]: ASSET, path: "gone.html" };
    await assert.rejects(reader.asset(asset, "web-page"), /web-page .*gone.html.*deploy/s);
  });
});
