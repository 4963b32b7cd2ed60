/**
 * Signs callers in to PostgreSQL as RDS does. Members of `rds_iam` give a token of IAM as their password,
 * everybody else signs in to the server itself.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.DBAccounts.html
 */
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import type { Authority } from "../servers/authority";
import { connectToServer, join, secured } from "../servers/gate";
import type { SignInCheck } from "../servers/signIn";
import { ConnectionEnded, readBytes } from "../servers/socketReader";
import {
  ASK_PASSWORD,
  AUTHENTICATION,
  AUTHENTICATION_OK,
  CANCEL_REQUEST,
  ERROR,
  GSS_REQUEST,
  MAX_PASSWORD_BYTES,
  MAX_STARTUP_BYTES,
  type Message,
  NEGOTIATE_VERSION,
  type Startup,
  TLS_REQUEST,
  fatalError,
  isAuthenticationOk,
  parseStartup,
  readOnly,
  startupMessage,
} from "./wire";

/** Owner of the server, as on RDS; nobody signs in as this user. */
export const SERVER_OWNER = "rdsadmin";

/** What the gate must know of one caller's way to one address. */
export interface PostgresRoute {
  /** Such as `service "catalog" to database "catalog"`; begins its lines in the log. */
  readonly label: string;
  readonly region: string;
  /** Undefined where the database has IAM sign-in switched off. */
  readonly userArn: ((user: string) => string) | undefined;
  /** Whether the address is of replicas. */
  readonly readOnly: boolean;
  /** Path of the server's socket. */
  readonly socketPath: string;
  readonly authority: Authority;
  readonly signIn: SignInCheck;
  readonly warn: (message: string) => void;
}

/** Time to sign in, as PostgreSQL's `authentication_timeout`. */
const SIGN_IN_MS = 60_000;
const PASSWORD_MESSAGE = 0x70;
/** SQLSTATE of a wrong password, as a server's refusal carries it. */
const WRONG_PASSWORD = "C28P01";

interface FirstPacket {
  readonly code: number;
  readonly body: Buffer;
  readonly bytes: Buffer;
}

async function readFirstPacket(socket: Socket, signal: AbortSignal): Promise<FirstPacket> {
  const head = await readBytes(socket, 8, signal);
  const length = head.readUInt32BE(0);
  if (length < 8 || length > MAX_STARTUP_BYTES) throw new ConnectionEnded("no first message");
  const body = await readBytes(socket, length - 8, signal);
  return { code: head.readUInt32BE(4), body, bytes: Buffer.concat([head, body]) };
}

async function readMessage(socket: Socket, longest: number, signal: AbortSignal): Promise<Message> {
  const head = await readBytes(socket, 5, signal);
  const length = head.readUInt32BE(1);
  if (length < 4 || length > longest) throw new ConnectionEnded("a message of no sensible length");
  const body = await readBytes(socket, length - 4, signal);
  return { type: head.readUInt8(0), body, bytes: Buffer.concat([head, body]) };
}

/** Serves one connection from its first byte. */
export async function servePostgres(
  socket: Socket,
  port: number,
  route: PostgresRoute,
): Promise<void> {
  const signal = AbortSignal.timeout(SIGN_IN_MS);
  try {
    await new Connection(route, port, signal).serve(socket);
  } catch (error) {
    socket.destroy();
    if (!(error instanceof ConnectionEnded)) throw error;
  }
}

class Connection {
  readonly #route: PostgresRoute;
  readonly #port: number;
  readonly #signal: AbortSignal;

  constructor(route: PostgresRoute, port: number, signal: AbortSignal) {
    this.#route = route;
    this.#port = port;
    this.#signal = signal;
  }

