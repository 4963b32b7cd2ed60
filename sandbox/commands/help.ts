import type { CommandName } from "./arguments";

const OVERVIEW = `Runs the stack on this machine, without an AWS account.

  npm start [-- options]                start the sandbox and keep it running
  npm run preview [-- options]          show what a deployment would change
  npm run sandbox -- token NAME         print a customer's access token
  npm run sandbox -- status             show what runs
  npm run sandbox -- traces             print the last traces of its containers
  npm run sandbox -- down               stop what runs; its data stays
  npm run sandbox -- destroy [options]  stop it and remove its state and data`;

const OPTIONS: Readonly<Record<string, string>> = {
  check: "  --check        play a short scenario through the front door, then stop",
  port: "  --port N       port of the front door on 127.0.0.1 (default 8080)",
  example: "  --example NAME preview one of the programs under examples/ instead",
  group: "  --group NAME   group that the customer is in",
  pool: "  --pool NAME    user pool that issues the token, when there are several",
  stack: "  --stack NAME   stack to use, one that has a Pulumi.NAME.yaml (default dev)",
  help: "  --help         show this",
};

const SHOWN: Readonly<Record<CommandName, readonly string[]>> = {
  start: ["check", "port", "stack", "help"],
  preview: ["example", "stack", "help"],
  token: ["group", "pool", "stack", "help"],
  status: ["help"],
  traces: ["help"],
  down: ["help"],
  destroy: ["stack", "help"],
};

/** What `--help` prints. */
export function helpText(command: CommandName): string {
  const lines = SHOWN[command].map((name) => OPTIONS[name] ?? "");
  return `${OVERVIEW}\n\nOptions of ${command}:\n${lines.join("\n")}`;
}
