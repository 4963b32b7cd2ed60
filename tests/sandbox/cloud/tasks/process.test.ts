import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Logs } from "../../../../sandbox/cloud/log";
import { startTaskProcess } from "../../../../sandbox/cloud/tasks/process";

describe("a task process", () => {
  let directory: string;
  let logs: Logs;

  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), "task-"));
    logs = new Logs(path.join(directory, "logs"));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  async function start(script: string, environment: Record<string, string> = {}) {
    await writeFile(path.join(directory, "main.js"), script);
    return startTaskProcess({
      nodeArguments: ["main.js", "argument"],
      workingDirectory: directory,
      environment,
      log: logs.of("orders"),
      label: "task 1",
    });
  }

  async function logText(): Promise<string> {
    await logs.close();
    return readFile(path.join(directory, "logs", "orders.log"), "utf8");
  }

  it("sees exactly its environment and arguments, and writes to its log", async () => {
    const script = "console.log(JSON.stringify([process.env, process.argv.slice(2)]))";
    const task = await start(script, { ONLY: "this" });
    assert.equal(await task.exited, "exited with code 0");
    assert.match(await logText(), /^\S+Z task 1 \[\{"ONLY":"this"\},\["argument"\]\]\n$/);
  });

  it("tells the error that ended it, not the stack", async () => {
    const task = await start("throw new TypeError('no table given')");
    assert.equal(await task.exited, "exited with code 1: TypeError: no table given");
  });

  it("tells its last words when it ends itself", async () => {
    const task = await start("console.error('cannot start: PORT is missing'); process.exit(1)");
    assert.equal(await task.exited, "exited with code 1: cannot start: PORT is missing");
  });

  it("is asked to stop before it is killed", async () => {
    const task = await start(
      "process.on('SIGTERM', () => { console.log('drained'); process.exit(0); });" +
        "setInterval(() => {}, 1000); console.log('up');",
    );
    await untilLogged("up");
    await task.stop(5_000);
    assert.equal(await task.exited, "exited with code 0");
    assert.match(await logText(), /drained/);
  });

  it("is killed when it does not stop in time", async () => {
    const task = await start(
      "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('up');",
    );
    await untilLogged("up");
    await task.stop(50);
    assert.equal(await task.exited, "was ended by SIGKILL");
  });

  async function untilLogged(word: string): Promise<void> {
    const file = path.join(directory, "logs", "orders.log");
    const deadline = Date.now() + 5_000;
    for (;;) {
      const text = await readFile(file, "utf8").catch(() => "");
      if (text.includes(word)) return;
      assert.ok(Date.now() < deadline, `never logged ${word}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
});
