import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";

/** How a process ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process under test. */
export interface Running {
  /** Waits until standard output holds the text. */
  printed(text: string): Promise<void>;
  signal(name: NodeJS.Signals): void;
  readonly ended: Promise<Ended>;
}

/** Bundles an entry the way services are deployed, into a new temporary folder; returns the file. */
export function bundle(entry: string): string {
  const outfile = join(mkdtempSync(join(tmpdir(), "service-")), "index.js");
  buildSync({
    entryPoints: [entry],
    outfile,
    bundle: true,
    minify: true,
    format: "cjs",
    platform: "node",
    mainFields: ["module", "main"],
    target: "node20",
    logLevel: "error",
  });
  return outfile;
}

/** Starts Node with a bundled entry, or other arguments, and exactly this environment. */
export function run(
  args: string | readonly string[],
  env: Readonly<Record<string, string>>,
): Running {
  const child = spawn(process.execPath, typeof args === "string" ? [args] : args, { env });
  const output = collect(child);
  const ended = new Promise<Ended>((resolve) => {
    child.once("close", (code) => {
      resolve({ code, ...output() });
    });
  });
  return {
    ended,
    signal: (name) => {
      child.kill(name);
    },
    printed: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (output().stdout.includes(text)) {
            resolve();
          }
        };
        child.stdout.on("data", look);
        child.once("close", (code) => {
          reject(new Error(`ended with ${String(code)} before it printed "${text}"`));
        });
        look();
      }),
  };
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === "string") {
          reject(new Error("no port"));
        } else {
          resolve(address.port);
        }
      });
    });
  });
}

function collect(child: ChildProcessWithoutNullStreams): () => Omit<Ended, "code"> {
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  return () => ({ stdout, stderr });
}
