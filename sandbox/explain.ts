/** What the user reads about a failure. */
import { missingPackage } from "./engine/faultText";
import { FailedRunError, SandboxError } from "./errors";
import { PhaseError } from "./progress";

/** One paragraph for a mistake of the user, the stack for a fault of the sandbox. */
export function explain(error: unknown): string {
  if (error instanceof PhaseError) {
    const text = explain(error.cause);
    return text.includes(`"${error.phase}"`) ? text : `Phase "${error.phase}": ${text}`;
  }
  if (error instanceof FailedRunError) {
    return `${error.message}\n${error.details}`.trimEnd();
  }
  if (error instanceof SandboxError) {
    return error.message;
  }
  return error instanceof Error
    ? (missingPackage(error.message) ?? error.stack ?? error.message)
    : String(error);
}
