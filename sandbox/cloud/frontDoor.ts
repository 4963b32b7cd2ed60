/** The one local HTTP server: what a browser sees of the stack. */
import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
import {
  type EdgeRequest,
  type EdgeResponse,
  endToEndHeaders,
  textResponse,
} from "./http/exchange";
import { listenOnPort } from "./ports";

export type RequestHandler = (request: EdgeRequest) => Promise<EdgeResponse>;

const STARTING: EdgeResponse = {
  ...textResponse(503, "text/plain; charset=utf-8", "The sandbox is starting.\n"),
};

function edgeRequest(incoming: IncomingMessage): EdgeRequest {
  const target = incoming.url ?? "/";
  const mark = target.indexOf("?");
  return {
    method: incoming.method ?? "GET",
    uri: mark === -1 ? target : target.slice(0, mark),
    query: mark === -1 ? "" : target.slice(mark + 1),
    headers: endToEndHeaders(incoming.headersDistinct),
    body: incoming,
    viewerAddress: incoming.socket.remoteAddress ?? "127.0.0.1",
  };
}

async function send(response: EdgeResponse, outgoing: ServerResponse): Promise<void> {
  const { status, headers, body } = response;
  outgoing.statusCode = status;
  for (const [name, values] of headers) {
    outgoing.setHeader(name, values.length === 1 ? (values[0] ?? "") : values);
  }
  if (body === undefined) outgoing.end();
  else if (body instanceof Readable) await pipeline(body, outgoing);
  else outgoing.end(body);
}

/**
 * Takes the port at once, so that nothing is started when it is in use, and answers 503 until it is
 * given something to serve.
 */
export class FrontDoor {
  readonly #server: Server;
  readonly #warn: (message: string) => void;
  #handler: RequestHandler = () => Promise.resolve(STARTING);
  #port = 0;

  constructor(warn: (message: string) => void) {
    this.#warn = warn;
    this.#server = createServer((incoming, outgoing) => {
      void this.#answer(incoming, outgoing);
    });
    // Longer than the pause between two clicks, shorter than a stop anybody waits for.
    this.#server.keepAliveTimeout = 30_000;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** @throws CloudError when the port is taken */
  async listen(port: number): Promise<void> {
    this.#port = await listenOnPort(this.#server, port);
  }

  serve(handler: RequestHandler): void {
    this.#handler = handler;
  }

  /** Stops accepting, lets requests in flight finish for `drainMs`, then cuts them off. */
  async close(drainMs: number): Promise<void> {
    if (!this.#server.listening) return;
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeIdleConnections();
    const timer = setTimeout(() => {
      this.#server.closeAllConnections();
    }, drainMs);
    await closed;
    clearTimeout(timer);
  }

  async #answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    try {
      const response = await this.#handler(edgeRequest(incoming));
      // The connection of a request that was in flight at the close must not stay open after it.
      if (!this.#server.listening) outgoing.shouldKeepAlive = false;
      await send(response, outgoing);
    } catch (error) {
      // A viewer that went away is no fault of the stack.
      if (outgoing.destroyed) return;
      this.#warn(error instanceof Error ? (error.stack ?? error.message) : String(error));
      if (outgoing.headersSent) outgoing.destroy();
      else
        await send(textResponse(500, "text/plain", "The sandbox failed; see its log.\n"), outgoing);
    } finally {
      // An unread body would keep the connection from being used again.
      incoming.resume();
    }
  }
}
