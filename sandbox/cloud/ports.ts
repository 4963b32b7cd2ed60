/** Ports on 127.0.0.1. */
import { type Server, createServer } from "node:net";
import { CloudError } from "./types";

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

/** Listens on any free port and returns it. */
export function listenOnFreePort(server: Server): Promise<number> {
  return listen(server, 0);
}

/** Listens on a port the user chose; one that is taken is a CloudError. */
export async function listenOnPort(server: Server, port: number): Promise<number> {
  try {
    return await listen(server, port);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EADDRINUSE") {
      throw new CloudError(
        `Port ${port} on 127.0.0.1 is in use by another program. Stop that program, or choose another ` +
          "port, such as npm start -- --port 8081.",
      );
    }
    if (code === "EACCES") {
      throw new CloudError(
        `Port ${port} on 127.0.0.1 needs more rights than this user has. Choose a port above 1023, such ` +
          "as npm start -- --port 8080.",
      );
    }
    throw error;
  }
}

/** A port that was free a moment ago, for a process that opens it itself. */
export async function findFreePort(): Promise<number> {
  const server = createServer();
  const port = await listenOnFreePort(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
