/**
 * Finds the commands that sign in within a client's stream, and passes everything else on as it comes.
 * https://valkey.io/topics/protocol/. Pure.
 */

/** Longest command that signs in; tokens of IAM have some 2,000 bytes. */
const MAX_SIGN_IN_BYTES = 65_536;
const MAX_LINE_BYTES = 65_536;
const LF = 10;
const SIGN_IN = /^(AUTH|HELLO)$/i;

/** A part of the stream, in order. */
export type Part =
  | { readonly kind: "bytes"; readonly bytes: Buffer }
  /** A whole `AUTH` or `HELLO`. */
  | { readonly kind: "signIn"; readonly words: readonly string[]; readonly bytes: Buffer };

/** The stream is none of the protocol. */
export class MalformedStream extends Error {
  override readonly name = "MalformedStream";
}

interface Bulk {
  readonly text: string;
  readonly end: number;
}

/** Bytes of a command in the form that clients send. */
export function command(words: readonly string[]): Buffer {
  const bulks = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
  return Buffer.from(`*${words.length}\r\n${bulks.join("")}`);
}

export class CommandStream {
  #pending: Buffer = Buffer.alloc(0);
  /** Bytes of the argument that is being passed on. */
  #bytesLeft = 0;
  /** Arguments of the command that is being passed on. */
  #bulksLeft = 0;

  /**
   * Takes what came and returns what is known of it.
   *
   * @throws MalformedStream
   */
  feed(chunk: Buffer): Part[] {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    const parts: Part[] = [];
    for (;;) {
      const part = this.#next();
      if (part === undefined) return parts;
      parts.push(part);
    }
  }

  /** The next part; undefined when more bytes are needed. */
  #next(): Part | undefined {
    if (this.#pending.length === 0) return undefined;
    if (this.#bytesLeft > 0) return this.#passArgument();
    if (this.#bulksLeft > 0) return this.#passHeader();
    return this.#pending[0] === 0x2a ? this.#startCommand() : this.#inlineCommand();
  }

  #passArgument(): Part {
    const length = Math.min(this.#bytesLeft, this.#pending.length);
    this.#bytesLeft -= length;
    return this.#take(length);
  }

  #passHeader(): Part | undefined {
    const end = this.#lineEnd(0);
    if (end === undefined) return undefined;
    this.#bytesLeft = this.#count(0, end, 0x24) + 2;
    this.#bulksLeft -= 1;
    return this.#take(end);
  }

  /** A command is held back until its name is known, and all of it when it signs in. */
  #startCommand(): Part | undefined {
    const headEnd = this.#lineEnd(0);
    if (headEnd === undefined) return undefined;
    const count = this.#count(0, headEnd, 0x2a);
    if (count === 0) return this.#take(headEnd);
    const name = this.#bulk(headEnd);
    if (name === undefined) return undefined;
    if (name === "long" || !SIGN_IN.test(name.text)) {
      this.#bulksLeft = count;
      return this.#take(headEnd);
    }
    const words = [name.text];
    let end = name.end;
    for (let left = count - 1; left > 0; left -= 1) {
      const bulk = this.#bulk(end);
      if (bulk === "long" || end > MAX_SIGN_IN_BYTES) throw new MalformedStream("sign-in too long");
      if (bulk === undefined) return undefined;
      words.push(bulk.text);
      end = bulk.end;
    }
    return { kind: "signIn", words, bytes: this.#take(end).bytes };
  }

  /** What somebody types: words with spaces in between. */
  #inlineCommand(): Part | undefined {
    const end = this.#lineEnd(0);
    if (end === undefined) return undefined;
    const words = this.#pending.toString("utf8", 0, end).trim().split(/\s+/);
    const { bytes } = this.#take(end);
    return SIGN_IN.test(words[0] ?? "")
      ? { kind: "signIn", words, bytes }
      : { kind: "bytes", bytes };
  }

  /** An argument from `start`; "long" for one that no sign-in has. */
  #bulk(start: number): Bulk | "long" | undefined {
    const headEnd = this.#lineEnd(start);
    if (headEnd === undefined) return undefined;
    const length = this.#count(start, headEnd, 0x24);
    if (length > MAX_SIGN_IN_BYTES) return "long";
    const end = headEnd + length + 2;
    if (end > this.#pending.length) return undefined;
    return { text: this.#pending.toString("utf8", headEnd, headEnd + length), end };
  }

  #count(start: number, end: number, mark: number): number {
    const text = this.#pending.toString("latin1", start + 1, end);
    if (this.#pending[start] !== mark || !/^\d{1,10}\r\n$/.test(text)) {
      throw new MalformedStream("not a command");
    }
    return Number.parseInt(text, 10);
  }

  /** Where the line that begins at `start` has ended; undefined when it has not. */
  #lineEnd(start: number): number | undefined {
    const at = this.#pending.indexOf(LF, start);
    if (at === -1) {
      if (this.#pending.length - start > MAX_LINE_BYTES) throw new MalformedStream("endless line");
      return undefined;
    }
    return at + 1;
  }

  #take(length: number): Part & { readonly kind: "bytes" } {
    const bytes = this.#pending.subarray(0, length);
    this.#pending = this.#pending.subarray(length);
    return { kind: "bytes", bytes };
  }
}

/** Name and password of a command that signs in; undefined for a `HELLO` without. */
export function credentialsOf(
  words: readonly string[],
): { readonly user: string; readonly password: string; readonly passwordAt: number } | undefined {
  const [name = "", ...rest] = words;
  if (/^AUTH$/i.test(name)) {
    const [first, second] = rest;
    if (first === undefined) return undefined;
    return second === undefined
      ? { user: "default", password: first, passwordAt: 1 }
      : { user: first, password: second, passwordAt: 2 };
  }
  const at = words.findIndex((word, index) => index > 1 && /^AUTH$/i.test(word));
  const user = words[at + 1];
  const password = words[at + 2];
  if (at === -1 || user === undefined || password === undefined) return undefined;
  return { user, password, passwordAt: at + 2 };
}
