import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";

/** The one shape in which a service reports a failure. */
export interface ErrorBody {
  /** HTTP status code. */
  readonly code: number;
  /** What went wrong, in words fit for the caller. */
  readonly message: string;
}

/** A failure whose message is meant for the caller. */
export class HttpError extends Error {
  override readonly name = "HttpError";

  constructor(
    readonly status: ContentfulStatusCode,
    message: string,
  ) {
    super(message);
  }
}

/** An answer to a failed request. */
export interface Failure {
  readonly status: ContentfulStatusCode;
  readonly message: string;
  /** True when the service is at fault and its operators should read about it. */
  readonly unexpected: boolean;
}

/**
 * Errors after which the same request may well succeed: DynamoDB was throttling, busy with a
 * conflicting transaction, or did not answer in time, and the SDK's own retries were used up; or a
 * relational database could not be reached.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
 */
const temporaryErrors = new Set([
  "DatabaseUnavailableError",
  "InternalServerError",
  "LimitExceededException",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "ServiceUnavailable",
  "ThrottlingException",
  "TimeoutError",
  "TransactionConflictException",
  "TransactionInProgressException",
]);

/** Codes of Node's own errors when DynamoDB, or the way to it, is down. */
const networkFaults = new Set(["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "EPIPE", "ETIMEDOUT"]);

/** Decides what the caller of a failed request is told. Nothing internal leaves the service. */
export function describeFailure(error: unknown): Failure {
  if (error instanceof HttpError) {
    return { status: error.status, message: error.message, unexpected: false };
  }
  if (error instanceof HTTPException && error.status < 500) {
    return { status: error.status, message: error.message, unexpected: false };
  }
  if (error instanceof HTTPException && error.status === 504) {
    return { status: 504, message: "The request took too long.", unexpected: true };
  }
  if (isTemporary(error)) {
    return { status: 503, message: "The service is busy; try again shortly.", unexpected: true };
  }
  return { status: 500, message: "Something went wrong on our side.", unexpected: true };
}

function isTemporary(error: unknown): boolean {
  if (!(error instanceof Error)) {
    return false;
  }
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return temporaryErrors.has(error.name) || networkFaults.has(code);
}
