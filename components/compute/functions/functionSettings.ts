/** How a function is run, besides the memory and time-out of its definition. */

/** Copies of a function that are kept warm. */
export interface ProvisionedConcurrency {
  /** Fewest copies. */
  readonly min: number;
  /** Most copies, when their number follows the load. @default `min`, without scaling */
  readonly max?: number;
  /** Share of the copies, in percent, that scaling keeps busy, 10 to 90. @default 70 */
  readonly utilizationPercent?: number;
}

export type LogLevel = "TRACE" | "DEBUG" | "INFO" | "WARN" | "ERROR" | "FATAL";

export interface FunctionSettings {
  /** The handler's file, relative to the repository; it exports `handler`. @default "services/<name>/lambda.ts" */
  readonly entry?: string;
  /** @default "nodejs24.x" */
  readonly nodeRuntime?: "nodejs22.x" | "nodejs24.x";
  /** @default "arm64", a fifth cheaper for the same time */
  readonly architecture?: "arm64" | "x86_64";
  /** Size of `/tmp` in MiB, 512 to 10240. @default 512 */
  readonly ephemeralStorageMiB?: number;
  /** Calls at a time that are set aside for this function, and the most it gets. @default none: it shares the account's */
  readonly reservedConcurrency?: number;
  /** @default none: a copy starts when it is needed */
  readonly provisionedConcurrency?: ProvisionedConcurrency;
  /** Least level of the function's own log lines that is kept. @default "INFO" */
  readonly applicationLogLevel?: LogLevel;
  /** Least level of Lambda's log lines that is kept. @default "WARN" */
  readonly systemLogLevel?: Exclude<LogLevel, "TRACE" | "ERROR" | "FATAL">;
  /** How often Lambda repeats a call from EventBridge or a schedule that failed, 0 to 2. @default 2 */
  readonly asyncRetries?: number;
  /** Age in seconds beyond which such a call goes to the failure queue, 60 to 21600. @default 21600 */
  readonly asyncMaxAgeSeconds?: number;
}

/** Longest invocation in seconds, unless the definition says otherwise. */
export const defaultTimeoutSeconds = 10;

/** Calls at a time that a queue causes at most, unless the source says otherwise. */
export const defaultQueueConcurrency = 10;
