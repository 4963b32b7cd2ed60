/**
 * Checks the access tokens of customers who signed in, and tells handlers who is asking.
 *
 * A load balancer or API Gateway in front may have checked the same token. A service checks it again,
 * so that one wrong listener rule opens nothing.
 */
import type { MiddlewareHandler } from "hono";
import * as z from "zod";
import type { AppEnv } from "./app";
import { type Clock, systemClock } from "./clock";
import { HttpError } from "./errors";

const address = z.url({ protocol: /^https?$/ });

/** Environment variables of a service with routes for customers. */
export const authEnvironment = z.object({
  AUTH_ISSUER: address.describe("the address of the issuer of customers' tokens"),
  AUTH_JWKS_URI: address.describe("the address of the keys that tokens are signed with"),
  AUTH_CLIENT_ID: z
    .string()
    .regex(/^[\w+]{1,128}$/)
    .describe("the id of the application that tokens are issued for"),
});

/** Values that travel with a request of a customer. */
export interface CustomerEnv extends AppEnv {
  Variables: AppEnv["Variables"] & {
    /** Claim `sub`: never changes, and is never given to another customer. */
    customerId: string;
    /** Groups that the customer is in, from claim `cognito:groups`. */
    groups: readonly string[];
  };
}

/** Who sent a token. */
export interface Customer {
  readonly customerId: string;
  readonly groups: readonly string[];
}

/**
 * Says who sent a token.
 *
 * @throws InvalidToken for a token that proves nothing
 * @throws KeysUnavailable while nobody can tell
 */
export type TokenVerifier = (token: string) => Promise<Customer>;

/** The token is forged, expired, or issued by or for somebody else. */
export class InvalidToken extends Error {
  override readonly name = "InvalidToken";
}

/** The keys cannot be fetched. By its name the caller is told to come back, and operators are told why. */
export class KeysUnavailable extends Error {
  override readonly name = "ServiceUnavailable";

  constructor(cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`the keys that customers' tokens are signed with cannot be fetched: ${reason}`, {
      cause,
    });
  }
}

export interface VerifierOptions {
  /** @default the machine's own */
  readonly clock?: Clock;
  /** Seconds by which this clock and the issuer's may differ. @default 5 */
  readonly clockToleranceSeconds?: number;
  /** Longest wait for the keys, in milliseconds. @default 2000 */
  readonly timeoutMs?: number;
  /** Seconds that fetched keys are used; a key that is not among them is looked for at once. @default 3600 */
  readonly keySeconds?: number;
  /** Fewest seconds between two looks for a key that is not there, so that forged tokens cost nothing. @default 30 */
  readonly keyRetrySeconds?: number;
}

/** What is wrong with a token. Every other failure is one of fetching the keys. */
const tokenFaults = new Set([
  "ERR_JOSE_ALG_NOT_ALLOWED",
  "ERR_JOSE_NOT_SUPPORTED",
  "ERR_JWKS_NO_MATCHING_KEY",
  "ERR_JWS_INVALID",
  "ERR_JWS_SIGNATURE_VERIFICATION_FAILED",
  "ERR_JWT_CLAIM_VALIDATION_FAILED",
  "ERR_JWT_EXPIRED",
  "ERR_JWT_INVALID",
]);

const claims = z.object({
  sub: z.string().min(1),
  "cognito:groups": z.array(z.string()).default([]),
});

/**
 * Checks signature, issuer, client, kind and expiry of Cognito's access tokens:
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
 *
 * The keys are fetched with the first token, and kept.
 */
export function createTokenVerifier(
  environment: z.infer<typeof authEnvironment>,
  options: VerifierOptions = {},
): TokenVerifier {
  const { AUTH_ISSUER, AUTH_JWKS_URI, AUTH_CLIENT_ID } = environment;
  const { clock = systemClock, clockToleranceSeconds = 5 } = options;
  const { timeoutMs = 2_000, keySeconds = 3_600, keyRetrySeconds = 30 } = options;
  const prepare = async () => {
    // An ES module, which a CommonJS file can only import when it runs.
    const jose = await import("jose");
    const keys = jose.createRemoteJWKSet(new URL(AUTH_JWKS_URI), {
      timeoutDuration: timeoutMs,
      cacheMaxAge: keySeconds * 1000,
      cooldownDuration: keyRetrySeconds * 1000,
    });
    return { jose, keys };
  };
  let prepared: ReturnType<typeof prepare> | undefined;

  return async (token) => {
    const { jose, keys } = await (prepared ??= prepare());
    try {
      const { payload } = await jose.jwtVerify(token, keys, {
        algorithms: ["RS256"],
        issuer: AUTH_ISSUER,
        requiredClaims: ["exp", "sub"],
        currentDate: new Date(clock()),
        clockTolerance: clockToleranceSeconds,
      });
      // Cognito's id tokens have the same signature, and are for the page alone.
      if (payload.token_use !== "access" || payload.client_id !== AUTH_CLIENT_ID) {
        throw new InvalidToken("the access token is not valid here");
      }
      const { sub, "cognito:groups": groups } = claims.parse(payload);
      return { customerId: sub, groups };
    } catch (error) {
      throw refusal(error);
    }
  };
}

function refusal(error: unknown): Error {
  if (error instanceof InvalidToken) return error;
  if (error instanceof z.ZodError) return new InvalidToken("the access token is not valid");
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ERR_JWT_EXPIRED") return new InvalidToken("the access token has expired");
  return tokenFaults.has(code)
    ? new InvalidToken("the access token is not valid")
    : new KeysUnavailable(error);
}

export interface RequireCustomerOptions {
  /** Group that the customer must be in. @default any customer will do */
  readonly group?: string;
}

/**
 * Lets only customers through, and sets `customerId` and `groups`. Others get 401 with the challenge of
 * RFC 6750, or 403 for lack of a group; nobody is refused while the keys cannot be fetched (503).
 */
export function requireCustomer(
  verify: TokenVerifier,
  { group }: RequireCustomerOptions = {},
): MiddlewareHandler<CustomerEnv> {
  return async (c, next) => {
    const refuse = (status: 401 | 403, challenge: string, message: string) => {
      c.header("www-authenticate", challenge);
      return new HttpError(status, message);
    };
    const token = bearerToken(c.req.header("authorization"));
    if (token === undefined) {
      throw refuse(401, "Bearer", "sign in first: an access token is needed as bearer token");
    }
    const customer = await verify(token).catch((error: unknown) => {
      throw error instanceof InvalidToken
        ? refuse(
            401,
            `Bearer error="invalid_token", error_description="${error.message}"`,
            error.message,
          )
        : error;
    });
    if (group !== undefined && !customer.groups.includes(group)) {
      throw refuse(403, 'Bearer error="insufficient_scope"', `only for the group ${group}`);
    }
    c.set("customerId", customer.customerId);
    c.set("groups", customer.groups);
    await next();
  };
}

/** The token of an `Authorization` header, undefined for another scheme or none. */
function bearerToken(header: string | undefined): string | undefined {
  return /^Bearer +([\w~+/.-]+=*) *$/i.exec(header ?? "")?.[1];
}
