/** The property names and words that rules compare with, read from their source, so that random resources reach their depths. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../../../policies/allRules";

const POLICIES = join(__dirname, "..", "..", "..", "policies");

/** What a rule reads and compares with. */
export interface Vocabulary {
  /** Names of properties. */
  readonly names: readonly string[];
  /** Texts without a space. */
  readonly words: readonly string[];
}

function vocabularyIn(text: string): Vocabulary {
  const names = text.matchAll(/\b(?:at|element)\((?:[a-z]+, )?"(\w+)"\)/gi);
  const words = text.matchAll(/"([^"\s]{1,60})"/g);
  return {
    names: [...names].map(([, name = ""]) => name),
    words: [...words].map(([, word = ""]) => word).filter((word) => !word.startsWith(".")),
  };
}

function merged(all: readonly Vocabulary[]): Vocabulary {
  return {
    names: [...new Set(all.flatMap(({ names }) => names))],
    words: [...new Set(all.flatMap(({ words }) => words))],
  };
}

const shared = merged(
  readdirSync(join(POLICIES, "aws"), { encoding: "utf8" })
    .filter((file) => file !== "types.ts")
    .map((file) => vocabularyIn(readFileSync(join(POLICIES, "aws", file), "utf8"))),
);

/** What each rule's own file holds. */
const own = new Map(
  rules.map(({ id, service }) => [
    id,
    vocabularyIn(readFileSync(join(POLICIES, "rules", service, `${id}.ts`), "utf8")),
  ]),
);

/** What all rules and their helpers hold. */
export const wholeVocabulary = merged([shared, ...own.values()]);

/** What the rules that look at a type hold, without their helpers. */
export function vocabularyOf(type: string): Vocabulary {
  return merged(
    rules
      .filter(({ types, relatedTypes = [] }) => [...types, ...relatedTypes].includes(type))
      .flatMap(({ id }) => own.get(id) ?? []),
  );
}
