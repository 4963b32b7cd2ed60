/** The one way into a database or cache: a port of 127.0.0.1 for each caller and address. */
import { type Server, type Socket, connect, createServer } from "node:net";
import { TLSSocket } from "node:tls";
import { listenOnFreePort } from "../ports";
import type { Authority } from "./authority";

export interface GateOptions {
  /** Why the caller's connections do not arrive, such as a missing rule of a security group. */
  readonly blocked: string | undefined;
  /** Serves one connection, paused; rejects only for what nobody expected. */
  readonly serve: (socket: Socket, port: number) => Promise<void>;
  readonly warn: (message: string) => void;
}

export class Gate {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #port = 0;

  private constructor(options: GateOptions) {
    this.#server = createServer({ pauseOnConnect: true, noDelay: true }, (socket) => {
      this.#sockets.add(socket);
      socket.once("close", () => this.#sockets.delete(socket));
      // A caller that goes away is no fault of the gate.
      socket.on("error", () => undefined);
      if (options.blocked !== undefined) {
        options.warn(options.blocked);
        socket.destroy();
        return;
      }
      options.serve(socket, this.#port).catch((error: unknown) => {
        options.warn(error instanceof Error ? error.message : String(error));
        socket.destroy();
      });
    });
  }

  static async open(options: GateOptions): Promise<Gate> {
    const gate = new Gate(options);
    gate.#port = await listenOnFreePort(gate.#server);
    return gate;
  }

  get port(): number {
    return this.#port;
  }

  /** Ends every connection: by now, nobody is left who waits for an answer. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}

/** The server's side of TLS on a connection that has agreed to it. */
export function secured(socket: Socket, { serverContext }: Authority): TLSSocket {
  const tls = new TLSSocket(socket, { isServer: true, secureContext: serverContext });
  tls.on("error", () => socket.destroy());
  return tls;
}

/** Connects to a server's own socket, which only this user can open. */
export function connectToServer(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ path });
    socket.once("error", reject);
    socket.once("connect", () => {
      socket.off("error", reject);
      socket.on("error", () => undefined);
      resolve(socket);
    });
  });
}

/** Passes everything on in both directions; when one side ends, so does the other. */
export function join(client: Socket, server: Socket): void {
  client.pipe(server);
  server.pipe(client);
  client.once("close", () => server.destroy());
  server.once("close", () => client.destroy());
}
