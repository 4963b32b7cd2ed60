/** One server of Valkey or Redis OSS for one cache of the stack. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { ServiceLog } from "../log";
import { findFreePort } from "../ports";
import { connectToServer } from "../servers/gate";
import { GuardedProcess } from "../servers/guardedProcess";
import { CloudError } from "../types";
import { aclFile } from "./acl";
import { command } from "./commands";
import type { Cache } from "./definitions";
import type { CacheProgram } from "./programs";

const READY_MS = 30_000;
const ANSWER_MS = 2_000;
/** Owner of the server, whose password no caller has. */
export const SERVER_OWNER = "sandbox-owner";

export interface CacheServerOptions {
  readonly cache: Cache;
  readonly program: CacheProgram;
  /** Password of the owner, and of the users of IAM whose tokens the gate has checked. */
  readonly serverPassword: string;
  /** Holds its data; absolute. */
  readonly directory: string;
  /** Port of 127.0.0.1 that a cluster's client finds every key at. */
  readonly announcedPort: number;
  readonly log: ServiceLog;
  readonly onPid: (pid: number) => void;
  readonly warn: (message: string) => void;
}

export interface RunningCacheServer {
  readonly version: string;
  /** Path of its socket, in a folder that only this user can enter. */
  readonly socketPath: string;
  ended(): string | undefined;
  /** Resolves once it takes keys. */
  ready(): Promise<void>;
  stop(timeoutMs: number): Promise<void>;
}

/** One node that has every slot, so that a cluster's clients and its rules for keys work. */
async function clusterSettings(announcedPort: number): Promise<string[]> {
  return [
    "cluster-enabled yes",
    "cluster-config-file nodes.conf",
    `cluster-port ${await findFreePort()}`,
    "cluster-announce-hostname localhost",
    `cluster-announce-port ${announcedPort}`,
    "cluster-preferred-endpoint-type hostname",
  ];
}

async function writeSettings(options: CacheServerOptions, socketDirectory: string) {
  const { cache, directory, announcedPort, serverPassword } = options;
  const users = path.join(socketDirectory, "users.acl");
  const owner = {
    name: SERVER_OWNER,
    accessString: "on ~* &* +@all",
    signIn: { kind: "passwords", passwords: [serverPassword] },
  } as const;
  await writeFile(users, aclFile([...cache.users, owner], serverPassword), { mode: 0o600 });
  const settings = [
    "port 0",
    "bind 127.0.0.1",
    `unixsocket "${path.join(socketDirectory, "socket")}"`,
    "unixsocketperm 700",
    `dir "${directory}"`,
    `aclfile "${users}"`,
    // Every write is in a file within a second, and nothing is lost when the server is stopped.
    "appendonly yes",
    'save ""',
    ...(cache.cluster ? await clusterSettings(announcedPort) : []),
  ];
  const file = path.join(directory, "server.conf");
  await writeFile(file, `${settings.join("\n")}\n`);
  return file;
}

/** What the server answers to some commands, as text, once it has answered all. */
function ask(
  socket: Socket,
  commands: readonly (readonly string[])[],
  isDone: (text: string) => boolean,
) {
  return new Promise<string>((resolve, reject) => {
    let text = "";
    socket.setTimeout(ANSWER_MS, () => socket.destroy());
    socket.once("close", () => {
      reject(new Error("the server did not answer"));
    });
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
      if (isDone(text)) resolve(text);
    });
    socket.write(Buffer.concat(commands.map(command)));
  });
}

/** What the server answers its owner; undefined while it does not answer. */
async function askAsOwner(
  socketPath: string,
  serverPassword: string,
  commands: readonly (readonly string[])[],
  isDone: (text: string) => boolean,
): Promise<string | undefined> {
  try {
    const socket = await connectToServer(socketPath);
    try {
      return await ask(socket, [["AUTH", SERVER_OWNER, serverPassword], ...commands], isDone);
    } finally {
      socket.destroy();
    }
  } catch {
    return undefined;
  }
}

async function takesCommands(socketPath: string, { serverPassword }: CacheServerOptions) {
  const isDone = (text: string) => text.split("\r\n").length > 2;
  const text = await askAsOwner(socketPath, serverPassword, [["PING"]], isDone);
  return text === "+OK\r\n+PONG\r\n";
}

/** Whether a cluster takes keys, which it does some two seconds after its start; a new one is given its slots. */
async function takesKeys(socketPath: string, { serverPassword }: CacheServerOptions) {
  const commands = [
    ["CLUSTER", "ADDSLOTSRANGE", "0", "16383"],
    ["CLUSTER", "INFO"],
  ];
  const isDone = (text: string) => text.includes("cluster_known_nodes");
  const text = await askAsOwner(socketPath, serverPassword, commands, isDone);
  return text?.includes("cluster_state:ok") === true;
}

/**
 * Starts the server on its data.
 *
 * @throws CloudError that names the log when it does not come up
 */
export async function startCacheServer(options: CacheServerOptions): Promise<RunningCacheServer> {
  const { cache, program, directory, log } = options;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  // Short, as paths of sockets may have some 100 characters, and closed to every other user.
  const socketDirectory = await mkdtemp(path.join(tmpdir(), "sandbox-cache-"));
  const socketPath = path.join(socketDirectory, "socket");
  const server = new GuardedProcess({
    command: program.command,
    arguments: [await writeSettings(options, socketDirectory)],
    stopSignal: "TERM",
    workingDirectory: directory,
    log,
    label: "server",
    onPid: options.onPid,
    onUnexpectedEnd: (reason) => {
      options.warn(`cache "${cache.name}" ${reason}; its log is ${log.file}`);
    },
  });
  const stop = async (timeoutMs: number) => {
    await server.stop(timeoutMs);
    await rm(socketDirectory, { recursive: true, force: true });
  };
  const failed = () =>
    new CloudError(
      `Cache "${cache.name}" did not start: ${program.version} ${server.ended ?? "did not answer"}. Its log is ${log.file}.`,
    );
  if (!(await server.untilReady(() => takesCommands(socketPath, options), READY_MS))) {
    await stop(5_000);
    throw failed();
  }
  return {
    version: program.version,
    socketPath,
    ended: () => server.ended,
    ready: async () => {
      if (!cache.cluster) return;
      if (!(await server.untilReady(() => takesKeys(socketPath, options), READY_MS)))
        throw failed();
    },
    stop,
  };
}
