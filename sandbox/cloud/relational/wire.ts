/**
 * The first messages of PostgreSQL's protocol: https://www.postgresql.org/docs/current/protocol-message-formats.html
 * Pure.
 */

/** Codes in place of a protocol version. */
export const CANCEL_REQUEST = 80_877_102;
export const TLS_REQUEST = 80_877_103;
export const GSS_REQUEST = 80_877_104;

/** Longest first message that a server reads. */
export const MAX_STARTUP_BYTES = 10_000;
/** Longest answer to the question for a password; tokens of IAM have some 2,000 bytes. */
export const MAX_PASSWORD_BYTES = 65_536;

/** Question for the password in plain text, which TLS covers: what RDS asks users of IAM. */
export const ASK_PASSWORD = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]);

/** Types of messages that a server begins with. */
export const AUTHENTICATION = 0x52;
export const ERROR = 0x45;
export const NEGOTIATE_VERSION = 0x76;

/** The server's word that a user is signed in. */
export const AUTHENTICATION_OK = Buffer.from([AUTHENTICATION, 0, 0, 0, 8, 0, 0, 0, 0]);

/** One message after the first. */
export interface Message {
  readonly type: number;
  readonly body: Buffer;
  /** All of it, with type and length. */
  readonly bytes: Buffer;
}

/** What a client says first. */
export interface Startup {
  readonly major: number;
  readonly minor: number;
  readonly parameters: ReadonlyMap<string, string>;
}

/** The parameters of a first message, without its length and code; undefined for a malformed one. */
export function parseStartup(code: number, body: Buffer): Startup | undefined {
  const texts = body.toString("utf8").split("\0");
  // Names and values in turn, then an empty name; nothing stands after that.
  if (texts.length % 2 !== 0 || texts.at(-1) !== "" || texts.at(-2) !== "") return undefined;
  const parameters = new Map<string, string>();
  for (let at = 0; at < texts.length - 2; at += 2) {
    const name = texts[at] ?? "";
    if (name === "") return undefined;
    parameters.set(name, texts[at + 1] ?? "");
  }
  return { major: code >> 16, minor: code & 0xffff, parameters };
}

/** The bytes of a first message. */
export function startupMessage({ major, minor, parameters }: Startup): Buffer {
  const texts = [...parameters].flatMap(([name, value]) => [`${name}\0`, `${value}\0`]);
  const body = Buffer.from(`${texts.join("")}\0`);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8, 0);
  head.writeUInt32BE(((major << 16) | minor) >>> 0, 4);
  return Buffer.concat([head, body]);
}

/** The same first message for a connection that reads only, as replicas are. */
export function readOnly(startup: Startup): Startup {
  const given = startup.parameters.get("options");
  const option = "-c default_transaction_read_only=on";
  const options = given === undefined ? option : `${given} ${option}`;
  return { ...startup, parameters: new Map(startup.parameters).set("options", options) };
}

/** Whether the server's answer lets the user in without a password of its own. */
export function isAuthenticationOk({ bytes }: Message): boolean {
  return bytes.equals(AUTHENTICATION_OK);
}

/** A refusal that ends the connection: `ErrorResponse`. */
export function fatalError(sqlState: string, message: string): Buffer {
  const fields = [`SFATAL`, `VFATAL`, `C${sqlState}`, `M${message}`].map((field) => `${field}\0`);
  const body = Buffer.from(`${fields.join("")}\0`);
  const head = Buffer.alloc(5);
  head.writeUInt8(ERROR, 0);
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}
