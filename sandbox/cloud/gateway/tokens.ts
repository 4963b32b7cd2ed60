/** Whether a caller's access token opens a method. */
import type { JwtValidation } from "../balancer/definitions";
import type { TokenCheck, TokenVerdict } from "../balancer/tokenCheck";
import type { EdgeRequest } from "../http/exchange";
import type { TokenIssuer } from "../identity/tokens/issuers";
import type { Authorization } from "./definitions";

type TokenAuthorization = Extract<Authorization, { kind: "tokens" }>;

/** Issuers of the stack that an authorizer means: all clients of a pool, or those it names. */
function issuersOf(
  { issuer }: TokenAuthorization,
  known: readonly TokenIssuer[],
): readonly TokenIssuer[] {
  if ("url" in issuer) {
    return known.filter(
      (one) => one.issuer === issuer.url && issuer.audiences.includes(one.clientId),
    );
  }
  const poolId = issuer.userPoolArn.split("/").at(-1) ?? "";
  return known.filter((one) => one.issuer.endsWith(`/${poolId}`));
}

function validations(
  authorization: TokenAuthorization,
  known: readonly TokenIssuer[],
): JwtValidation[] {
  const scopes = authorization.scopes.length === 0 ? [undefined] : authorization.scopes;
  return issuersOf(authorization, known).flatMap(({ issuer, jwksUri, clientId }) =>
    scopes.map((scope) => ({
      issuer,
      jwksEndpoint: jwksUri,
      additionalClaims: [
        { name: "client_id", format: "single-string" as const, values: [clientId] },
        ...(scope === undefined
          ? []
          : [{ name: "scope", format: "space-separated-values" as const, values: [scope] }]),
      ],
    })),
  );
}

/** One client and one of the scopes are enough. */
export async function checkTokens(
  authorization: TokenAuthorization,
  request: Pick<EdgeRequest, "headers">,
  by: { readonly issuers: readonly TokenIssuer[]; readonly check: TokenCheck },
): Promise<TokenVerdict> {
  let verdict: TokenVerdict = {
    kind: "impossible",
    reason: "its issuer is no user pool of this stack",
  };
  for (const validation of validations(authorization, by.issuers)) {
    verdict = await by.check(validation, request);
    if (verdict.kind === "valid") break;
  }
  return verdict;
}
