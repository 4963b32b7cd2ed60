/** Where an alarm's message sends its reader: the section of the runbook that says what to do. Pure. */

/** Sections of `docs/runbook.md`, one for each kind of alarm. */
export const runbookSections = [
  "budget-fast",
  "budget-slow",
  "latency",
  "unhealthy",
  "cpu",
  "memory",
  "time",
  "throttles",
  "breaker",
  "release",
  "table-throttles",
  "queue-backlog",
  "dead-letters",
  "database-load",
  "database-memory",
  "database-storage",
  "cache-load",
  "cache-memory",
  "cache-evictions",
  "cache-throttles",
  "stream-backlog",
  "stream-throttles",
  "workflow-failures",
  "site-errors",
  "canary",
  "threats",
  "outsiders",
] as const;

export type RunbookSection = (typeof runbookSections)[number];

/** What an alarm says, with the section to read. */
export function explained(text: string, section: RunbookSection): string {
  return `${text} (docs/runbook.md#${section})`;
}
