import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { ProcessRegistry } from "../../../sandbox/cloud/processes";

describe("the record of processes", () => {
  let directory: string;
  let file: string;
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), "processes-"));
    file = path.join(directory, "processes.json");
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
    await rm(directory, { recursive: true, force: true });
  });

  /** A process that runs until it is ended, with `marker` in its command line. */
  async function sleeper(marker: string): Promise<{ pid: number; ended: Promise<unknown> }> {
    const child = spawn(
      process.execPath,
      ["-e", "console.log(1);setInterval(()=>{},1e3)", marker],
      {
        stdio: ["ignore", "pipe", "ignore"],
      },
    );
    children.push(child);
    const ended = new Promise((resolve) => {
      child.once("exit", (_, signal) => {
        resolve(signal);
      });
    });
    await new Promise((resolve) => child.stdout.once("data", resolve));
    assert.ok(child.pid !== undefined);
    return { pid: child.pid, ended };
  }

  const record = (content: object) => writeFile(file, JSON.stringify(content));
  /** No process has this id: Linux and macOS stop far below. */
  const deadPid = 2 ** 30;

  it("ends an emulator that a killed sandbox left behind", async () => {
    const orphan = await sleeper("marker-a");
    await record({ sandboxPid: deadPid, marker: "marker-a", emulatorPid: orphan.pid });
    await new ProcessRegistry(file, "marker-a").claim();
    assert.equal(await orphan.ended, "SIGTERM");
  });

  it("ends databases and caches that a killed sandbox left behind", async () => {
    const orphans = [await sleeper("marker-a"), await sleeper("marker-a")];
    const serverPids = orphans.map(({ pid }) => pid);
    await record({ sandboxPid: deadPid, marker: "marker-a", serverPids });
    await new ProcessRegistry(file, "marker-a").claim();
    for (const { ended } of orphans) assert.equal(await ended, "SIGTERM");
  });

  it("remembers every server that it is told of", async () => {
    const registry = new ProcessRegistry(file, "marker-a");
    await registry.claim();
    registry.emulatorStarted(11);
    registry.serverStarted(12);
    registry.serverStarted(13);
    const kept: unknown = JSON.parse(await readFile(file, "utf8"));
    assert.deepEqual(kept, {
      sandboxPid: process.pid,
      marker: "marker-a",
      serverPids: [12, 13],
      emulatorPid: 11,
    });
  });

  it("leaves a process alone that only has the same id", async () => {
    const stranger = await sleeper("something else");
    await record({ sandboxPid: deadPid, marker: "marker-a", emulatorPid: stranger.pid });
    await new ProcessRegistry(file, "marker-a").claim();
    process.kill(stranger.pid, 0);
  });

  it("refuses the data of a sandbox that runs", async () => {
    const sandbox = await sleeper("sandbox");
    const emulator = await sleeper("marker-a");
    await record({ sandboxPid: sandbox.pid, marker: "marker-a", emulatorPid: emulator.pid });
    await assert.rejects(
      new ProcessRegistry(file, "marker-a").claim(),
      new RegExp(`already runs in another sandbox, process ${sandbox.pid}`),
    );
    process.kill(emulator.pid, 0);
  });

  it("takes over when the old id now belongs to a program of another kind", async () => {
    const other = await sleeper("editor");
    await record({ sandboxPid: other.pid, marker: "marker-a", emulatorPid: deadPid });
    await new ProcessRegistry(file, "marker-a").claim();
  });

  it("survives a damaged record and is gone after the release", async () => {
    await writeFile(file, "{ not json");
    const registry = new ProcessRegistry(file, "marker-a");
    await registry.claim();
    assert.ok(existsSync(file));
    registry.release();
    assert.ok(!existsSync(file));
  });
});
