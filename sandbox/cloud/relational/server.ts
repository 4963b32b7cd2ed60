/** One PostgreSQL server with one database of the stack. */
import { execFile } from "node:child_process";
import { chown, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { Client } from "pg";
import type { ServiceLog } from "../log";
import { GuardedProcess } from "../servers/guardedProcess";
import { CloudError } from "../types";
import type { Database } from "./definitions";
import { SERVER_OWNER } from "./gate";
import { HOW_TO_INSTALL, type PostgresPrograms, choosePrograms } from "./programs";
import type { ServerUser } from "./privileges";
import { prepareRoles } from "./roles";

const run = promisify(execFile);

const READY_MS = 60_000;
const INITDB_MS = 60_000;
/** PostgreSQL names its socket after a port; nothing listens on it. */
const SOCKET_PORT = 5432;

export interface PostgresServerOptions {
  readonly database: Database;
  /** Versions to choose from. */
  readonly programs: readonly PostgresPrograms[];
  readonly user: ServerUser;
  /** Holds its data; absolute. */
  readonly directory: string;
  readonly log: ServiceLog;
  readonly onPid: (pid: number) => void;
  readonly warn: (message: string) => void;
}

export interface RunningPostgres {
  readonly version: string;
  /** Path of its socket, in a folder that only this user can enter. */
  readonly socketPath: string;
  /** Makes the roles and the first database that RDS makes; the master user's password becomes this one. */
  prepare(password: string): Promise<void>;
  /** Why it ended by itself; undefined while it runs. */
  ended(): string | undefined;
  stop(timeoutMs: number): Promise<void>;
}

async function keptMajor(directory: string): Promise<number | undefined> {
  try {
    return Number.parseInt(await readFile(path.join(directory, "PG_VERSION"), "utf8"), 10);
  } catch {
    return undefined;
  }
}

/** The version of the data that is there, or else the one that suits what is deployed. */
async function programsFor(options: PostgresServerOptions): Promise<PostgresPrograms> {
  const { database, programs, directory, warn } = options;
  const kept = await keptMajor(directory);
  if (kept !== undefined) {
    const same = programs.find(({ major }) => major === kept);
    if (same !== undefined) return same;
    throw new CloudError(
      `The data of database "${database.name}" is of PostgreSQL ${kept}, which is not installed any more. ` +
        `Install it again, or remove ${directory} to begin with an empty database.`,
    );
  }
  const wanted = database.majorVersion ?? 0;
  const chosen = choosePrograms(programs, wanted);
  if (chosen === undefined) {
    throw new CloudError(`The stack has database "${database.name}". ${HOW_TO_INSTALL}.`);
  }
  if (wanted !== 0 && chosen.major !== wanted) {
    warn(
      `database "${database.name}" is deployed with PostgreSQL ${wanted} and runs here on ${chosen.version}`,
    );
  }
  return chosen;
}

/** New, empty data; complete or not there at all. */
async function initialise(programs: PostgresPrograms, options: PostgresServerOptions) {
  const { directory, user } = options;
  const fresh = `${directory}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true, mode: 0o700 });
  if (user.owner !== undefined) await chown(fresh, user.owner, user.owner);
  // Sorts by the rules of a language, as en_US.UTF-8 does, which is what RDS makes databases with.
  const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=icu", "--icu-locale=en-US"];
  const { command, arguments: rest } = user.as(path.join(programs.bin, "initdb"), [
    ...["-D", fresh, "-U", SERVER_OWNER, "--auth=trust", "--no-instructions", ...locale],
  ]);
  try {
    await run(command, [...rest], {
      timeout: INITDB_MS,
      env: { PATH: process.env.PATH, LC_ALL: "C" },
    });
  } catch (error) {
    const text = error instanceof Error && "stderr" in error ? String(error.stderr) : String(error);
    throw new CloudError(
      `PostgreSQL ${programs.version} could not make its data in ${fresh}: ` +
        `${text.trim().split("\n").slice(-3).join(" ")}. Check that the folder can be written.`,
    );
  }
  await rename(fresh, directory);
}

/**
 * Who signs in how. The first line that fits counts: the master user has a password, whatever roles it
 * holds. Members of `rds_iam` are let in here because the gate has checked their token.
 */
function signInRules(masterUser: string): string {
  return [
    `local all ${SERVER_OWNER} trust`,
    `local all "${masterUser.replaceAll('"', '""')}" scram-sha-256`,
    "local all +rds_iam trust",
    "local all all scram-sha-256",
    "",
  ].join("\n");
}

function serverArguments(directory: string, socketDirectory: string): string[] {
  const settings = {
    listen_addresses: "",
    port: String(SOCKET_PORT),
    unix_socket_directories: socketDirectory,
    unix_socket_permissions: "0700",
    password_encryption: "scram-sha-256",
    timezone: "UTC",
    log_timezone: "UTC",
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  return ["-D", directory, ...flags];
}

async function answers(socketDirectory: string): Promise<boolean> {
  const client = ownerClient(socketDirectory);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A connection as the server's owner. */
function ownerClient(socketDirectory: string): Client {
  const settings = { user: SERVER_OWNER, database: "postgres", port: SOCKET_PORT };
  const client = new Client({ ...settings, host: socketDirectory });
  client.on("error", () => undefined);
  return client;
}

/** Short, as paths of sockets may have some 100 characters, and closed to every other user. */
async function createSocketDirectory({ owner }: ServerUser): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), "sandbox-postgres-"));
  if (owner !== undefined) await chown(directory, owner, owner);
  return directory;
}

/**
 * Starts the server on its data, which is made the first time.
 *
 * @throws CloudError that names the log when it does not come up
 */
export async function startPostgres(options: PostgresServerOptions): Promise<RunningPostgres> {
  const { database, directory, user, log } = options;
  const masterUser = database.masterUser ?? "postgres";
  const programs = await programsFor(options);
  if ((await keptMajor(directory)) === undefined) await initialise(programs, options);
  await writeFile(path.join(directory, "pg_hba.conf"), signInRules(masterUser));
  const socketDirectory = await createSocketDirectory(user);
  const server = new GuardedProcess({
    ...user.as(path.join(programs.bin, "postgres"), serverArguments(directory, socketDirectory)),
    // Fast shutdown: ends connections, and writes everything.
    stopSignal: "INT",
    workingDirectory: "/",
    log,
    label: "postgres",
    onPid: options.onPid,
    onUnexpectedEnd: (reason) => {
      options.warn(`database "${database.name}" ${reason}; its log is ${log.file}`);
    },
  });
  const stop = async (timeoutMs: number) => {
    await server.stop(timeoutMs);
    await rm(socketDirectory, { recursive: true, force: true });
  };
  if (!(await server.untilReady(() => answers(socketDirectory), READY_MS))) {
    await stop(5_000);
    throw new CloudError(
      `Database "${database.name}" did not start: PostgreSQL ${server.ended ?? "did not answer"}. Its log is ${log.file}.`,
    );
  }
  const { databaseName } = database;
  log.write(
    "sandbox",
    `psql "host=${socketDirectory} user=${SERVER_OWNER} dbname=${databaseName ?? "postgres"}"\n`,
  );
  return {
    version: programs.version,
    socketPath: path.join(socketDirectory, `.s.PGSQL.${SOCKET_PORT}`),
    prepare: (password) =>
      prepareRoles(ownerClient(socketDirectory), { masterUser, password, databaseName }),
    ended: () => server.ended,
    stop,
  };
}
