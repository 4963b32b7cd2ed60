/** Access tokens with the claims of Cognito's. */
import { createHash, randomUUID } from "node:crypto";
import type { TokenDesk } from "./desk";
import type { TokenIssuer } from "./issuers";

export interface TokenRequest {
  /** Name that stands for a customer, such as `ann`; the same name is always the same customer. */
  readonly user: string;
  /** @default none */
  readonly groups?: readonly string[];
  /** Epoch seconds. @default now */
  readonly issuedAt?: number;
}

/** Cognito's `sub` is a UUID; here it follows from the name, so that a customer finds their things again. */
export function customerId(user: string): string {
  const hex = createHash("sha256").update(`customer ${user}`).digest("hex");
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
  ];
  return [...parts, hex.slice(20, 32)].join("-");
}

/**
 * Signs an access token.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
 */
export async function issueToken(
  { key }: TokenDesk,
  issuer: TokenIssuer,
  { user, groups = [], issuedAt = Math.floor(Date.now() / 1000) }: TokenRequest,
): Promise<string> {
  const jose = await import("jose");
  const sub = customerId(user);
  const claims = {
    sub,
    ...(groups.length === 0 ? {} : { "cognito:groups": groups }),
    iss: issuer.issuer,
    version: 2,
    client_id: issuer.clientId,
    origin_jti: randomUUID(),
    token_use: "access",
    scope: "openid profile email",
    auth_time: issuedAt,
    exp: issuedAt + issuer.tokenSeconds,
    iat: issuedAt,
    jti: randomUUID(),
    username: sub,
  };
  return new jose.SignJWT(claims)
    .setProtectedHeader({ kid: key.kid, alg: "RS256" })
    .sign(await jose.importJWK(key, "RS256"));
}
