/**
 * Values in messages. Secrets reach a policy as plain text without a mark, so a value is only
 * printed when it cannot be one: a boolean, a number, or a word from AWS's own vocabulary.
 */
import type { Property } from "./property";

/** Strings that may be printed: AWS's own words, or a pattern that only they can match. */
export type Vocabulary = readonly string[] | RegExp;

/** What stands in a message in place of a value that might be a secret. */
export const NOT_SHOWN = "a value that is not shown here";

function inVocabulary(text: string, vocabulary: Vocabulary | undefined): boolean {
  if (vocabulary === undefined) return false;
  return vocabulary instanceof RegExp ? vocabulary.test(text) : vocabulary.includes(text);
}

/** The value as it may be printed, such as `"allow-all"`, `false` or `not set`. */
export function shown(property: Property, vocabulary?: Vocabulary): string {
  if (property.isMissing) return "not set";
  const flag = property.flag();
  if (flag !== undefined) return String(flag);
  const text = property.text();
  if (text !== undefined) return inVocabulary(text, vocabulary) ? `"${text}"` : NOT_SHOWN;
  const number = property.number();
  return number === undefined ? NOT_SHOWN : String(number);
}

/** The property and its value as a clause: `viewerProtocolPolicy is "allow-all"`. */
export function found(property: Property, vocabulary?: Vocabulary): string {
  return `${property.path} is ${shown(property, vocabulary)}`;
}
