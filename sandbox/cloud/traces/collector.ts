/**
 * Stands in for the collectors beside tasks: takes their spans, keeps the last traces, and tells them to who
 * asks. Nothing goes to X-Ray.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { readBody } from "../http/body";
import { type Processes, withLocalValues } from "../localValues";
import { listenOnFreePort } from "../ports";
import type { Container } from "../tasks/definitions";
import { decodeSpans, type ReceivedSpan } from "./otlp";

/** A trace with its spans in the order in which they began. */
export interface Trace {
  readonly traceId: string;
  readonly spans: readonly ReceivedSpan[];
}

const endpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";
const mostTraces = 100;
const mostSpans = 500;
const mostBytes = 4 * 1024 * 1024;

/** Address, as a container knows it, of the collector that stands beside it. */
export function collectorAddress({ environment }: Container): string | undefined {
  const address = environment?.find(({ name }) => name === endpointVariable)?.value;
  return address !== undefined && isOwnTask(address) ? address : undefined;
}

function collectorAddresses({ services }: Processes): string[] {
  return services
    .map(({ container }) => collectorAddress(container))
    .filter((address) => address !== undefined);
}

function isOwnTask(address: string): boolean {
  return URL.canParse(address) && ["127.0.0.1", "localhost"].includes(new URL(address).hostname);
}

/** Starts are told in whole milliseconds: of two in the same one, the longer is the one around the other. */
function byStart(left: ReceivedSpan, right: ReceivedSpan): number {
  return left.startMs - right.startMs || right.endMs - left.endMs;
}

export class TraceCollector {
  readonly #server: Server;
  readonly #traces = new Map<string, ReceivedSpan[]>();
  #url = "";

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(() => {
        response.writeHead(400).end();
      });
    });
  }

  /** One that listens; undefined for a stack whose tasks have no collector. */
  static async start(model: Processes): Promise<TraceCollector | undefined> {
    if (collectorAddresses(model).length === 0) return undefined;
    const collector = new TraceCollector();
    collector.#url = `http://127.0.0.1:${await listenOnFreePort(collector.#server)}`;
    return collector;
  }

  /** Where tasks send their spans, and where `GET /` tells the traces. */
  get url(): string {
    return this.#url;
  }

  /** The model with tasks that send their spans here. */
  collectingFrom<Model extends Processes>(model: Model): Model {
    const here = collectorAddresses(model).map((address): [string, string] => [address, this.#url]);
    return withLocalValues(model, new Map(here));
  }

  /** The last ones, the latest first. */
  traces(): Trace[] {
    return [...this.#traces]
      .map(([traceId, spans]) => ({ traceId, spans: [...spans].sort(byStart) }))
      .reverse()
      .sort((left, right) => (right.spans[0]?.startMs ?? 0) - (left.spans[0]?.startMs ?? 0));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === "GET" && request.url === "/") {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify(this.traces()));
      return;
    }
    if (request.method !== "POST" || request.url !== "/v1/traces") {
      response.writeHead(404).end();
      return;
    }
    const body = await readBody(request, mostBytes);
    if (body === undefined) {
      response.writeHead(413).end();
      return;
    }
    for (const span of decodeSpans(body)) this.#keep(span);
    response.writeHead(200, { "content-type": "application/x-protobuf" }).end();
  }

  #keep(span: ReceivedSpan): void {
    const spans = this.#traces.get(span.traceId) ?? [];
    if (spans.length < mostSpans) spans.push(span);
    this.#traces.set(span.traceId, spans);
    const [oldest] = this.#traces.keys();
    if (this.#traces.size > mostTraces && oldest !== undefined) this.#traces.delete(oldest);
  }
}
