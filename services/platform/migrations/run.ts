/** A migration as a process: from environment variables to one line and an exit code. */
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { Client, type ClientBase } from "pg";
import * as z from "zod";
import { connectionConfig, type PostgresServer } from "../postgres";
import { MigrationError } from "./error";
import { readMigrations } from "./files";
import { migrate, type Migrated } from "./migrate";
import type { ServiceUsers } from "./users";

export interface RunMigrationsOptions {
  /** Folder with the files. */
  readonly folder: string;
  /** Where the database is, and its master user. */
  readonly server: PostgresServer;
  /** Secret with the master user's password. */
  readonly secretArn: string;
  readonly users: ServiceUsers;
  /** @default no data is written */
  readonly seed?: (client: ClientBase) => Promise<number>;
  /** Seconds in which a database that starts or wakes up is waited for. @default 120 */
  readonly connectSeconds?: number;
}

const secretSchema = z.object({ password: z.string() });
const pauseMs = 2_000;

/** Longest that one statement may run: an index on a large table takes minutes. */
const statementMinutes = 30;

/** Runs the migrations, prints one line, and exits: 0, or 1 with why it failed. */
export async function runMigrations(options: RunMigrationsOptions): Promise<never> {
  const { database } = options.server;
  try {
    process.stdout.write(`${database}: ${summaryOf(await migrateServer(options))}\n`);
    process.exit(0);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${database}: not migrated: ${reason.replaceAll("\n", " ")}\n`);
    process.exit(1);
  }
}

export function summaryOf({ applied, total, seeded }: Migrated): string {
  const what =
    applied.length === 0
      ? `nothing to migrate, ${total} applied before`
      : `applied ${applied.join(", ")}; ${total} in all`;
  return seeded === 0 ? what : `${what}; ${seeded} rows of first data written`;
}

/** @throws MigrationError for what the release or its settings can put right */
async function migrateServer(options: RunMigrationsOptions): Promise<Migrated> {
  // Refused before anything runs, and before anybody is asked for a password.
  const migrations = readMigrations(options.folder);
  const password = await masterPassword(options.secretArn);
  const client = await connect(options, password);
  try {
    return await migrate(client, { ...options, migrations });
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function masterPassword(secretArn: string): Promise<string> {
  const client = new SecretsManagerClient({ maxAttempts: 5 });
  const { SecretString = "" } = await client.send(
    new GetSecretValueCommand({ SecretId: secretArn }),
  );
  const secret = secretSchema.safeParse(jsonOf(SecretString));
  if (secret.success) return secret.data.password;
  throw new MigrationError(
    `secret ${secretArn} must hold a JSON object with a password, as RDS writes it, and holds something else`,
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function connect(
  { server, connectSeconds = 120 }: RunMigrationsOptions,
  password: string,
): Promise<Client> {
  const deadline = Date.now() + connectSeconds * 1_000;
  for (;;) {
    const client = new Client({
      ...connectionConfig({ ...server, password: () => Promise.resolve(password) }),
      connectionTimeoutMillis: 20_000,
      statement_timeout: statementMinutes * 60_000,
    });
    // The error of a connection that is lost reaches whoever waits for a statement.
    client.on("error", () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (Date.now() + pauseMs < deadline) await new Promise((done) => setTimeout(done, pauseMs));
      else throw unreachable(server, connectSeconds, error);
    }
  }
}

function unreachable(server: PostgresServer, seconds: number, error: unknown): MigrationError {
  const reason = error instanceof Error ? error.message : String(error);
  return new MigrationError(
    `no connection to ${server.host}:${server.port} as ${server.user} within ${seconds} s: ${reason}`,
    { cause: error },
  );
}
