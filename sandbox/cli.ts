/** The command line of the sandbox; see `commands/help.ts`. */
import { readCommandLine } from "./commands/arguments";
import type { CommandLine } from "./commands/arguments";
import { helpText } from "./commands/help";
import { preview } from "./commands/preview";
import { start } from "./commands/start";
import { destroy, down, status } from "./commands/stop";
import { CloudError } from "./cloud/types";
import { FailedRunError, SandboxError } from "./errors";
import { sandboxPaths } from "./paths";
import { PhaseError } from "./progress";

async function run(line: CommandLine): Promise<void> {
  const paths = sandboxPaths();
  switch (line.command) {
    case "start":
      return start(line, paths);
    case "preview":
      return preview(line, paths);
    case "status":
      status(paths);
      return;
    case "down":
      return down(paths);
    case "destroy":
      return destroy(line, paths);
  }
}

/** What the user reads about a failure: one paragraph for a mistake, the stack for a fault of the sandbox. */
function explain(error: unknown): string {
  if (error instanceof PhaseError) {
    const text = explain(error.cause);
    return text.includes(`"${error.phase}"`) ? text : `Phase "${error.phase}": ${text}`;
  }
  if (error instanceof FailedRunError) {
    return `${error.message}\n${error.details}`.trimEnd();
  }
  if (error instanceof SandboxError || error instanceof CloudError) {
    return error.message;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

async function main(): Promise<void> {
  const line = readCommandLine(process.argv.slice(2));
  if (line.help) {
    console.log(helpText(line.command));
    return;
  }
  await run(line);
}

main().then(
  () => {
    // Idle connections must not keep the process.
    process.exit(0);
  },
  (error: unknown) => {
    console.error(`\n${explain(error)}`);
    process.exit(1);
  },
);
