/** Log files, one per service, begun anew at every start. */
import { type WriteStream, createWriteStream, mkdirSync } from "node:fs";
import path from "node:path";

/** Largest log file; beyond it lines are dropped, so that a chatty service cannot fill the disk. */
const MAX_BYTES = 64 * 1024 * 1024;

const LAST_LINES = 15;
const LAST_CHARACTERS = 8_000;

export interface ServiceLog {
  readonly file: string;
  /** Adds output of `label`, such as `task 1`, line by line with the time. */
  write(label: string, text: string | Uint8Array): void;
  close(): Promise<void>;
}

function safeName(name: string): string {
  return name.replace(/[^A-Za-z0-9._-]/g, "-");
}

function openLog(file: string): ServiceLog {
  const stream: WriteStream = createWriteStream(file, { flags: "w" });
  // A full or vanished disk must not take the sandbox down.
  stream.on("error", () => undefined);
  const partial = new Map<string, string>();
  let bytes = 0;
  const line = (label: string, text: string) => {
    if (bytes > MAX_BYTES) return;
    const entry = `${new Date().toISOString()} ${label} ${text}\n`;
    bytes += entry.length;
    stream.write(entry);
  };
  return {
    file,
    write: (label, text) => {
      const lines = `${partial.get(label) ?? ""}${Buffer.from(text).toString("utf8")}`.split("\n");
      partial.set(label, lines.pop() ?? "");
      for (const complete of lines) line(label, complete);
    },
    close: () =>
      new Promise((resolve) => {
        for (const [label, rest] of partial) if (rest !== "") line(label, rest);
        stream.end(resolve);
      }),
  };
}

/** A log that also remembers the last lines that were written by way of it. */
export class LastLines implements ServiceLog {
  readonly file: string;
  readonly #log: ServiceLog;
  #text = "";

  constructor(log: ServiceLog) {
    this.#log = log;
    this.file = log.file;
  }

  write(label: string, text: string | Uint8Array): void {
    this.#text = `${this.#text}${Buffer.from(text).toString("utf8")}`.slice(-LAST_CHARACTERS);
    this.#log.write(label, text);
  }

  last(): string[] {
    return this.#text.split("\n").filter(Boolean).slice(-LAST_LINES);
  }

  close(): Promise<void> {
    return this.#log.close();
  }
}

/** All logs of one run. */
export class Logs {
  readonly #directory: string;
  readonly #open = new Map<string, ServiceLog>();

  constructor(directory: string) {
    mkdirSync(directory, { recursive: true });
    this.#directory = directory;
  }

  /** The log of a service; the same one for the same name. */
  of(name: string): ServiceLog {
    const existing = this.#open.get(name);
    if (existing !== undefined) return existing;
    const log = openLog(path.join(this.#directory, `${safeName(name)}.log`));
    this.#open.set(name, log);
    return log;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open.values()].map((log) => log.close()));
  }
}
