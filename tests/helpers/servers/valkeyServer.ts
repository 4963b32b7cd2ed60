/** A Valkey server of its own for a test run, behind a gate that speaks TLS, can be slow, and can be shut. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createServer } from "node:tls";
import { sandboxPaths } from "../../../sandbox/paths";
import { freePort } from "../services/process";
import { type Certificates, createCertificates } from "./certificates";

export interface RunningValkey {
  /** Port of the gate on `localhost`. */
  readonly port: number;
  readonly certificates: Certificates;
  /** Milliseconds that the gate keeps every answer back. */
  delayMs: number;
  /** Connections that the gate has taken. */
  readonly connections: number;
  /** Gives the one user another password; who is signed in stays. */
  setPassword(password: string): void;
  command(...words: string[]): string;
  /** Ends every connection, and takes no new one until `open`. */
  shut(): void;
  open(): void;
  stop(): Promise<void>;
}

export const cacheUser = "catalog-writer";

/** The machine's server, or the one that the sandbox keeps in the user's cache directory. */
function program(): string {
  for (const name of ["valkey-server", "redis-server"]) {
    const found = (process.env.PATH ?? "")
      .split(":")
      .map((folder) => join(folder, name))
      .find(existsSync);
    if (found !== undefined) return found;
  }
  const { cache } = sandboxPaths();
  const kept = (existsSync(cache) ? readdirSync(cache, { recursive: true, encoding: "utf8" }) : [])
    .filter((file) => /^valkey-.*\/valkey-server$/.test(file))
    .map((file) => join(cache, file))[0];
  if (kept === undefined) {
    throw new Error(
      "no valkey-server: install one (apt install valkey-server), or start the sandbox once",
    );
  }
  return kept;
}

export async function startValkey(): Promise<RunningValkey> {
  const folder = mkdtempSync(join(tmpdir(), "valkey-"));
  const certificates = createCertificates(folder);
  const inner = await freePort();
  const server = spawn(
    program(),
    ["--port", String(inner), "--bind", "127.0.0.1", "--save", "", "--dir", folder],
    { stdio: "ignore" },
  );
  while (!(await answers(inner))) await sleep(20);

  const sockets = new Set<Socket>();
  const state = { delayMs: 0, connections: 0, shut: false };
  const gate = createServer(
    { cert: readFileSync(certificates.certificate), key: readFileSync(certificates.key) },
    (client) => {
      state.connections += 1;
      if (state.shut) return client.destroy();
      const target = connect(inner, "127.0.0.1");
      for (const socket of [client, target]) {
        sockets.add(socket);
        socket.on("error", () => undefined);
        socket.once("close", () => {
          client.destroy();
          target.destroy();
        });
      }
      client.pipe(target);
      target.on("data", (chunk) => {
        setTimeout(() => client.write(chunk), state.delayMs);
      });
      return undefined;
    },
  );
  gate.listen(0, "127.0.0.1");
  await once(gate, "listening");
  const address = gate.address();
  if (address === null || typeof address === "string") throw new Error("the gate has no port");

  const command = (...words: string[]): string => send(inner, words);
  return {
    certificates,
    command,
    port: address.port,
    get delayMs() {
      return state.delayMs;
    },
    set delayMs(value: number) {
      state.delayMs = value;
    },
    get connections() {
      return state.connections;
    },
    setPassword: (password) => {
      command(
        "ACL",
        "SETUSER",
        cacheUser,
        "on",
        "resetpass",
        `>${password}`,
        "~*",
        "+@all",
        "-@admin",
      );
    },
    shut: () => {
      state.shut = true;
      for (const socket of sockets) socket.destroy();
      sockets.clear();
    },
    open: () => {
      state.shut = false;
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      gate.close();
      const ended = once(server, "exit");
      server.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => {
      resolve(false);
    });
  });
}

/** Sends one command past the gate and waits for its answer, in a process of its own. */
function send(port: number, words: readonly string[]): string {
  const wire = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join("");
  const script =
    `const s=require("node:net").connect(${port},"127.0.0.1");` +
    `s.write(${JSON.stringify(`*${words.length}\r\n${wire}`)});` +
    `s.once("data",d=>{process.stdout.write(d);s.destroy()})`;
  return execFileSync(process.execPath, ["-e", script], { encoding: "utf8" }).trim();
}
