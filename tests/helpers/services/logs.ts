import { createLogger, type Logger } from "../../../services/platform/logger";

/** A log line, parsed. */
export type LogLine = Readonly<Record<string, unknown>>;

/** A logger that keeps its lines. */
export function recordingLogger(): { readonly logger: Logger; readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  const logger = createLogger({
    service: "tested",
    clock: () => 0,
    write: (line) => lines.push(parseLine(line)),
  });
  return { logger, lines };
}

/** @throws Error when the line is not a JSON object */
export function parseLine(line: string): LogLine {
  const value: unknown = JSON.parse(line);
  if (typeof value !== "object" || value === null) {
    throw new Error(`not a log line: ${line}`);
  }
  return { ...value };
}
