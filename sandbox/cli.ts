/** The command line of the sandbox; see `commands/help.ts`. */
import { createRequire } from "node:module";
import { readCommandLine } from "./commands/arguments";
import type { CommandLine } from "./commands/arguments";
import { helpText } from "./commands/help";
import type * as previewCommand from "./commands/preview";
import type * as startCommand from "./commands/start";
import type * as stopCommand from "./commands/stop";
import type * as tokenCommand from "./commands/token";
import type * as tracesCommand from "./commands/traces";
import { StoppedError } from "./errors";
import { explain } from "./explain";
import { sandboxPaths } from "./paths";

const load = createRequire(__filename);

/** Loads what the command needs, and no more: Pulumi's SDK alone takes half a second. */
async function run(line: CommandLine): Promise<void> {
  const paths = sandboxPaths();
  // Paths in the program are relative to the repository, as the engine has it.
  process.chdir(paths.root);
  switch (line.command) {
    case "start": {
      const { start } = load("./commands/start") as typeof startCommand;
      return start(line, paths);
    }
    case "preview": {
      const { preview } = load("./commands/preview") as typeof previewCommand;
      return preview(line, paths);
    }
    case "token": {
      const { token } = load("./commands/token") as typeof tokenCommand;
      return token(line, paths);
    }
    case "traces": {
      const { traces } = load("./commands/traces") as typeof tracesCommand;
      return traces(line, paths);
    }
    case "status":
    case "down":
    case "destroy": {
      const commands = load("./commands/stop") as typeof stopCommand;
      return commands[line.command](line, paths);
    }
  }
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
    process.exit(error instanceof StoppedError ? StoppedError.exitCode : 1);
  },
);
