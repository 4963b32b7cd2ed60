import type { Clock } from "./clock";

/** What a log line says beside its message. Never put a customer's data here. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Writes structured log lines. */
export interface Logger {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

export interface LoggerOptions {
  /** Name of the service, on every line. */
  readonly service: string;
  readonly clock: Clock;
  /** What each line says of what is going on, such as a request's id. @default nothing */
  readonly more?: () => LogFields;
  /** Receives one line, with its line feed. @default standard output */
  readonly write?: (line: string) => void;
}

/**
 * A logger that writes one JSON object per line, the form CloudWatch Logs Insights takes apart by
 * itself: time, level, service, message, then the fields.
 */
export function createLogger(options: LoggerOptions): Logger {
  const { service, clock, more = () => ({}), write = writeToStdout } = options;
  const log = (level: string, message: string, fields: LogFields = {}): void => {
    const time = new Date(clock()).toISOString();
    write(`${JSON.stringify({ time, level, service, message, ...more(), ...fields })}\n`);
  };
  return {
    info: (message, fields) => {
      log("info", message, fields);
    },
    warn: (message, fields) => {
      log("warn", message, fields);
    },
    error: (message, fields) => {
      log("error", message, fields);
    },
  };
}

/** Describes anything thrown, as log fields. */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) {
    return { error: String(error) };
  }
  return { error: error.name, reason: error.message, stack: error.stack };
}

function writeToStdout(line: string): void {
  process.stdout.write(line);
}
