import { errorMessage, type Decode } from "./decode";

/** Why a call did not work: the API refused it, did not answer in time, or could not be reached. */
export type FailureKind = "refused" | "timeout" | "unreachable" | "garbled";

/** A call to the API that failed. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly kind: FailureKind,
    message: string,
    /** HTTP status, or 0 when no answer came. */
    readonly status: number,
  ) {
    super(message);
  }
}

export interface ClientOptions {
  /** Prefix of every path. @default "/api" */
  readonly baseUrl?: string;
  /** Time limit of one attempt. @default 8000 */
  readonly timeoutMs?: number;
  /** Pause before the second attempt. @default 250 */
  readonly retryAfterMs?: number;
  /** @default the browser's fetch */
  readonly fetch?: typeof fetch;
}

export type Query = Readonly<Record<string, string | number>>;

/** Calls the API and checks the answers. Every failure is an {@link ApiError}. */
export interface Client {
  /** Reads; asks a second time after a time-out, a broken connection or a server error. */
  get<T>(path: string, query: Query, decode: Decode<T>): Promise<T>;
  /** Changes something; asked once, because the first attempt may have worked. */
  send(method: "POST" | "PATCH" | "DELETE", path: string, body?: object): Promise<void>;
}

/** Builds the one client that the page uses. */
export function createClient(options: ClientOptions = {}): Client {
  const { baseUrl = "/api", timeoutMs = 8000, retryAfterMs = 250 } = options;
  const call = options.fetch ?? ((input, init) => fetch(input, init));

  async function attempt(method: string, url: string, body?: object): Promise<Response> {
    const headers = { accept: "application/json", "content-type": "application/json" };
    let response: Response;
    try {
      response = await call(url, {
        method,
        headers,
        signal: AbortSignal.timeout(timeoutMs),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch (error) {
      throw lostConnection(error);
    }
    if (response.ok) return response;
    const message = errorMessage(await response.json().catch(() => undefined));
    throw new ApiError(
      "refused",
      message ?? `The shop answered ${response.status}.`,
      response.status,
    );
  }

  async function twice(url: string): Promise<Response> {
    try {
      return await attempt("GET", url);
    } catch (error) {
      if (!worthAnotherTry(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, retryAfterMs));
      return attempt("GET", url);
    }
  }

  return {
    async get(path, query, decode) {
      const response = await twice(baseUrl + path + searchOf(query));
      try {
        return decode(await response.json());
      } catch {
        throw new ApiError(
          "garbled",
          "The shop sent an answer this page cannot read.",
          response.status,
        );
      }
    },
    async send(method, path, body) {
      await attempt(method, baseUrl + path, body);
    },
  };
}

/** Joins segments into a path, each escaped. */
export function pathOf(...segments: readonly string[]): string {
  return segments.map((segment) => `/${encodeURIComponent(segment)}`).join("");
}

function searchOf(query: Query): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== "") params.set(key, String(value));
  }
  const search = params.toString();
  return search === "" ? "" : `?${search}`;
}

function lostConnection(error: unknown): ApiError {
  return error instanceof Error && error.name === "TimeoutError"
    ? new ApiError("timeout", "The shop took too long to answer.", 0)
    : new ApiError("unreachable", "The shop cannot be reached right now.", 0);
}

function worthAnotherTry(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status >= 500);
}
