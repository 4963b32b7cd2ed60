import assert from "node:assert/strict";
import * as z from "zod";
import { startPolling } from "../../../services/platform/polling";
import { queueConsumer } from "../../../services/platform/queueConsumer";
import type { HeldMessage, QueueClient } from "../../../services/platform/sqs";
import { recordingLogger } from "../../helpers/services/logs";

const queueUrl = "https://sqs.us-east-1.amazonaws.com/123456789012/jobs";

function message(id: string, body: unknown = { job: id }): HeldMessage {
  return { id, body: JSON.stringify(body), deliveries: 1, receipt: `receipt-${id}` };
}

/** A queue that hands out these batches, or fails, and then waits until it is aborted. */
function queueOf(...answers: (readonly HeldMessage[] | Error)[]) {
  const removed: string[] = [];
  let receptions = 0;
  const client: QueueClient = {
    receive(_, signal) {
      receptions += 1;
      const answer = answers.shift();
      if (answer instanceof Error) return Promise.reject(answer);
      if (answer !== undefined) return Promise.resolve(answer);
      return new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => {
          reject(signal.reason instanceof Error ? signal.reason : new Error("aborted"));
        });
      });
    },
    remove(_, messages) {
      removed.push(...messages.map(({ receipt }) => receipt));
      return Promise.resolve();
    },
  };
  return { client, removed, receptions: () => receptions };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}

type Handle = (job: string) => Promise<void>;

function start(
  queue: ReturnType<typeof queueOf>,
  handle: Handle,
  finishMs?: number,
  url = queueUrl,
) {
  const { logger, lines } = recordingLogger();
  const consumer = queueConsumer(url, {
    schema: z.object({ job: z.string() }),
    handle: ({ body }) => handle(body.job),
    logger,
  });
  const { client } = queue;
  const polling = startPolling({ consumers: [consumer], client, logger, retryMs: 1, finishMs });
  return { polling, lines };
}

describe("a poller", () => {
  it("deletes the messages that were handled and leaves those that failed", async () => {
    const queue = queueOf([message("a"), message("bad"), message("c")]);
    const { polling, lines } = start(queue, (job) =>
      job === "bad" ? Promise.reject(new Error("no such job")) : Promise.resolve(),
    );
    await until(() => queue.removed.length > 0);
    assert.deepEqual(queue.removed, ["receipt-a", "receipt-c"]);
    assert.equal(await polling.stop(), true);
    assert.deepEqual(
      lines.map(({ message: text, record }) => [text, record]),
      [["record failed", "bad"]],
    );
  });

  it("leaves a message whose body is not as declared, for the dead-letter queue", async () => {
    const queue = queueOf([message("a", { task: 1 }), message("b")]);
    const { polling } = start(queue, () => Promise.resolve());
    await until(() => queue.removed.length > 0);
    assert.deepEqual(queue.removed, ["receipt-b"]);
    await polling.stop();
  });

  it("keeps the order of a FIFO queue's groups behind a failure", async () => {
    const grouped = (id: string, group: string) => ({ ...message(id), group });
    const queue = queueOf([grouped("bad", "x"), grouped("after", "x"), grouped("other", "y")]);
    const handled: string[] = [];
    const { polling } = start(
      queue,
      (job) => {
        handled.push(job);
        return job === "bad" ? Promise.reject(new Error("no")) : Promise.resolve();
      },
      undefined,
      `${queueUrl}.fifo`,
    );
    await until(() => queue.removed.length > 0);
    assert.deepEqual(handled, ["bad", "other"]);
    assert.deepEqual(queue.removed, ["receipt-other"]);
    await polling.stop();
  });

  it("takes no more messages once it is told to stop, and finishes and deletes those in work", async () => {
    const queue = queueOf([message("slow")], [message("never")]);
    let finish = (): void => undefined;
    const { polling } = start(queue, () => new Promise((resolve) => (finish = resolve)));
    await until(() => queue.receptions() === 1);
    const stopped = polling.stop();
    await new Promise((resolve) => setTimeout(resolve, 10));
    assert.deepEqual(queue.removed, []);
    finish();
    assert.equal(await stopped, true);
    assert.deepEqual(queue.removed, ["receipt-slow"]);
    assert.equal(queue.receptions(), 1);
  });

  it("ends a wait for messages at once when told to stop", async () => {
    const queue = queueOf();
    const { polling, lines } = start(queue, () => Promise.resolve());
    await until(() => queue.receptions() === 1);
    assert.equal(await polling.stop(), true);
    assert.deepEqual(
      lines.filter(({ level }) => level === "error"),
      [],
    );
  });

  it("says so when messages are still in work at the end of its time", async () => {
    const queue = queueOf([message("stuck")]);
    const { polling, lines } = start(queue, () => new Promise(() => undefined), 5);
    await until(() => queue.receptions() === 1);
    assert.equal(await polling.stop(), false);
    assert.equal(lines.at(-1)?.["message"], "messages left in work");
  });

  it("goes on after failed receptions, and tells of each", async () => {
    const queue = queueOf(new Error("throttled"), new Error("throttled"), [message("a")]);
    const { polling, lines } = start(queue, () => Promise.resolve());
    await until(() => queue.removed.length > 0);
    assert.deepEqual(
      lines.map(({ message: text, reason }) => [text, reason]),
      [
        ["queue failed", "throttled"],
        ["queue failed", "throttled"],
      ],
    );
    await polling.stop();
  });
});
