/** Starts what the state declares as caches. */
import { randomBytes } from "node:crypto";
import type { Socket } from "node:net";
import path from "node:path";
import {
  type DataServer,
  type ServerContext,
  notRunHere,
  rowName,
  serverStatus,
} from "../servers/dataServer";
import { Gate } from "../servers/gate";
import { type Cache, isKeyValue } from "./definitions";
import { serveCache } from "./gate";
import type { CacheProgram } from "./programs";
import { type RunningCacheServer, startCacheServer } from "./server";

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

/** @throws CloudError when a server does not come up */
export async function startCache(
  cache: Cache,
  context: ServerContext,
  program: CacheProgram | undefined,
): Promise<DataServer> {
  if (!isKeyValue(cache) || program === undefined) return notRun(cache);
  const { region, authority, signIn } = context;
  const name = rowName(cache.name, "cache");
  const serverPassword = randomBytes(24).toString("base64url");
  const warn = (message: string) => {
    context.warn("elasticache", message);
  };
  let server: RunningCacheServer | undefined;
  const serve = async (socket: Socket, label: string) => {
    if (server === undefined) {
      socket.destroy();
      return;
    }
    const { socketPath } = server;
    const route = { cache, label, region, socketPath, serverPassword, authority, signIn, warn };
    await serveCache(socket, route);
  };
  // A cluster tells its clients one address for every key. Whoever asks has passed a gate of their own.
  const nodes = await Gate.open({
    blocked: undefined,
    warn,
    serve: (socket) => serve(socket, `a client of cache "${cache.name}"`),
  });
  try {
    server = await startCacheServer({
      ...{ cache, program, serverPassword, warn },
      directory: path.join(cachesIn(context.dataDirectory), cache.cacheName),
      announcedPort: nodes.port,
      log: context.logs.of(name),
      onPid: context.onPid,
    });
  } catch (error) {
    await nodes.close();
    throw error;
  }
  const started = server;
  return {
    addresses: cache.hosts.map((host) => ({
      ...{ host, port: cache.port, source: "elasticache", path: [cache.place] },
      serve: (socket: Socket, _port: number, label: string) => serve(socket, label),
    })),
    status: () => serverStatus({ name, runtime: "elasticache" }, started.version, started.ended()),
    ready: () => started.ready(),
    stop: async (timeoutMs) => {
      await nodes.close();
      await started.stop(timeoutMs);
    },
  };
}
