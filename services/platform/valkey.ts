import { readFileSync } from "node:fs";
import { rootCertificates } from "node:tls";
import { type AnyRedisClientOptions, createClient } from "@redis/client";
import { within } from "./deadline";
import type { Logger } from "./logger";
import { type Call, noTracing, type Tracing } from "./tracing";

/** Texts by key, each for a time. */
export interface KeyValueCache {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string, ttlMs: number): Promise<void>;
  close(): Promise<void>;
}

export interface ValkeyOptions {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** File with certificates of further authorities, in PEM. @default none; those that Node.js trusts */
  readonly extraCertificates?: string;
  /** Makes a password for each sign-in. */
  readonly token: () => Promise<string>;
  readonly logger: Logger;
  /** Longest wait for an answer, the connection included. @default 100 */
  readonly timeoutMs?: number;
  /** Longest wait for a connection. @default 1000 */
  readonly connectTimeoutMs?: number;
  /** Milliseconds after which a connection signs in again. ElastiCache ends it after 12 hours. @default 6 hours */
  readonly signInAgainMs?: number;
  /** Spans of the commands. @default none */
  readonly tracing?: Tracing;
}

const longestPauseMs = 5_000;

/**
 * A cache that speaks the protocol of Valkey and Redis, over TLS with the certificate checked. It connects
 * in the background and connects again by itself; while it is not connected, or slow, a call fails at once
 * or after `timeoutMs`.
 *
 * Each connection signs in with a token of its own and, before ElastiCache would end it, with a new one:
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html#auth-iam-limits
 */
export function createValkey(options: ValkeyOptions): KeyValueCache {
  const { logger, timeoutMs = 100, tracing = noTracing } = options;
  const client = createClient(clientOptions(options));
  let complained = false;
  client.on("error", (error: Error) => {
    // It tries again every few seconds, and the reason rarely changes.
    if (!complained) logger.warn("cache not reached", { reason: error.message });
    complained = true;
  });
  client.on("ready", () => {
    complained = false;
  });
  const connected = client.connect();
  // What failed is told by the listener above; every call sees it too.
  connected.catch(() => undefined);

  return {
    get: (key) =>
      tracing.call(commandCall("GET", options), () =>
        within(
          timeoutMs,
          "reading the cache",
          connected.then(() => client.get(key)),
        ).then(orUndefined),
      ),
    set: (key, value, ttlMs) =>
      tracing.call(commandCall("SET", options), async () => {
        const expiration = { type: "PX", value: Math.max(1, Math.round(ttlMs)) } as const;
        const write = connected.then(() => client.set(key, value, { expiration }));
        await within(timeoutMs, "writing the cache", write);
      }),
    close() {
      client.destroy();
      return Promise.resolve();
    },
  };
}

/** Keys stay out: they may hold what a customer searched for. */
function commandCall(command: string, { host, port }: ValkeyOptions): Call {
  return {
    name: command,
    attributes: {
      "peer.service": "valkey",
      "db.system.name": "valkey",
      "db.operation.name": command,
      "server.address": host,
      "server.port": port,
    },
  };
}

/** Node.js forgets its own authorities once it is given any. */
function trust(extraCertificates: string | undefined): { readonly ca?: string[] } {
  return extraCertificates === undefined
    ? {}
    : { ca: [...rootCertificates, readFileSync(extraCertificates, "utf8")] };
}

function orUndefined(value: string | null): string | undefined {
  return value ?? undefined;
}

function clientOptions(options: ValkeyOptions) {
  const { host, port, connectTimeoutMs = 1_000 } = options;
  return {
    RESP: 2,
    socket: {
      host,
      port,
      tls: true,
      servername: host,
      ...trust(options.extraCertificates),
      connectTimeout: connectTimeoutMs,
      reconnectStrategy: (retries: number) =>
        Math.min(longestPauseMs, 100 * 2 ** Math.min(retries, 10)) * (0.5 + Math.random() / 2),
    },
    credentialsProvider: signIn(options),
    // A cache that is away is not waited for.
    disableOfflineQueue: true,
    commandsQueueMaxLength: 1_000,
    maintNotifications: "disabled",
    disableClientInfo: true,
  } as const satisfies AnyRedisClientOptions;
}

type CredentialsProvider = Extract<
  NonNullable<AnyRedisClientOptions["credentialsProvider"]>,
  { type: "streaming-credentials-provider" }
>;

/** A token for each connection; the client asks again whenever it connects. */
function signIn(options: ValkeyOptions): CredentialsProvider {
  const { user, token, logger, signInAgainMs = 6 * 3_600_000 } = options;
  let timer: NodeJS.Timeout | undefined;
  const credentials = async () => ({ username: user, password: await token() });
  return {
    type: "streaming-credentials-provider",
    async subscribe({ onNext }) {
      clearInterval(timer);
      timer = setInterval(() => {
        credentials().then(onNext, (error: unknown) => {
          logger.warn("cache sign-in not renewed", { reason: String(error) });
        });
      }, signInAgainMs);
      timer.unref();
      return [
        await credentials(),
        {
          dispose: () => {
            clearInterval(timer);
          },
        },
      ];
    },
    onReAuthenticationError: (error) => {
      logger.warn("cache sign-in not renewed", { reason: error.message });
    },
  };
}
