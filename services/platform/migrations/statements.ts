/** What a migration's SQL does to data that is there. Pure, and by words: it warns, it does not understand. */

/** A comment of its own line, with the reason: `-- destructive: nothing has read this column since 1.4`. */
const consent = /^[ \t]*--[ \t]*destructive:[ \t]*\S/m;

/** Comments, texts and quoted names; what is between dollar signs stays, since it runs as well. */
const noise = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"/g;

/** Code between dollar signs. */
const blocks = /\$(\w*)\$[\s\S]*?\$\1\$/g;

/** Statements that end the transaction, or cannot run in one. */
const outsideTransaction =
  /^(?:(BEGIN|START TRANSACTION|COMMIT|END|ROLLBACK|SAVEPOINT|VACUUM)\b|(?:CREATE|DROP|REINDEX)\b.*\b(CONCURRENTLY)\b)/i;

/**
 * Statements that take data away, or names that the release before still uses. Dropping a default or a
 * NOT NULL takes nothing.
 */
const destructive =
  /\b(DROP(?! (?:NOT NULL|DEFAULT)\b)(?: \w+)?|TRUNCATE|DELETE FROM|RENAME|ALTER (?:COLUMN )?\w* (?:SET DATA )?TYPE)\b/i;

/** Why a migration is refused; nothing when it may run. */
export function statementFaults(sql: string): string[] {
  const text = sql.replace(noise, " ");
  // A block of code may well begin and end.
  const open = statementsOf(text.replace(blocks, " ")).map((one) => outsideTransaction.exec(one));
  const taking = statementsOf(text).map((one) => destructive.exec(one));
  return [
    ...open.flatMap(firstWords).map(notInTransaction),
    ...(consent.test(sql) ? [] : taking.flatMap(firstWords).map(needsConsent)),
  ];
}

function statementsOf(sql: string): string[] {
  return sql.split(";").map((statement) => statement.replace(/\s+/g, " ").trim());
}

function notInTransaction(words: string): string {
  return `${words} cannot be there, since each file runs in one transaction; take it out`;
}

function firstWords(match: RegExpExecArray | null): string[] {
  const [words] = match?.slice(1).filter(Boolean) ?? [];
  return words === undefined ? [] : [words.toUpperCase()];
}

function needsConsent(words: string): string {
  return `${words} takes away what the release before may still use or what cannot be had back; if that is meant, say why in a line "-- destructive: <reason>"`;
}
