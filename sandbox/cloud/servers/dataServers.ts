/** Runs the databases and caches of a stack, and lets its services in as AWS would. */
import { randomBytes } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import { type Cache, isKeyValue } from "../caches/definitions";
import { findCacheProgram } from "../caches/programs";
import { cachesIn, startCache } from "../caches/start";
import { type PodPolicy, refusedBy } from "../network/networkPolicies";
import { type Endpoint, type SecurityGroupRule, explainBlocked } from "../network/securityGroups";
import { type Database, isPostgres } from "../relational/definitions";
import { serverUser } from "../relational/privileges";
import { findPrograms } from "../relational/programs";
import { type DatabaseServer, databasesIn, startDatabase } from "../relational/start";
import type { ServiceStatus } from "../types";
import { type Variables, hostsIn, withLocalAddresses } from "./addresses";
import { type Authority, openAuthority } from "./authority";
import type { DataAddress, DataServer, ServerContext } from "./dataServer";
import { Gate } from "./gate";
import type { SignInCheck } from "./signIn";

export interface DataServersOptions extends Omit<ServerContext, "authority" | "signIn"> {
  readonly databases: readonly Database[];
  readonly caches: readonly Cache[];
  readonly rules: readonly SecurityGroupRule[];
  readonly cacheDirectory: string;
  /** Python with pip, for installing a cache's server. */
  readonly python: string;
  readonly progress: (message: string) => void;
  readonly signal?: AbortSignal;
}

/** Who opens connections. */
export interface Caller extends Endpoint {
  /** Network policies of Kubernetes that select it. @default none */
  readonly policies?: readonly PodPolicy[];
}

/** Data of what has left the state is deleted with it, as the emulator's tables are. */
async function removeStrangers(
  folder: string,
  wanted: readonly string[],
  warn: (message: string) => void,
): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (wanted.includes(name)) continue;
    warn(`${name} is not in the stack any more: its data is deleted`);
    await rm(path.join(folder, name), { recursive: true, force: true });
  }
}

async function startDatabases(options: DataServersOptions, context: ServerContext) {
  const { databases, dataDirectory } = options;
  const run = databases.filter(isPostgres);
  const identifiers = run.map(({ identifier }) => identifier);
  await removeStrangers(databasesIn(dataDirectory), identifiers, (message) => {
    options.warn("rds", message);
  });
  if (run.length > 0) options.progress(`starting ${run.length} PostgreSQL servers`);
  const means =
    run.length === 0
      ? { programs: [], user: { owner: undefined, as: asItIs } }
      : { programs: await findPrograms(), user: serverUser() };
  return databases.map((database) => startDatabase(database, context, means));
}

function asItIs(command: string, commandArguments: readonly string[]) {
  return { command, arguments: commandArguments };
}

async function startCaches(options: DataServersOptions, context: ServerContext) {
  const { caches, dataDirectory } = options;
  const run = caches.filter(isKeyValue);
  const names = run.map(({ cacheName }) => cacheName);
  await removeStrangers(cachesIn(dataDirectory), names, (message) => {
    options.warn("elasticache", message);
  });
  const program = run.length === 0 ? undefined : await findCacheProgram(options);
  return caches.map((cache) => startCache(cache, context, program));
}

/** Results of all, or the first failure once the others are over and stopped again. */
async function allOrNone<Server extends DataServer>(
  starting: readonly Promise<Server>[],
): Promise<Server[]> {
  const settled = await Promise.allSettled(starting);
  const servers = settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  const failed = settled.find((one) => one.status === "rejected");
  if (failed === undefined) return servers;
  await Promise.all(servers.map((server) => server.stop(STOP_MS)));
  throw failed.reason;
}

/** Longest wait for a server to save and end. */
const STOP_MS = 10_000;

export class DataServers {
  readonly #options: DataServersOptions;
  readonly #authority: Authority | undefined;
  readonly #gates: Gate[] = [];
  #databases: readonly DatabaseServer[] = [];
  #servers: readonly DataServer[] = [];
  #signIn: SignInCheck = () => Promise.resolve("the sandbox is still starting");

  private constructor(options: DataServersOptions, authority: Authority | undefined) {
    this.#options = options;
    this.#authority = authority;
  }

