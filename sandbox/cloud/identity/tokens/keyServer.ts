/** Serves the key set that services check tokens with; on AWS they fetch it from Cognito. */
import { createServer } from "node:http";
import { listenOnFreePort } from "../../ports";
import { type TokenDesk, publicKeyOf } from "./desk";

export interface KeyServer {
  /** Addresses on this machine by those on AWS. */
  readonly addresses: ReadonlyMap<string, string>;
  close(): Promise<void>;
}

export async function startKeyServer(desk: TokenDesk): Promise<KeyServer> {
  const body = JSON.stringify({ keys: [publicKeyOf(desk)] });
  const paths = new Set(desk.issuers.map(({ jwksUri }) => new URL(jwksUri).pathname));
  const server = createServer((request, response) => {
    const known = request.method === "GET" && paths.has(request.url ?? "");
    response.writeHead(known ? 200 : 404, { "content-type": "application/json" });
    response.end(known ? body : '{"message":"no such key set"}');
  });
  const port = await listenOnFreePort(server);
  return {
    addresses: new Map(
      desk.issuers.map(({ jwksUri }) => [
        jwksUri,
        `http://127.0.0.1:${port}${new URL(jwksUri).pathname}`,
      ]),
    ),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
