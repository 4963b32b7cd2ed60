/** Which command the words on the command line are, and what is wrong with words that are none. */
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { rules } from "../allRules";
import { PROFILES, renderProfile } from "../framework/profiles";
import { checkText, CommandError, coverageText, explainText, listText } from "./commands";

export const USAGE = [
  "Usage: npm run policies -- <command>",
  "  list             one line per rule",
  "  explain <id>     what a rule demands, why, and how to meet it",
  "  coverage         controls of AWS FSBP, CIS and PCI that rules cover, and why others are missing",
  "  check <file>     what is wrong with a file for --policy-pack-config",
  "  profiles         write policies/profiles from the rules",
].join("\n");

/** What each command takes after its name. */
const TAKES: Readonly<Record<string, string | undefined>> = {
  list: undefined,
  explain: "the id of a rule; list names every rule",
  coverage: undefined,
  check: "the name of a file, such as policies/profiles/production.json",
  profiles: undefined,
};

function readText(file: string): string {
  try {
    return readFileSync(resolve(file), "utf8");
  } catch {
    throw new CommandError(
      `check needs a file for --policy-pack-config that can be read, got "${file}"; one to start from is policies/profiles/production.json.`,
    );
  }
}

function writeProfiles(): string {
  for (const profile of PROFILES) {
    const path = join(__dirname, "..", "profiles", `${profile}.json`);
    writeFileSync(path, renderProfile(profile, rules));
  }
  return `${PROFILES.length} profiles of ${rules.length} rules written.`;
}

/** What is wrong with these words; undefined when nothing is. */
function mistakeOf(command: string, [argument, ...further]: readonly string[]): string | undefined {
  if (!Object.hasOwn(TAKES, command)) return `There is no command "${command}".`;
  const takes = TAKES[command];
  if (takes === undefined) {
    return argument === undefined
      ? undefined
      : `${command} takes no further words, got "${argument}".`;
  }
  if (argument === undefined) return `${command} needs ${takes}.`;
  return further[0] === undefined
    ? undefined
    : `${command} takes one word, got "${further[0]}" as well.`;
}

/**
 * What to print.
 * @throws CommandError for words that are no command
 */
export function answer([command, ...words]: readonly string[]): string {
  if (command === undefined) throw new CommandError(USAGE);
  if (["help", "--help", "-h"].includes(command)) return USAGE;
  const mistake = mistakeOf(command, words);
  if (mistake !== undefined) throw new CommandError(`${mistake}\n${USAGE}`);
  const [argument = ""] = words;
  switch (command) {
    case "list":
      return listText(rules);
    case "explain":
      return explainText(argument, rules);
    case "coverage":
      return coverageText(rules);
    case "check":
      return checkText(argument, readText(argument), rules);
    default:
      return writeProfiles();
  }
}