  /**
   * Starts every server. They need nothing of the emulator yet, and can start beside it.
   *
   * @throws CloudError for a server that cannot be found or does not come up; none runs then
   */
  static async start(options: DataServersOptions): Promise<DataServers> {
    const { databases, caches, dataDirectory } = options;
    if (databases.length + caches.length === 0) return new DataServers(options, undefined);
    const authority = await openAuthority(path.join(dataDirectory, "authority"));
    const servers = new DataServers(options, authority);
    await servers.#start(authority);
    return servers;
  }

  async #start(authority: Authority): Promise<void> {
    const signIn: SignInCheck = (request) => this.#signIn(request);
    const context: ServerContext = { ...this.#options, authority, signIn };
    const [databases, caches] = await Promise.allSettled([
      startDatabases(this.#options, context).then(allOrNone),
      startCaches(this.#options, context).then(allOrNone),
    ]);
    this.#databases = databases.status === "fulfilled" ? databases.value : [];
    this.#servers = [...this.#databases, ...(caches.status === "fulfilled" ? caches.value : [])];
    const failed = [databases, caches].find((one) => one.status === "rejected");
    if (failed === undefined) return;
    await this.stop();
    throw failed.reason;
  }

  /**
   * Has the databases take sign-ins, once the emulator can check them.
   *
   * @param passwords of master users, by the ARN of the secret that RDS manages
   */
  async prepare(signIn: SignInCheck, passwords: ReadonlyMap<string, string>): Promise<void> {
    this.#signIn = signIn;
    await Promise.all(this.#servers.map((server) => server.ready()));
    await Promise.all(
      this.#databases.map((server) => {
        const { managedSecretArn = "", masterPassword } = server.database;
        const unknown = randomBytes(24).toString("base64url");
        return server.prepare(passwords.get(managedSecretArn) ?? masterPassword ?? unknown);
      }),
    );
  }

  /**
   * The variables of a process with the addresses of databases and caches put to ports of this machine
   * that are for this caller alone. Without such addresses, the variables as they are.
   */
  async connect(caller: Caller, variables: Variables): Promise<Variables> {
    const addresses = this.#servers.flatMap((server) => [...server.addresses]);
    const used = hostsIn(variables, addresses);
    if (this.#authority === undefined || used.length === 0) return variables;
    const local = [];
    for (const address of used) {
      const gate = await this.#open(caller, address);
      const { host, notRun } = address;
      // Whatever port is used for what is not run, its gate says so.
      const port = notRun === undefined ? address.port : undefined;
      local.push({ host, port, localPort: gate.port });
    }
    return {
      ...withLocalAddresses(variables, local),
      NODE_EXTRA_CA_CERTS: this.#authority.certificateFile,
    };
  }

  status(): ServiceStatus[] {
    return this.#servers.map((server) => server.status());
  }

  /** Closes every connection, then has the servers save and end. */
  async stop(): Promise<void> {
    await Promise.all(this.#gates.map((gate) => gate.close()));
    await Promise.all(this.#servers.map((server) => server.stop(STOP_MS)));
  }

  async #open(caller: Caller, address: DataAddress): Promise<Gate> {
    const target = address.path.at(-1)?.label ?? address.host;
    const label = `${caller.label} to ${target}`;
    const gate = await Gate.open({
      blocked: this.#blocked(caller, address),
      serve: (socket, port) => address.serve(socket, port, label),
      warn: (message) => {
        this.#options.warn(address.source, message);
      },
    });
    this.#gates.push(gate);
    return gate;
  }

  /** Why a caller's connections do not arrive; undefined when they do. */
  #blocked(caller: Caller, { path: way, port, notRun }: DataAddress): string | undefined {
    const [first] = way;
    if (notRun !== undefined) return `${caller.label} cannot reach ${first.label}: ${notRun}.`;
    const refused = refusedBy(caller.policies ?? [], {
      direction: "Egress",
      cidrs: first.subnetCidrs,
      port,
    });
    if (refused !== undefined) return `${caller.label} cannot reach ${first.label}: ${refused}.`;
    let from: Endpoint = caller;
    for (const to of way) {
      const blocked = explainBlocked(this.#options.rules, from, to, port);
      if (blocked !== undefined) return blocked;
      from = to;
    }
    return undefined;
  }
}
