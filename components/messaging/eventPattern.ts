/** Event patterns, which say what an event, message or record must look like. Pure. */

/**
 * As AWS writes them; queues and streams that call functions are filtered by the same.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export type EventPattern = Readonly<Record<string, unknown>>;

/** EventBridge refuses a pattern without a field, which would match every event. */
export function patternFaults(name: string, pattern: EventPattern): string[] {
  return Object.keys(pattern).length > 0
    ? []
    : [`${name} must name at least one field, got none; add source or detail-type`];
}
