/** Which ids somebody may have meant who wrote one that does not exist. */

const MOST = 3;

function pairsOf(text: string): ReadonlySet<string> {
  return new Set(Array.from(text, (_, index) => text.slice(index, index + 2)));
}

/** Shared words, and between as many of them how much of the letters is alike. */
function likeness(one: string, other: string): number {
  const words = one.split("-").filter((word) => other.split("-").includes(word)).length;
  const [a, b] = [pairsOf(one), pairsOf(other)];
  const shared = [...a].filter((pair) => b.has(pair)).length;
  return words + (2 * shared) / (a.size + b.size + 1);
}

/** At most three of the ids, the likest first; none when none shares a word. */
export function similarIds(id: string, ids: readonly string[]): readonly string[] {
  return ids
    .map((each) => ({ each, score: likeness(id, each) }))
    .filter(({ score }) => score >= 1)
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST)
    .map(({ each }) => each);
}

/** A question to put after a complaint, with a space before it; nothing when no id is alike. */
export function didYouMean(id: string, ids: readonly string[]): string {
  const near = similarIds(id, ids);
  return near.length === 0 ? "" : ` Did you mean ${near.join(", ")}?`;
}
