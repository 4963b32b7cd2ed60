/** Answers to the same question about several resources, of which a preview does not know each. */

/** True when one of them is; undefined when none is known to be, but one is not known. */
export function anyOf(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}
