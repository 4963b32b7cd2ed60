import assert from "node:assert/strict";
import * as z from "zod";
import { createApp } from "../../../services/platform/app";
import { serviceHandler } from "../../../services/platform/lambda";
import { createLifecycle } from "../../../services/platform/lifecycle";
import { queueConsumer } from "../../../services/platform/queueConsumer";
import { startServer } from "../../../services/platform/server";
import type { HeldMessage, QueueClient } from "../../../services/platform/sqs";
import { recordingLogger } from "../../helpers/services/logs";

const account = "https://sqs.us-east-1.amazonaws.com/123456789012";
const { logger } = recordingLogger();
const app = createApp({ logger, clock: () => 0 });
app.get("/orders/1", (c) => c.json({ id: 1 }));

/** Consumers of two queues that note what they were given; a job called "bad" fails. */
function consumers() {
  const taken: string[] = [];
  const schema = z.object({ job: z.string() });
  const make = (queue: string) =>
    queueConsumer(`${account}/${queue}`, {
      schema,
      logger,
      handle({ body: { job } }) {
        taken.push(`${queue}: ${job}`);
        return job === "bad" ? Promise.reject(new Error("no")) : Promise.resolve();
      },
    });
  return { taken, list: [make("orders-events"), make("jobs")] };
}

function event(queue: string, ...jobs: string[]): object {
  return {
    Records: jobs.map((job) => ({
      messageId: job,
      body: JSON.stringify({ job }),
      eventSource: "aws:sqs",
      eventSourceARN: `arn:aws:sqs:us-east-1:123456789012:${queue}`,
      attributes: { ApproximateReceiveCount: "1" },
    })),
  };
}

describe("a function that answers requests and consumes queues", () => {
  it("gives messages to the consumer of their queue, and returns those that failed", async () => {
    const { taken, list } = consumers();
    const handler = serviceHandler(app, list);
    const failed = await handler(event("jobs", "a", "bad"));
    assert.deepEqual(failed, { batchItemFailures: [{ itemIdentifier: "bad" }] });
    assert.deepEqual(taken, ["jobs: a", "jobs: bad"]);
  });

  it("answers requests", async () => {
    const request = {
      rawPath: "/orders/1",
      rawQueryString: "",
      headers: {},
      requestContext: { http: { method: "GET" } },
    };
    const result = await serviceHandler(app, consumers().list)(request);
    assert.ok("body" in result);
    assert.equal(result.body, '{"id":1}');
  });

  it("refuses messages of a queue that it has no consumer for, so that they come again", async () => {
    await assert.rejects(serviceHandler(app, consumers().list)(event("other", "a")), {
      message:
        'This function takes messages of orders-events, jobs; got some of "other". Check what invokes the function.',
    });
  });
});

describe("a container that answers requests and consumes queues", () => {
  it("works on its queues from the start, and finishes messages in work when it is told to stop", async () => {
    const held: HeldMessage = { id: "a", body: '{"job":"a"}', deliveries: 1, receipt: "r" };
    const removed: string[] = [];
    let left = [held];
    const queues: QueueClient = {
      receive: (_, signal) => {
        const messages = left;
        left = [];
        if (messages.length > 0) return Promise.resolve(messages);
        return new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => {
            reject(signal.reason instanceof Error ? signal.reason : new Error("aborted"));
          });
        });
      },
      remove: (url) => {
        removed.push(url);
        return Promise.resolve();
      },
    };
    const { taken, list } = consumers();
    const server = await startServer({
      ...{ app, logger, queues, consumers: list.slice(1), lifecycle: createLifecycle() },
      ...{ port: 0, host: "127.0.0.1", drain: { quietMs: 0 } },
    });
    while (removed.length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    assert.equal(await server.stop(), true);
    assert.deepEqual(taken, ["jobs: a"]);
    assert.deepEqual(removed, [`${account}/jobs`]);
  });
});
