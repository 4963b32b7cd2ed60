import assert from "node:assert/strict";
import { Agent, get, type IncomingMessage } from "node:http";
import { createApp } from "../../../services/platform/app";
import { createLifecycle } from "../../../services/platform/lifecycle";
import { type DrainTimes, startServer } from "../../../services/platform/server";
import { recordingLogger } from "../../helpers/services/logs";

/** A server with a route that answers when it is told to. */
async function started(drain: DrainTimes) {
  const { logger, lines } = recordingLogger();
  const lifecycle = createLifecycle();
  const app = createApp({ logger, clock: () => 0, isDraining: () => lifecycle.draining });
  const waiting: (() => void)[] = [];
  app.get("/slow", async (c) => {
    await new Promise<void>((resolve) => waiting.push(resolve));
    return c.json({ done: true });
  });
  app.get("/fast", (c) => c.json({ done: true }));
  const server = await startServer({ app, lifecycle, logger, drain, port: 0, host: "127.0.0.1" });
  const agent = new Agent({ keepAlive: true });
  const request = (path: string): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      get({ port: server.port, host: "127.0.0.1", path, agent }, (answer) => {
        answer.resume();
        resolve(answer);
      }).on("error", reject);
    });
  const slow = async (): Promise<Promise<IncomingMessage>[]> => {
    const answer = request("/slow");
    while (waiting.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return [answer];
  };
  const release = () => {
    waiting.splice(0).forEach((go) => {
      go();
    });
  };
  return { server, request, slow, release, lines, agent };
}

describe("server that is told to stop", () => {
  it("finishes requests in flight and refuses new ones", async () => {
    const { server, request, slow, release } = await started({ quietMs: 0 });
    const [inFlight] = await slow();
    const stopped = server.stop();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await assert.rejects(request("/fast"), /ECONNREFUSED|ECONNRESET/);
    release();
    const answer = await inFlight;
    assert.equal(answer?.statusCode, 200);
    assert.equal(await stopped, true);
  });

  it("says 503 on /health and closes connections while requests still come", async () => {
    const { server, request } = await started({ quietMs: 120 });
    const stopped = server.stop();
    const health = await request("/health");
    assert.equal(health.statusCode, 503);
    assert.equal(health.headers.connection, "close");
    assert.equal((await request("/fast")).statusCode, 200);
    assert.equal(await stopped, true);
  });

  it("is not kept awake by health checks", async () => {
    const { server, request } = await started({ quietMs: 100, acceptMs: 5_000 });
    const stopped = server.stop();
    const asking = setInterval(() => {
      request("/health").catch(() => undefined);
    }, 20);
    try {
      const tooLate = new Promise((resolve) => setTimeout(resolve, 2_000, "too late"));
      assert.equal(await Promise.race([stopped, tooLate]), true);
    } finally {
      clearInterval(asking);
    }
  });

  it("stops taking requests after a while even when they keep coming", async () => {
    const { server, request } = await started({ quietMs: 1_000, acceptMs: 100 });
    const startedAt = performance.now();
    await request("/fast");
    assert.equal(await server.stop(), true);
    assert.ok(performance.now() - startedAt < 900);
  });

  it("cuts off what does not finish in time, and says so", async () => {
    const { server, slow, lines } = await started({ quietMs: 0, finishMs: 50 });
    const [inFlight] = await slow();
    const cutOff = assert.rejects(inFlight ?? Promise.resolve(), /socket hang up|ECONNRESET/);
    assert.equal(await server.stop(), false);
    await cutOff;
    const warning = lines.find(({ message }) => message === "requests cut off");
    assert.equal(warning?.count, 1);
  });
});

describe("server that keeps running", () => {
  it("leaves connections open between requests", async () => {
    const { server, request } = await started({ quietMs: 0 });
    assert.equal((await request("/fast")).headers.connection, "keep-alive");
    await server.stop();
  });

  it("cannot be started on a port in use", async () => {
    const { server } = await started({ quietMs: 0 });
    const { logger } = recordingLogger();
    const app = createApp({ logger, clock: () => 0 });
    const second = { app, logger, lifecycle: createLifecycle(), host: "127.0.0.1" };
    await assert.rejects(startServer({ ...second, port: server.port }), { code: "EADDRINUSE" });
    await server.stop();
  });
});
