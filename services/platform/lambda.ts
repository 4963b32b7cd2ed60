import { STATUS_CODES } from "node:http";
import type { App } from "./app";
import { type BatchResponse, isQueueEvent, queuesHandler } from "./events";
import { type HttpEvent, parseEvent } from "./lambdaEvent";
import type { QueueConsumer } from "./queueConsumer";

/** Answer to the load balancer or API Gateway that invoked the function. */
export interface LambdaResult {
  readonly statusCode: number;
  readonly statusDescription: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

export type LambdaHandler = (event: unknown) => Promise<LambdaResult>;
/** Answers requests, and takes messages. */
export type ServiceHandler = (event: unknown) => Promise<LambdaResult | BatchResponse>;

/** Only the path and query of a request are looked at, so the host in its URL is of no matter. */
const origin = "http://localhost";

/**
 * Lets an application answer the HTTP events of Lambda: from an Application Load Balancer (with
 * or without multi-value headers) and from API Gateway, payload format 1.0 and 2.0.
 *
 * @throws Error for an event that is none of these; Lambda reports it as the function's failure
 */
export function lambdaHandler(app: App): LambdaHandler {
  return async (event) => {
    const httpEvent = parseEvent(event);
    return toResult(await app.fetch(toRequest(httpEvent)), httpEvent.multiValue);
  };
}

/**
 * A handler of a service that answers requests and consumes queues: each event goes where it belongs.
 *
 * @throws Error for an event that is neither, and for messages of a queue without a consumer
 */
export function serviceHandler(app: App, consumers: readonly QueueConsumer[]): ServiceHandler {
  const answer = lambdaHandler(app);
  const take = queuesHandler(consumers);
  return (event) => (isQueueEvent(event) ? take(event) : answer(event));
}

function toRequest(event: HttpEvent): Request {
  const url = new URL(origin);
  url.pathname = event.path;
  url.search = event.query;
  const headers = new Headers();
  for (const [name, value] of event.headers) {
    headers.append(name, toLatin1(value));
  }
  if (event.body === undefined || event.method === "GET" || event.method === "HEAD") {
    return new Request(url, { method: event.method, headers });
  }
  headers.set("content-length", String(event.body.length));
  headers.delete("transfer-encoding");
  return new Request(url, { method: event.method, headers, body: new Uint8Array(event.body) });
}

/** Header values are bytes; a character outside Latin-1 would make the request impossible. */
function toLatin1(value: string): string {
  return Buffer.from(value, "utf8")
    .toString("latin1")
    .replace(/[\0\r\n]/g, " ");
}

async function toResult(response: Response, multiValue: boolean): Promise<LambdaResult> {
  const isBase64Encoded = !isText(response.headers.get("content-type") ?? "text/plain");
  const body = Buffer.from(await response.arrayBuffer());
  const entries = [...response.headers];
  return {
    statusCode: response.status,
    statusDescription: `${response.status} ${STATUS_CODES[response.status] ?? "Unknown"}`,
    ...(multiValue
      ? { multiValueHeaders: Object.fromEntries(entries.map(([name, value]) => [name, [value]])) }
      : { headers: Object.fromEntries(entries) }),
    body: body.toString(isBase64Encoded ? "base64" : "utf8"),
    isBase64Encoded,
  };
}

function isText(contentType: string): boolean {
  return /^(?:text\/|application\/(?:[\w.+-]*\+)?(?:json|xml|javascript)\b)/i.test(contentType);
}
