/**
 * What stops the sandbox and is for the user to correct: said in one paragraph, never with a stack trace.
 */
export class SandboxError extends Error {
  override readonly name = "SandboxError";
}

/** A failure of something that the sandbox started; `details` is its own output, shown below the message. */
export class FailedRunError extends SandboxError {
  constructor(
    message: string,
    readonly details: string = "",
  ) {
    super(message);
  }
}

/** The user stopped what ran, with Ctrl-C for example: no failure, but it did not come to its end either. */
export class StoppedError extends SandboxError {
  /** What shells expect of a process that Ctrl-C ended. */
  static readonly exitCode = 130;

  constructor() {
    super("Stopped. Nothing is lost: the next start carries on from here.");
  }
}

/** The code of a system error, such as `EADDRINUSE`; undefined for any other error. */
export function errorCode(error: unknown): string | undefined {
  const code: unknown = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : undefined;
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
