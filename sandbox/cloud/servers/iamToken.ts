/**
 * Tokens of IAM that stand for a password: a presigned request `connect`, without its scheme.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.Connecting.html
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html
 */

/** Longest life of a token on AWS. */
const MAX_LIFE_SECONDS = 900;
const MAX_CLOCK_SKEW_MS = 300_000;
const ALGORITHM = "AWS4-HMAC-SHA256";

/** What a token must be for. */
export interface TokenTarget {
  /** Service that its signature names. */
  readonly service: "rds-db" | "elasticache";
  readonly region: string;
  /** Host that it was signed for: `host:port` of a database, or the name of a cache. */
  readonly host: string;
  /** Query parameters that it must carry besides those of the signature, such as `DBUser`. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** A token whose form, target and time are right. Its signature is still to be checked. */
export interface SignedToken {
  readonly host: string;
  readonly parameters: Readonly<Record<string, string>>;
}

export type TokenReading =
  | { readonly kind: "token"; readonly token: SignedToken }
  /** Why it opens nothing; never holds the token or a part of it. */
  | { readonly kind: "fault"; readonly fault: string };

function fault(text: string): TokenReading {
  return { kind: "fault", fault: text };
}

function parametersOf(query: string): Record<string, string> | undefined {
  const entries = [...new URLSearchParams(query)];
  const parameters = Object.fromEntries(entries);
  return Object.keys(parameters).length === entries.length ? parameters : undefined;
}

/** Milliseconds of a date such as `20260131T120000Z`; NaN for anything else. */
function millisecondsOf(date: string): number {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date);
  if (parts === null) return Number.NaN;
  const [, year = "", month = "", day = "", hour = "", minute = "", second = ""] = parts;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function timeFault(parameters: Readonly<Record<string, string>>, now: number): string | undefined {
  const signedAt = millisecondsOf(parameters["X-Amz-Date"] ?? "");
  const life = Number(parameters["X-Amz-Expires"]);
  if (Number.isNaN(signedAt) || !Number.isInteger(life) || life < 1) {
    return "it has no valid date and life";
  }
  if (life > MAX_LIFE_SECONDS) return `it lives ${life} s, and ${MAX_LIFE_SECONDS} s is the most`;
  if (signedAt > now + MAX_CLOCK_SKEW_MS) return "it was signed in the future";
  const expiredSeconds = Math.round((now - signedAt) / 1000 - life);
  return now >= signedAt + life * 1000 ? `it expired ${expiredSeconds} s ago` : undefined;
}

function scopeFault(parameters: Readonly<Record<string, string>>, target: TokenTarget) {
  const { region, service } = target;
  const [keyId, day, ...scope] = (parameters["X-Amz-Credential"] ?? "").split("/");
  const wanted = `${region}/${service}/aws4_request`;
  if (keyId === undefined || keyId === "" || scope.join("/") !== wanted) {
    return `it was signed for ${scope.join("/") || "nothing"}, and ${wanted} is expected`;
  }
  if (day !== parameters["X-Amz-Date"]?.slice(0, 8)) return "its two dates are not the same";
  return undefined;
}

/** Reads a token that somebody gave as a password, and checks all that needs no key. */
export function readToken(text: string, target: TokenTarget, now: number): TokenReading {
  const parts = /^([^/?#\s]+)\/\?([^#\s]+)$/.exec(text);
  const parameters = parts?.[2] === undefined ? undefined : parametersOf(parts[2]);
  const host = parts?.[1];
  if (host === undefined || parameters === undefined) {
    return fault("the password is no token of IAM");
  }
  if (parameters["X-Amz-Algorithm"] !== ALGORITHM || parameters["X-Amz-SignedHeaders"] !== "host") {
    return fault(`the token must be signed by ${ALGORITHM}, its host alone`);
  }
  if (host.toLowerCase() !== target.host.toLowerCase()) {
    return fault(`the token is for ${host}, and ${target.host} is expected`);
  }
  for (const [name, expected] of Object.entries(target.parameters)) {
    const actual = parameters[name];
    if (actual !== expected) {
      return fault(`the token has ${name} ${actual ?? "(none)"}, and ${expected} is expected`);
    }
  }
  const why = scopeFault(parameters, target) ?? timeFault(parameters, now);
  if (why !== undefined) return fault(`the token opens nothing: ${why}`);
  return { kind: "token", token: { host, parameters } };
}
