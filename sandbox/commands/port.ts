import { execFile } from "node:child_process";
import { createServer } from "node:net";
import { promisify } from "node:util";
import { errorCode, messageOf, SandboxError } from "../errors";

/** Throws a SandboxError when the front door could not listen on the port. */
export async function requireFreePort(port: number): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      const server = createServer();
      server.once("error", reject);
      server.listen(port, "127.0.0.1", () => {
        server.close(() => {
          resolve();
        });
      });
    });
  } catch (error) {
    if (errorCode(error) === "EACCES") {
      throw new SandboxError(
        `Port ${port} needs rights that this user does not have. Choose one above 1023, such as --port 8081.`,
      );
    }
    if (errorCode(error) !== "EADDRINUSE") {
      throw new SandboxError(
        `Port ${port} cannot be used: ${messageOf(error)}. Choose another with --port.`,
      );
    }
    const owner = await ownerOf(port);
    throw new SandboxError(
      `Port ${port} on 127.0.0.1 is in use${owner === undefined ? "" : ` by ${owner}`}. Stop that program, or choose another port: npm start -- --port ${port + 1}`,
    );
  }
}

/** The program that listens, where the system's `ss` can tell. */
async function ownerOf(port: number): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)("ss", ["-Hltnp", `sport = :${port}`]);
    const match = /\("([^"]+)",pid=(\d+)/.exec(stdout);
    return match === null ? undefined : `"${match[1] ?? ""}" (process ${match[2] ?? ""})`;
  } catch {
    return undefined;
  }
}
