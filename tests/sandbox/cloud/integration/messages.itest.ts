/** Services that send each other messages, with the platform's own senders and consumers, in the real emulator. */
import assert from "node:assert/strict";
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { buildSync } from "esbuild";
import { startCloud } from "../../../../sandbox/cloud";
import { findFreePort } from "../../../../sandbox/cloud/ports";
import type { CloudEvent, RunningCloud, StackState } from "../../../../sandbox/cloud/types";
import { cacheDirectory } from "../fixtures/emulator";
import { messagesState } from "../fixtures/messages/state";
import { fixturePath } from "../fixtures/state";

function bundled(name: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [fixturePath("messages", `${name}.ts`)],
    bundle: true,
    write: false,
    platform: "node",
    target: "node20",
    format: "cjs",
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}

/** Asks until the answer is as wanted, and returns the last one. */
async function eventually<Answer>(
  ask: () => Promise<Answer>,
  isWanted: (answer: Answer) => boolean,
): Promise<Answer> {
  const deadline = performance.now() + 20_000;
  let answer = await ask();
  while (!isWanted(answer) && performance.now() < deadline) {
    await sleep(200);
    answer = await ask();
  }
  return answer;
}

describe("messages between services, in the emulator", function () {
  this.timeout(120_000);
  let directory: string;
  let state: StackState;
  let cloud: RunningCloud;
  let events: CloudEvent[];

  async function start(): Promise<void> {
    events = [];
    cloud = await startCloud({
      state,
      stackName: "dev",
      dataDirectory: path.join(directory, "data", "dev"),
      cacheDirectory,
      port: await findFreePort(),
      projectDirectory: directory,
      onEvent: (event) => events.push(event),
    });
  }

  const get = async (route: string): Promise<unknown> =>
    (await fetch(`${cloud.url}/api/${route}`)).json();
  const post = async (route: string, body: string): Promise<unknown> =>
    (await fetch(`${cloud.url}/api/${route}`, { method: "POST", body })).json();
  const kept = (count: number) =>
    eventually(
      async () => (await get("catalog/kept")) as string[],
      (ids) => ids.length >= count,
    );
  const warnings = () =>
    events.flatMap((event) => (event.kind === "warning" ? [event.message] : []));

  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), "sandbox-messages-"));
    await mkdir(path.join(directory, "worker"));
    await copyFile(
      fixturePath("catalog", "Dockerfile"),
      path.join(directory, "worker", "Dockerfile"),
    );
    await writeFile(path.join(directory, "worker", "main.cjs"), bundled("worker"));
    state = messagesState({ publisher: bundled("publisher"), auditor: bundled("auditor") });
    await start();
  });

  after(async () => {
    await cloud.stop();
    await rm(directory, { recursive: true, force: true });
  });

  it("get from a bus to a container and to a function, by type", async () => {
    const published = await post(
      "carts/events",
      JSON.stringify([
        { type: "OrderPlaced", detail: { orderId: "o1" } },
        { type: "OrderPaid", detail: { orderId: "o2" } },
        { type: "CartEmptied", detail: { orderId: "o3" } },
      ]),
    );
    assert.deepEqual(published, { published: 3 });
    assert.deepEqual(await kept(4), [
      "auditor OrderPaid o2",
      "auditor OrderPlaced o1",
      "worker OrderPaid o2",
      "worker OrderPlaced o1",
    ]);
  });

  it("of which one is poison end in the dead-letter queue, while the others are done", async () => {
    const good = Array.from({ length: 4 }, (_, at) => ({
      type: "OrderPlaced",
      detail: { orderId: `g${at}` },
    }));
    const poison = { type: "OrderPlaced", detail: { nothing: true } };
    await post("carts/events", JSON.stringify([...good, poison]));
    assert.equal((await kept(12)).length, 12);
    const dead = await eventually(
      () => get("catalog/dead"),
      (count) => count === 1,
    );
    assert.equal(dead, 1);
    assert.equal((await kept(12)).length, 12);
    for (const log of ["catalog", "emulator"]) {
      const lines = await readFile(path.join(directory, "data", "logs", `${log}.log`), "utf8");
      assert.match(lines, /record failed.*the body is not as declared: detail\.orderId/);
    }
  });

  it("get from a topic to a queue, as they were published", async () => {
    await post("catalog/news", "Spring sale");
    const ids = await eventually(
      async () => (await get("catalog/kept")) as string[],
      (all) => all.includes("worker news Spring sale"),
    );
    assert.ok(ids.includes("worker news Spring sale"));
  });

  it("and secrets are refused to a role without the permission", async () => {
    assert.deepEqual(await post("carts/forbidden", ""), {
      bus: "AccessDeniedException",
      queue: "AccessDenied",
      topic: "AuthorizationErrorException",
      stream: "AccessDeniedException",
      secret: "AccessDeniedException",
    });
    assert.equal(await get("catalog/secret"), "open sesame");
  });

  it("are kept over a restart, and what is not run is told", async () => {
    const dead = await eventually(
      () => Promise.resolve(cloud.queues().find(({ name }) => name === "worker-events")?.dead),
      (count) => count === 1,
    );
    assert.equal(dead, 1);
    assert.deepEqual(warnings().sort(), [
      "not run here: 1 schedule (nightly).",
      "queue auditor-events has a message in its dead-letter queue; the consumer's log says why.",
      "queue worker-events has a message in its dead-letter queue; the consumer's log says why.",
    ]);
    await cloud.stop();
    await start();
    assert.equal(await get("catalog/dead"), 1);
    await post("carts/events", JSON.stringify([{ type: "OrderPaid", detail: { orderId: "z" } }]));
    const ids = await eventually(
      async () => (await get("catalog/kept")) as string[],
      (all) => all.filter((id) => id.endsWith(" z")).length === 2,
    );
    assert.equal(ids.filter((id) => id.endsWith(" z")).length, 2);
  });
});
