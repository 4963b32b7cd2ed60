/** What databases and caches have in common for those who start and reach them. */
import type { Socket } from "node:net";
import type { Logs } from "../log";
import type { Endpoint } from "../network/securityGroups";
import type { ServiceStatus } from "../types";
import type { Authority } from "./authority";
import type { SignInCheck } from "./signIn";

/** What every server is started with. */
export interface ServerContext {
  readonly region: string;
  readonly accountId: string;
  /** Holds the data of the stack; absolute. */
  readonly dataDirectory: string;
  readonly authority: Authority;
  readonly signIn: SignInCheck;
  readonly logs: Logs;
  readonly onPid: (pid: number) => void;
  readonly warn: (source: string, message: string) => void;
}

/** An address of the state that callers can be let through to. */
export interface DataAddress {
  /** Host on AWS. */
  readonly host: string;
  /** Port on AWS. */
  readonly port: number;
  /** Service of AWS, which begins lines of the log. */
  readonly source: "rds" | "elasticache";
  /** What a caller must reach, and then each from the one before it; the last is the server. */
  readonly path: readonly [Endpoint, ...Endpoint[]];
  /** Why no server answers here; undefined where one does. */
  readonly notRun?: string;
  /** Serves one connection that came in at `port` of this machine. */
  serve(socket: Socket, port: number, label: string): Promise<void>;
}

export interface DataServer {
  readonly addresses: readonly DataAddress[];
  status(): ServiceStatus;
  /** Resolves once it can be used; it was started before, beside others. @throws CloudError */
  ready(): Promise<void>;
  /** Saves and ends. */
  stop(timeoutMs: number): Promise<void>;
}

type StatusBase = Pick<ServiceStatus, "name" | "runtime">;

/** The row of a server that is, or was, started. */
export function serverStatus(
  base: StatusBase,
  version: string,
  ended: string | undefined,
): ServiceStatus {
  return ended === undefined
    ? { ...base, where: version, health: "healthy", restarts: 0 }
    : {
        ...base,
        where: "ended",
        health: "unhealthy",
        restarts: 0,
        lastError: `the server ${ended}`,
      };
}

/** What stands for a server that the sandbox does not have. */
export function notRunHere(
  base: StatusBase,
  engine: string,
  lastError: string,
  addresses: readonly Omit<DataAddress, "serve" | "notRun">[],
): DataServer {
  return {
    addresses: addresses.map((address) => ({
      ...address,
      notRun: lastError,
      serve: () => Promise.reject(new Error(lastError)),
    })),
    status: () => ({ ...base, where: engine, health: "not run here", restarts: 0, lastError }),
    ready: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  };
}

/** Name of a status row and of its log, apart from a service of the same name. */
export function rowName(name: string, kind: "database" | "cache"): string {
  return name.endsWith(kind) ? name : `${name}-${kind}`;
}
