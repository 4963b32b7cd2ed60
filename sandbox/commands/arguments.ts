/** Reads the command line. */
import { parseArgs } from "node:util";
import { SandboxError } from "../errors";

export const commandNames = [
  "start",
  "preview",
  "token",
  "status",
  "traces",
  "down",
  "destroy",
] as const;
export type CommandName = (typeof commandNames)[number];

export interface CommandLine {
  readonly command: CommandName;
  readonly help: boolean;
  /** @default "dev" */
  readonly stack: string;
  /** Port of the front door. @default 8080 */
  readonly port: number;
  /** Play the scenario and stop. @default false */
  readonly check: boolean;
  /** Example to preview. @default the repository's program */
  readonly example?: string;
  /** Customer to issue a token for; only of `token`. */
  readonly user?: string;
  /** Group that the customer is in. @default none */
  readonly group?: string;
  /** User pool that issues the token. @default the only one */
  readonly pool?: string;
}

type OptionName = "stack" | "port" | "check" | "example" | "group" | "pool" | "help";

const OPTIONS = {
  stack: { type: "string", default: "dev" },
  port: { type: "string", default: "8080" },
  check: { type: "boolean", default: false },
  example: { type: "string" },
  group: { type: "string" },
  pool: { type: "string" },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** Options that each command takes, besides `--help`. */
const TAKES: Readonly<Record<CommandName, readonly OptionName[]>> = {
  start: ["check", "port", "stack"],
  preview: ["example", "stack"],
  token: ["group", "pool", "stack"],
  status: [],
  traces: [],
  down: [],
  destroy: ["stack"],
};

const SAMPLES: Readonly<Record<string, string>> = {
  port: "8081",
  stack: "dev",
  example: "load-balancer",
  group: "staff",
  pool: "customers",
};

/** Throws a SandboxError that names what was wrong and the nearest valid word. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options: OPTIONS,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const [word = "help", ...further] = positionals;
  const command = word === "help" ? "start" : commandNames.find((name) => name === word);
  if (command === undefined) {
    throw unknownWord("command", word, commandNames);
  }
  const takes: readonly OptionName[] = [...TAKES[command], "help"];
  for (const token of tokens) {
    if (token.kind === "option") {
      checkOption(command, takes, token.name, token.value);
    }
  }
  const help = word === "help" || values.help === true;
  const user = command === "token" ? further.shift() : undefined;
  if (command === "token" && user === undefined && !help) {
    throw new SandboxError(
      '"token" needs a name that stands for a customer, such as npm run -s sandbox -- token ann.',
    );
  }
  const [surplus] = further;
  if (surplus !== undefined) {
    throw new SandboxError(
      `"${command}" takes no further words, got "${surplus}". Run "npm run sandbox -- ${command} --help" for its options; npm passes on only those that follow a "--", as in npm start -- --port 8081.`,
    );
  }
  return {
    command,
    help,
    stack: String(values.stack),
    port: readPort(String(values.port)),
    check: values.check === true,
    ...(user === undefined ? {} : { user }),
    ...givenText(values, "example"),
    ...givenText(values, "group"),
    ...givenText(values, "pool"),
  };
}

/** The value of an option that has no default, when it was given. */
function givenText<Name extends string>(
  values: Readonly<Record<string, unknown>>,
  name: Name,
): Partial<Record<Name, string>> {
  const value = values[name];
  return typeof value === "string" ? ({ [name]: value } as Record<Name, string>) : {};
}

function checkOption(
  command: CommandName,
  takes: readonly OptionName[],
  name: string,
  value: string | undefined,
): void {
  const option = takes.find((known) => known === name || (known === "help" && name === "h"));
  if (option === undefined) {
    const valid = takes.map((known) => `--${known}`);
    throw unknownWord(`option of "${command}"`, `--${name}`, valid);
  }
  const needsValue = OPTIONS[option].type === "string";
  if (needsValue && (value === undefined || value === "" || value.startsWith("--"))) {
    throw new SandboxError(
      `--${option} needs a value, such as --${option} ${SAMPLES[option] ?? ""}.`,
    );
  }
  if (!needsValue && value !== undefined) {
    throw new SandboxError(`--${option} takes no value, got "${value}".`);
  }
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) {
    throw new SandboxError(`--port must be a whole number from 1 to 65535, got "${text}".`);
  }
  return port;
}

export function unknownWord(kind: string, word: string, valid: readonly string[]): SandboxError {
  const nearest = [...valid].sort((a, b) => distance(word, a) - distance(word, b))[0] ?? "";
  // Of a short word, three edits would leave next to nothing.
  const isNear = distance(word, nearest) <= Math.min(3, word.length / 2);
  const hint = isNear ? ` Did you mean ${nearest}?` : "";
  return new SandboxError(`Unknown ${kind} "${word}".${hint} Valid are ${valid.join(", ")}.`);
}

/** Levenshtein's edit distance. */
export function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a.charAt(i - 1) === b.charAt(j - 1) ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
