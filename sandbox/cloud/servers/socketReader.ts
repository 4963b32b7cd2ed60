/** Reads exact numbers of bytes from a socket, as the start of a protocol needs. */
import type { Socket } from "node:net";

/** The peer went away, or was silent for too long. */
export class ConnectionEnded extends Error {
  override readonly name = "ConnectionEnded";
}

function once(socket: Socket, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = (work: () => void) => {
      socket.off("readable", readable).off("end", ended).off("close", ended).off("error", ended);
      signal.removeEventListener("abort", ended);
      work();
    };
    const readable = () => {
      finish(resolve);
    };
    const ended = () => {
      finish(() => {
        reject(new ConnectionEnded("the connection ended"));
      });
    };
    socket.on("readable", readable).on("end", ended).on("close", ended).on("error", ended);
    signal.addEventListener("abort", ended);
  });
}

/**
 * The next `length` bytes of a paused socket.
 *
 * @throws ConnectionEnded when they do not come before `signal` is aborted
 */
export async function readBytes(
  socket: Socket,
  length: number,
  signal: AbortSignal,
): Promise<Buffer> {
  for (;;) {
    const chunk: unknown = length === 0 ? Buffer.alloc(0) : socket.read(length);
    // At its end a socket gives what is left, however little.
    if (Buffer.isBuffer(chunk) && chunk.length === length) return chunk;
    if (chunk !== null || socket.destroyed || socket.readableEnded || signal.aborted) {
      throw new ConnectionEnded("the connection ended");
    }
    await once(socket, signal);
  }
}
