/** Sends a request to a task and streams the answer back. */
import {
  Agent,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request as httpRequest,
} from "node:http";
import { type EdgeRequest, type EdgeResponse, endToEndHeaders } from "../http/exchange";

/** No answer within the load balancer's idle time-out. */
export class TargetTimeout extends Error {
  override readonly name = "TargetTimeout";
}

/** Connections to tasks, kept open between requests. */
export class HttpTargets {
  readonly #agent = new Agent({ keepAlive: true, maxFreeSockets: 16 });

  /**
   * @throws TargetTimeout when nothing arrives for `idleTimeoutSeconds`, otherwise the connection's error
   */
  async send(
    port: number,
    request: EdgeRequest,
    idleTimeoutSeconds: number,
  ): Promise<EdgeResponse> {
    const target = request.query === "" ? request.uri : `${request.uri}?${request.query}`;
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const outgoing = httpRequest(
        {
          host: "127.0.0.1",
          port,
          agent: this.#agent,
          method: request.method,
          path: target,
          headers: outgoingHeaders(request),
          timeout: idleTimeoutSeconds * 1000,
        },
        resolve,
      );
      outgoing.once("timeout", () => {
        outgoing.destroy(new TargetTimeout(`no answer within ${idleTimeoutSeconds} s`));
      });
      outgoing.once("error", reject);
      request.body.once("error", (error) => outgoing.destroy(error));
      request.body.pipe(outgoing);
    });
    return {
      status: response.statusCode ?? 502,
      headers: endToEndHeaders(response.headersDistinct),
      body: response,
    };
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** Node takes a list only for headers that may repeat; Host, for one, must be a single text. */
function outgoingHeaders({ headers }: EdgeRequest): OutgoingHttpHeaders {
  return Object.fromEntries(
    [...headers].map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  );
}
