import { createServer, type Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { getRequestListener } from "@hono/node-server";
import type * as z from "zod";
import { healthPath, type App } from "./app";
import { within } from "./deadline";
import type { containerEnvironment } from "./env";
import { createLifecycle, type Lifecycle } from "./lifecycle";
import { errorFields, type Logger } from "./logger";
import { type Polling, startPolling } from "./polling";
import type { QueueConsumer } from "./queueConsumer";
import { createQueueClient, type QueueClient } from "./sqs";
import type { Tracing } from "./tracing";
import { startTracing } from "./tracing/start";

/** How long a stopping process waits. The sum stays below the 30 s that ECS gives by default. */
export interface DrainTimes {
  /** New requests are still taken until none has come for this long. @default 500 */
  readonly quietMs?: number;
  /** Longest that new requests are still taken. @default 10000 */
  readonly acceptMs?: number;
  /** Longest wait for requests in flight after that. @default 10000 */
  readonly finishMs?: number;
}

export interface ServerOptions {
  readonly app: App;
  readonly port: number;
  /** Address to listen on. */
  readonly host: string;
  readonly lifecycle: Lifecycle;
  readonly logger: Logger;
  readonly drain?: DrainTimes;
  /** Queues that the process works on beside requests. @default none */
  readonly consumers?: readonly QueueConsumer[];
  /** @default Amazon SQS, as the runtime has it */
  readonly queues?: QueueClient;
  /** Ends what the application keeps open, once no request needs it. @default nothing to end */
  readonly close?: () => Promise<void>;
  /** Whose last spans are sent before the process ends. @default nobody's */
  readonly tracing?: Pick<Tracing, "close">;
}

/** A server that listens. */
export interface RunningServer {
  /** Port listened on; differs from the one asked for when that was 0. */
  readonly port: number;
  /** Stops gracefully. Returns false when requests or messages in work had to be cut off. */
  stop(): Promise<boolean>;
}

interface Traffic {
  inFlight: number;
  lastRequestAtMs: number;
}

const pollMs = 25;

/** Longest wait for what the application keeps open. */
const closeMs = 2_000;

/**
 * Starts listening.
 *
 * @throws the error of `listen`, such as EADDRINUSE
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { app, lifecycle, logger } = options;
  const traffic: Traffic = { inFlight: 0, lastRequestAtMs: 0 };
  const server = createServer();
  // An idle connection must outlive the load balancer's 60 s, or it sends into a closed one (502).
  server.keepAliveTimeout = 65_000;
  server.requestTimeout = 30_000;
  watchTraffic(server, traffic, lifecycle);
  const listener = getRequestListener(app.fetch);
  server.on("request", (request, response) => {
    void listener(request, response);
  });
  await listen(server, options.port, options.host);
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : options.port;
  logger.info("listening", { port });
  const polling = startConsumers(options);
  return {
    port,
    async stop() {
      const [served, worked] = await Promise.all([
        stop(server, traffic, options),
        polling === undefined ? Promise.resolve(true) : polling.stop(),
      ]);
      return served && worked;
    },
  };
}

/** A process that works on no queue needs no client for them. */
function startConsumers({ consumers = [], queues, logger }: ServerOptions): Polling | undefined {
  if (consumers.length === 0) return undefined;
  return startPolling({ consumers, client: queues ?? createQueueClient(), logger });
}

/**
 * Runs a server until SIGTERM or SIGINT, drains, and exits: 0, or 1 when requests or messages were
 * cut off or the port could not be had. A second signal ends the process at once.
 */
export async function runServer(options: ServerOptions): Promise<void> {
  const signal = new Promise<string>((resolve) => {
    process.once("SIGTERM", resolve);
    process.once("SIGINT", resolve);
  });
  let server: RunningServer;
  try {
    server = await startServer(options);
  } catch (error) {
    process.stderr.write(`${listenFault(error, options)}\n`);
    process.exit(1);
  }
  options.logger.info("draining", { signal: await signal });
  const finished = await server.stop();
  await closeApplication(options);
  await options.tracing?.close();
  options.logger.info("stopped", { finished });
  process.exit(finished ? 0 : 1);
}

/** The process ends anyway, so what cannot be closed in order is only told. */
async function closeApplication({ close, logger }: ServerOptions): Promise<void> {
  if (close === undefined) return;
  await within(closeMs, "closing connections", close()).catch((error: unknown) => {
    logger.warn("connections not closed in order", errorFields(error));
  });
}

function watchTraffic(server: Server, traffic: Traffic, lifecycle: Lifecycle): void {
  server.on("request", (request, response) => {
    traffic.inFlight += 1;
    // Health checks go on while draining and must not prolong it.
    if (request.url !== healthPath) {
      traffic.lastRequestAtMs = performance.now();
    }
    response.shouldKeepAlive &&= !lifecycle.draining;
    response.once("close", () => {
      traffic.inFlight -= 1;
    });
  });
}

/**
 * ECS takes a task out of the load balancer before it sends SIGTERM, so usually nothing comes any
 * more and the quiet time is all this costs. Where the signal comes first (a Spot interruption, a
 * pod), requests keep being answered while `/health` says 503, until the load balancer has noticed.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-connection-draining.html
 */
async function stop(server: Server, traffic: Traffic, options: ServerOptions): Promise<boolean> {
  const { quietMs = 500, acceptMs = 10_000, finishMs = 10_000 } = options.drain ?? {};
  options.lifecycle.draining = true;
  const startedAtMs = performance.now();
  await until(acceptMs, () => {
    return performance.now() - Math.max(traffic.lastRequestAtMs, startedAtMs) >= quietMs;
  });
  server.close();
  const finished = await until(finishMs, () => traffic.inFlight === 0);
  if (!finished) {
    options.logger.warn("requests cut off", { count: traffic.inFlight });
  }
  server.closeAllConnections();
  return finished;
}

/** Waits for a condition; false when the time ran out first. */
async function until(timeoutMs: number, condition: () => boolean): Promise<boolean> {
  const deadlineMs = performance.now() + timeoutMs;
  while (!condition()) {
    if (performance.now() >= deadlineMs) {
      return false;
    }
    await sleep(pollMs);
  }
  return true;
}

/** What the process tells an application, and does for it. */
export interface ContainerContext {
  readonly isDraining: () => boolean;
  readonly tracing: Tracing;
}

/**
 * Builds an application that knows whether the process is draining, and serves it, and works on its queues,
 * until it is told to stop.
 */
export function runContainer(
  environment: z.infer<typeof containerEnvironment>,
  build: (
    context: ContainerContext,
  ) => Pick<ServerOptions, "app" | "logger" | "consumers" | "close">,
): void {
  const lifecycle = createLifecycle();
  const tracing = startTracing(environment);
  const built = build({ isDraining: () => lifecycle.draining, tracing });
  void runServer({
    ...built,
    lifecycle,
    tracing,
    host: environment.HOST,
    port: environment.PORT,
  });
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function listenFault(error: unknown, { host, port }: ServerOptions): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") {
    return `Cannot listen on ${host}:${port}: another process is using this port. Stop it, or set PORT to a free one.`;
  }
  const reason = error instanceof Error ? error.message : String(error);
  return `Cannot listen on ${host}:${port}: ${reason}. Set PORT to a free port above 1023 and HOST to an address of this machine.`;
}
