/** Starts what the state declares as caches. */
import { randomBytes } from "node:crypto";
import type { Socket } from "node:net";
import path from "node:path";
import {
  type DataAddress,
  type DataServer,
  type ServerContext,
  notRunHere,
  rowName,
  serverStatus,
} from "../servers/dataServer";
import { Gate } from "../servers/gate";
import { type Cache, isKeyValue } from "./definitions";
import { type CacheRoute, serveCache } from "./gate";
import type { CacheProgram } from "./programs";
import { startCacheServer } from "./server";

/** Folder of the stack's caches, one folder in it for each. */
export function cachesIn(dataDirectory: string): string {
  return path.join(dataDirectory, "valkey");
}

function notRun({ name, engine, hosts, port, place }: Cache): DataServer {
  const reason =
    `cache "${name}" is of engine ${engine}, which the sandbox does not run: of caches it runs Valkey and ` +
    "Redis OSS alone";
  return notRunHere(
    { name: rowName(name, "cache"), runtime: "elasticache" },
    engine,
    reason,
    hosts.map((host) => ({ host, port, source: "elasticache", path: [place] })),
  );
}

/** Serves connections to a cache, once there is a server to pass them on to. */
class Door {
  readonly #route: Omit<CacheRoute, "socketPath" | "label">;
  #socketPath: string | undefined;

  constructor(route: Omit<CacheRoute, "socketPath" | "label">) {
    this.#route = route;
  }

  open(socketPath: string): void {
    this.#socketPath = socketPath;
  }

  async serve(socket: Socket, label: string): Promise<void> {
    const socketPath = this.#socketPath;
    if (socketPath === undefined) socket.destroy();
    else await serveCache(socket, { ...this.#route, socketPath, label });
  }
}

/** @throws CloudError when a server does not come up */
export async function startCache(
  cache: Cache,
  context: ServerContext,
  program: CacheProgram | undefined,
): Promise<DataServer> {
  if (!isKeyValue(cache) || program === undefined) return notRun(cache);
  const name = rowName(cache.name, "cache");
  const serverPassword = randomBytes(24).toString("base64url");
  const warn = (message: string) => {
    context.warn("elasticache", message);
  };
  const door = new Door({ ...context, cache, serverPassword, warn });
  // A cluster tells its clients one address for every key. Whoever asks has passed a gate of their own.
  const nodes = await Gate.open({
    blocked: undefined,
    warn,
    serve: (socket) => door.serve(socket, `a client of cache "${cache.name}"`),
  });
  const server = await startCacheServer({
    ...{ cache, program, serverPassword, warn },
    directory: path.join(cachesIn(context.dataDirectory), cache.cacheName),
    announcedPort: nodes.port,
    log: context.logs.of(name),
    onPid: context.onPid,
  }).catch(async (error: unknown) => {
    await nodes.close();
    throw error;
  });
  door.open(server.socketPath);
  return {
    addresses: addressesOf(cache, door),
    status: () => serverStatus({ name, runtime: "elasticache" }, server.version, server.ended()),
    ready: () => server.ready(),
    stop: async (timeoutMs) => {
      await nodes.close();
      await server.stop(timeoutMs);
    },
  };
}

function addressesOf({ hosts, port, place }: Cache, door: Door): DataAddress[] {
  return hosts.map((host) => ({
    ...{ host, port, source: "elasticache", path: [place] },
    serve: (socket, _port, label) => door.serve(socket, label),
  }));
}
