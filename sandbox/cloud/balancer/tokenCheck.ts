/**
 * The load balancer's check of a JSON Web Token.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-verify-jwt.html
 */
import { type EdgeRequest, firstHeader } from "../http/exchange";
import { type TokenDesk, publicKeyOf } from "../identity/tokens/desk";
import type { JwtValidation } from "./definitions";

/** What came of a check. */
export type TokenVerdict =
  | { readonly kind: "valid" }
  | { readonly kind: "missing" }
  | { readonly kind: "invalid"; readonly reason: string }
  /** The rule asks for something that the sandbox cannot do. */
  | { readonly kind: "impossible"; readonly reason: string };

export type TokenCheck = (
  validation: JwtValidation,
  request: Pick<EdgeRequest, "headers">,
) => Promise<TokenVerdict>;

type Claims = Readonly<Record<string, unknown>>;
type ClaimRule = JwtValidation["additionalClaims"][number];

/** Checks tokens against the keys of this stack's user pools; `desk` is undefined when it has none. */
export function tokenCheck(desk: TokenDesk | undefined): TokenCheck {
  return async (validation, { headers }) => {
    const { issuer, jwksEndpoint, additionalClaims } = validation;
    if (desk?.issuers.some(({ jwksUri }) => jwksUri === jwksEndpoint) !== true) {
      const reason = `its keys are at ${jwksEndpoint}, which no user pool of this stack publishes`;
      return { kind: "impossible", reason };
    }
    const token = /^Bearer +(\S+) *$/i.exec(firstHeader(headers, "authorization") ?? "")?.[1];
    if (token === undefined) return { kind: "missing" };
    const jose = await import("jose");
    try {
      const keys = jose.createLocalJWKSet({ keys: [publicKeyOf(desk)] });
      const { payload } = await jose.jwtVerify(token, keys, {
        issuer,
        // The only algorithm that load balancers take.
        algorithms: ["RS256"],
        requiredClaims: ["exp"],
      });
      const wrong = additionalClaims.find((rule) => !claimHolds(rule, payload));
      return wrong === undefined
        ? { kind: "valid" }
        : { kind: "invalid", reason: `claim ${wrong.name} must be ${wrong.values.join(" and ")}` };
    } catch (error) {
      return { kind: "invalid", reason: error instanceof Error ? error.message : String(error) };
    }
  };
}

/** Every expected value must be in the claim. */
function claimHolds({ name, format, values }: ClaimRule, claims: Claims): boolean {
  const claim = claims[name];
  switch (format) {
    case "single-string":
      return values.every((value) => value === claim);
    case "string-array":
      return Array.isArray(claim) && values.every((value) => claim.includes(value));
    case "space-separated-values":
      return typeof claim === "string" && values.every((value) => claim.split(" ").includes(value));
  }
}
