/** `npm run policies -- list | explain <id> | coverage | check <file> | profiles`. */
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { rules } from "../allRules";
import { PROFILES, renderProfile } from "../framework/profiles";
import { checkText, CommandError, coverageText, explainText, listText } from "./commands";

const USAGE = [
  "Usage: npm run policies -- <command>",
  "  list             one line per rule",
  "  explain <id>     what a rule demands, why, and how to meet it",
  "  coverage         controls of AWS FSBP, CIS and PCI that rules cover, and why others are missing",
  "  check <file>     what is wrong with a file for --policy-pack-config",
  "  profiles         write policies/profiles from the rules",
].join("\n");

function readText(file: string): string {
  try {
    return readFileSync(resolve(file), "utf8");
  } catch {
    throw new CommandError(`${file}: there is no file that can be read.`);
  }
}

function writeProfiles(): string {
  for (const profile of PROFILES) {
    const path = join(__dirname, "..", "profiles", `${profile}.json`);
    writeFileSync(path, renderProfile(profile, rules));
  }
  return `${PROFILES.length} profiles of ${rules.length} rules written.`;
}

/** What is wrong with a command that is none; nothing for none at all. */
function mistakeOf(command: string | undefined): string[] {
  if (command === undefined) return [];
  if (command === "explain") return ["explain needs the id of a rule; list names every rule."];
  if (command === "check") return ["check needs the name of a file."];
  return [`There is no command "${command}".`];
}

function answer([command, argument]: readonly string[]): string {
  if (command === "list") return listText(rules);
  if (command === "coverage") return coverageText(rules);
  if (command === "profiles") return writeProfiles();
  if (command === "explain" && argument !== undefined) return explainText(argument, rules);
  if (command === "check" && argument !== undefined) {
    return checkText(argument, readText(argument), rules);
  }
  throw new CommandError([...mistakeOf(command), USAGE].join("\n"));
}

try {
  console.log(answer(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof CommandError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
