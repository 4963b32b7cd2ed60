import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import {
  checkStateVersion,
  clearLocks,
  hasPendingOperations,
  removePartialFiles,
  removeState,
  withoutPendingOperations,
  withoutProtection,
} from "../../../sandbox/engine/recovery";
import { compareVersions } from "../../../sandbox/engine/version";
import { sandboxPaths } from "../../../sandbox/paths";
import type { SandboxPaths } from "../../../sandbox/paths";

const file = { project: "shop", stack: "dev" };
/** Above the largest process id that Linux gives. */
const DEAD_PID = 99_999_999;

describe("recovery from a killed engine", () => {
  let paths: SandboxPaths;
  let lock: string;

  beforeEach(() => {
    paths = sandboxPaths(mkdtempSync(join(tmpdir(), "recovery-")));
    const locks = join(paths.state, ".pulumi", "locks", "organization", "shop", "dev");
    mkdirSync(locks, { recursive: true });
    mkdirSync(join(paths.state, ".pulumi", "stacks", "shop"), { recursive: true });
    lock = join(locks, "one.json");
  });

  afterEach(() => {
    rmSync(paths.root, { recursive: true });
  });

  function writeState(state: object): void {
    const path = join(paths.state, ".pulumi", "stacks", "shop", "dev.json");
    writeFileSync(path, JSON.stringify(state));
  }

  it("removes the lock of a process that is gone, and half-written locks", async () => {
    writeFileSync(lock, JSON.stringify({ pid: DEAD_PID, hostname: hostname() }));
    writeFileSync(`${lock}.attrs`, "{}");
    writeFileSync(lock.replace("one", "two"), "{");
    assert.equal(await clearLocks(paths, file), 2);
    assert.deepEqual([existsSync(lock), existsSync(`${lock}.attrs`)], [false, false]);
  });

  it("removes what was being saved, and keeps what was saved", () => {
    const stacks = join(paths.state, ".pulumi", "stacks", "shop");
    for (const [name, text] of Object.entries({
      "dev.json": "{}",
      "dev.json.attrs": "",
      "dev.json.18ea.tmp": "{",
      "dev.json.bak.attrs": "{}",
      "prod.json.attrs": "",
    })) {
      writeFileSync(join(stacks, name), text);
    }
    removePartialFiles(paths, file);
    const left = ["dev.json", "dev.json.bak.attrs", "prod.json.attrs"];
    assert.deepEqual(readdirSync(stacks).sort(), left);
  });

  it("finds nothing to do in a fresh sandbox", async () => {
    assert.equal(await clearLocks(paths, { project: "shop", stack: "other" }), 0);
    assert.equal(hasPendingOperations(paths, file), false);
    checkStateVersion(paths, file, "3.250.0");
  });

  it("forgets operations that were under way, and nothing else", () => {
    const latest = { pending_operations: [{ type: "creating" }], resources: [{ urn: "a" }] };
    writeState({ version: 3, checkpoint: { latest } });
    assert.equal(hasPendingOperations(paths, file), true);
    assert.deepEqual(withoutPendingOperations({ version: 3, deployment: latest }), {
      version: 3,
      deployment: { pending_operations: [], resources: [{ urn: "a" }] },
    });
  });

  it("takes protection off everything before a sandbox is thrown away, and nothing else", () => {
    const resources = [
      { urn: "table", protect: true, outputs: { arn: "a" } },
      { urn: "role", outputs: {} },
    ];
    assert.deepEqual(withoutProtection({ version: 3, deployment: { manifest: {}, resources } }), {
      version: 3,
      deployment: {
        manifest: {},
        resources: [
          { urn: "table", protect: false, outputs: { arn: "a" } },
          { urn: "role", protect: false, outputs: {} },
        ],
      },
    });
  });

  it("leaves a stack that was never deployed as it is", () => {
    assert.deepEqual(withoutProtection({ version: 3, deployment: {} }), {
      version: 3,
      deployment: {},
    });
  });

  it("removes the state of one stack and leaves the others", () => {
    const stacks = join(paths.state, ".pulumi", "stacks", "shop");
    writeState({ version: 3 });
    writeFileSync(join(stacks, "dev.json.bak"), "{}");
    writeFileSync(join(stacks, "prod.json"), "{}");
    removeState(paths, file);
    assert.deepEqual(readdirSync(stacks), ["prod.json"]);
  });

  it("refuses state that a newer engine wrote, and says what to do", () => {
    writeState({ version: 3, checkpoint: { latest: { manifest: { version: "v3.999.0" } } } });
    assert.throws(
      () => {
        checkStateVersion(paths, file, "3.250.0");
      },
      {
        name: "SandboxError",
        message:
          /engine v3\.999\.0, and the engine here is v3\.250\.0\. Nothing was changed\. Install/,
      },
    );
    checkStateVersion(paths, file, "3.999.0");
  });

  it("refuses a layout that it does not know, and text that is not JSON", () => {
    writeState({ version: 99 });
    const check = (): void => {
      checkStateVersion(paths, file, "3.250.0");
    };
    assert.throws(check, /layout version 99/);
    writeFileSync(join(paths.state, ".pulumi", "stacks", "shop", "dev.json"), "{");
    assert.throws(check, /not readable JSON.*destroy/);
  });
});

describe("compareVersions", () => {
  it("orders releases by number, whatever their prefix and suffix", () => {
    assert.ok(compareVersions("v3.9.0", "3.10.0") < 0);
    assert.ok(compareVersions("4.0.0", "3.999.9") > 0);
    assert.equal(compareVersions("v3.250.0", "3.250.0-dev+1"), 0);
  });
});