  async serve(socket: Socket): Promise<void> {
    const packet = await readFirstPacket(socket, this.#signal);
    if (packet.code === GSS_REQUEST) {
      socket.write("N");
      return this.serve(socket);
    }
    if (packet.code === CANCEL_REQUEST) return this.#passOn(socket, packet.bytes);
    if (packet.code !== TLS_REQUEST) {
      this.#refusePlainText(socket, packet);
      return;
    }
    // Whatever came along with the request was sent before TLS, perhaps by somebody in between.
    if (socket.readableLength > 0) throw new ConnectionEnded("data before TLS");
    socket.write("S");
    await this.#serveSecured(secured(socket, this.#route.authority));
  }

  async #serveSecured(client: TLSSocket): Promise<void> {
    const packet = await readFirstPacket(client, this.#signal);
    if (packet.code === CANCEL_REQUEST) return this.#passOn(client, packet.bytes);
    const startup = parseStartup(packet.code, packet.body);
    const user = startup?.parameters.get("user");
    if (startup === undefined || user === undefined || user === SERVER_OWNER) {
      this.#refuse(
        client,
        "28000",
        `no user "${user ?? ""}" can sign in`,
        "it is no user of yours",
      );
      return;
    }
    const first = this.#route.readOnly ? startupMessage(readOnly(startup)) : packet.bytes;
    const server = await connectToServer(this.#route.socketPath);
    client.once("close", () => server.destroy());
    server.write(first);
    const answer = await this.#readAnswer(client, server);
    const needsToken = isAuthenticationOk(answer);
    if (needsToken && !(await this.#checkToken(client, user))) {
      server.destroy();
      return;
    }
    client.write(answer.bytes);
    if (!needsToken) this.#watchPassword(server, user);
    join(client, server);
  }

  /** What the server says to a user's name, after any word on the protocol's version. */
  async #readAnswer(client: Socket, server: Socket): Promise<Message> {
    const answer = await readMessage(server, MAX_PASSWORD_BYTES, this.#signal);
    if (answer.type === NEGOTIATE_VERSION) {
      client.write(answer.bytes);
      return this.#readAnswer(client, server);
    }
    // Only what is understood is passed on: anything else might be a way in.
    if (answer.type === AUTHENTICATION || answer.type === ERROR) return answer;
    throw new ConnectionEnded("the server did not ask for a password");
  }

  /** The server has let a member of `rds_iam` in; the token decides. */
  async #checkToken(client: TLSSocket, user: string): Promise<boolean> {
    client.write(ASK_PASSWORD);
    const { type, body } = await readMessage(client, MAX_PASSWORD_BYTES, this.#signal);
    if (type !== PASSWORD_MESSAGE) throw new ConnectionEnded("no password");
    const token = body.toString("utf8").replace(/\0$/, "");
    const { region, userArn, signIn } = this.#route;
    const why =
      userArn === undefined
        ? "the database has IAM sign-in switched off (iamDatabaseAuthenticationEnabled)"
        : await signIn({
            token,
            target: {
              service: "rds-db",
              region,
              host: `localhost:${this.#port}`,
              parameters: { Action: "connect", DBUser: user },
            },
            action: "rds-db:connect",
            resources: [userArn(user)],
          });
    if (why === undefined) return true;
    this.#refuse(client, "28000", `PAM authentication failed for user "${user}"`, why);
    return false;
  }

  #refusePlainText(socket: Socket, { code, body }: FirstPacket): void {
    const parameters: Startup["parameters"] = parseStartup(code, body)?.parameters ?? new Map();
    const user = parameters.get("user") ?? "";
    const database = parameters.get("database") ?? user;
    this.#refuse(
      socket,
      "28000",
      `no pg_hba.conf entry for host "127.0.0.1", user "${user}", database "${database}", no encryption`,
      "the connection is in plain text, and the database takes TLS alone (rds.force_ssl)",
    );
  }

  /** AWS tells the caller no reason; the log does. */
  #refuse(client: Socket, sqlState: string, message: string, reason: string): void {
    this.#route.warn(`${this.#route.label}: ${message}: ${reason}.`);
    client.end(fatalError(sqlState, message));
  }

  /** Explains the commonest reason why a password is refused: the user is not one of IAM. */
  #watchPassword(server: Socket, user: string): void {
    const watch = (chunk: Buffer) => {
      const refused = chunk[0] === ERROR && chunk.includes(WRONG_PASSWORD);
      if (chunk[0] === ERROR || chunk.includes(AUTHENTICATION_OK)) server.off("data", watch);
      if (!refused) return;
      this.#route.warn(
        `${this.#route.label}: user "${user}" is not there, or its password is another. Users of IAM are ` +
          `made by the service's migration: CREATE USER "${user}"; GRANT rds_iam TO "${user}".`,
      );
    };
    server.on("data", watch);
  }

  async #passOn(client: Socket, bytes: Buffer): Promise<void> {
    const server = await connectToServer(this.#route.socketPath);
    server.write(bytes);
    join(client, server);
  }
}
