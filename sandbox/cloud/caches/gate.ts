/**
 * Signs callers in to a cache as ElastiCache does: users of IAM give a token as their password, all others
 * sign in to the server itself. https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html
 */
import { once } from "node:events";
import type { Socket } from "node:net";
import type { Authority } from "../servers/authority";
import { connectToServer, secured } from "../servers/gate";
import type { SignInCheck } from "../servers/signIn";
import { ConnectionEnded, readBytes } from "../servers/socketReader";
import { CommandStream, MalformedStream, command, credentialsOf } from "./commands";
import type { Cache } from "./definitions";

/** What the gate must know of one caller's way to a cache. */
export interface CacheRoute {
  readonly cache: Cache;
  /** Such as `service "carts" to cache "carts"`; begins its lines in the log. */
  readonly label: string;
  readonly region: string;
  readonly socketPath: string;
  /** Password that the server knows users of IAM by. */
  readonly serverPassword: string;
  readonly authority: Authority;
  readonly signIn: SignInCheck;
  readonly warn: (message: string) => void;
}

const HANDSHAKE_MS = 10_000;
/** First byte of TLS. */
const TLS_HANDSHAKE = 0x16;
/** What no server has for a password. */
const WRONG_PASSWORD = " ";

/** Serves one connection from its first byte. */
export async function serveCache(socket: Socket, route: CacheRoute): Promise<void> {
  try {
    const client = route.cache.tls ? await withTls(socket, route) : socket;
    if (client === undefined) return;
    const server = await connectToServer(route.socketPath);
    client.once("close", () => server.destroy());
    server.once("close", () => client.destroy());
    server.pipe(client);
    await passCommands(client, server, route);
  } catch (error) {
    socket.destroy();
    if (!(error instanceof ConnectionEnded || error instanceof MalformedStream)) throw error;
  }
}

/** The connection with TLS; undefined for one in plain text, which is refused. */
async function withTls(socket: Socket, { authority, label, warn }: CacheRoute) {
  const first = await readBytes(socket, 1, AbortSignal.timeout(HANDSHAKE_MS));
  if (first[0] !== TLS_HANDSHAKE) {
    warn(
      `${label}: the connection is in plain text, and the cache takes TLS alone (transitEncryptionEnabled).`,
    );
    socket.destroy();
    return undefined;
  }
  socket.unshift(first);
  return secured(socket, authority);
}

async function passCommands(client: Socket, server: Socket, route: CacheRoute): Promise<void> {
  const stream = new CommandStream();
  try {
    for await (const chunk of client) {
      if (!Buffer.isBuffer(chunk)) continue;
      for (const part of stream.feed(chunk)) {
        const bytes =
          part.kind === "bytes" ? part.bytes : await signedIn(part.words, part.bytes, route);
        if (!server.write(bytes)) await drained(server);
      }
    }
    server.end();
  } catch (error) {
    // A client may go away in the middle of a command.
    if (!client.destroyed && !server.destroyed) throw error;
  }
}

/** Waits until the server has taken what it was sent. */
async function drained(server: Socket): Promise<void> {
  const gone = new AbortController();
  const abort = () => {
    gone.abort();
  };
  server.once("close", abort);
  try {
    await once(server, "drain", { signal: gone.signal });
  } finally {
    server.off("close", abort);
  }
}

/**
 * The command for the server: a token that is right becomes the password that the server knows, and a
 * wrong one a password that nobody has, so that the server itself answers, in its turn.
 */
async function signedIn(
  words: readonly string[],
  bytes: Buffer,
  route: CacheRoute,
): Promise<Buffer> {
  const given = credentialsOf(words);
  const user = route.cache.users.find(({ name }) => name === given?.user);
  if (given === undefined || user?.signIn.kind !== "iam") return bytes;
  const { cache, label, region, signIn, warn } = route;
  const why = await signIn({
    token: given.password,
    target: {
      service: "elasticache",
      region,
      host: cache.cacheName,
      parameters: {
        Action: "connect",
        User: user.name,
        ...(cache.serverless && { ResourceType: "ServerlessCache" }),
      },
    },
    action: "elasticache:Connect",
    resources: [cache.arn, user.signIn.arn],
  });
  if (why !== undefined) warn(`${label}: user "${user.name}" may not sign in: ${why}.`);
  const password = why === undefined ? route.serverPassword : WRONG_PASSWORD;
  return command(words.map((word, at) => (at === given.passwordAt ? password : word)));
}
