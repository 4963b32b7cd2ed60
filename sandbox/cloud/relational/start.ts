/** Starts what the state declares as relational databases. */
import path from "node:path";
import {
  type DataServer,
  type ServerContext,
  notRunHere,
  rowName,
  serverStatus,
} from "../servers/dataServer";
import { type Database, type DatabaseAddress, isPostgres } from "./definitions";
import { servePostgres } from "./gate";
import type { PostgresPrograms } from "./programs";
import type { ServerUser } from "./privileges";
import { startPostgres } from "./server";

/** A database that can be signed in to once its roles are prepared. */
export interface DatabaseServer extends DataServer {
  readonly database: Database;
  /** @param password the master user's */
  prepare(password: string): Promise<void>;
}

/** Folder of the stack's databases, one folder in it for each. */
export function databasesIn(dataDirectory: string): string {
  return path.join(dataDirectory, "postgres");
}

function addressOf({ port }: Database, { host, path: way }: DatabaseAddress) {
  return { host, port, source: "rds", path: way } as const;
}

function notRun(database: Database): DatabaseServer {
  const { name, engine, addresses } = database;
  const reason =
    `database "${name}" is of engine ${engine}, which the sandbox does not run: of relational databases it ` +
    "runs PostgreSQL and Aurora PostgreSQL alone";
  const server = notRunHere(
    { name: rowName(name, "database"), runtime: "rds" },
    engine,
    reason,
    addresses.map((address) => addressOf(database, address)),
  );
  return { ...server, database, prepare: () => Promise.resolve() };
}

/** What every PostgreSQL server of a start shares. */
export interface PostgresMeans {
  readonly programs: readonly PostgresPrograms[];
  readonly user: ServerUser;
}

/** @throws CloudError when a server does not come up */
export async function startDatabase(
  database: Database,
  context: ServerContext,
  means: PostgresMeans,
): Promise<DatabaseServer> {
  if (!isPostgres(database)) return notRun(database);
  const { region, accountId, authority, signIn } = context;
  const name = rowName(database.name, "database");
  const warn = (message: string) => {
    context.warn("rds", message);
  };
  const server = await startPostgres({
    ...means,
    database,
    directory: path.join(databasesIn(context.dataDirectory), database.identifier),
    log: context.logs.of(name),
    onPid: context.onPid,
    warn,
  });
  const addresses = database.addresses.map((address) => ({
    ...addressOf(database, address),
    serve: (...[socket, port, label]: Parameters<DataServer["addresses"][number]["serve"]>) => {
      const users = `arn:aws:rds-db:${region}:${accountId}:dbuser:${address.resourceId}`;
      const userArn = database.iamSignIn ? (user: string) => `${users}/${user}` : undefined;
      const { readOnly } = address;
      const { socketPath } = server;
      return servePostgres(socket, port, {
        ...{ label, region, userArn, readOnly, socketPath, authority, signIn, warn },
      });
    },
  }));
  return {
    database,
    addresses,
    prepare: (password) => server.prepare(password),
    status: () =>
      serverStatus({ name, runtime: "rds" }, `PostgreSQL ${server.version}`, server.ended()),
    ready: () => Promise.resolve(),
    stop: (timeoutMs) => server.stop(timeoutMs),
  };
}
