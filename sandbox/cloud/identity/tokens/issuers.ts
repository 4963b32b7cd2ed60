/** Cognito user pools and their clients as the state declares them: who issues customers' tokens. */
import { z } from "zod";
import type { DeployedStack } from "../../state/deployedStack";

const unit = z.enum(["seconds", "minutes", "hours", "days"]);
const poolSchema = z.object({ endpoint: z.string() });
const clientSchema = z.object({
  userPoolId: z.string(),
  accessTokenValidity: z.number().default(1),
  // Cognito counts access tokens in hours unless told otherwise.
  tokenValidityUnits: z.object({ accessToken: unit.default("hours") }).optional(),
});

const SECONDS = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 } as const;

/** A pool with one of its clients. */
export const issuerSchema = z.object({
  /** What people call it: the component's name. */
  name: z.string(),
  /** Claim `iss` of its tokens. */
  issuer: z.string(),
  /** Where the keys of its tokens are on AWS. */
  jwksUri: z.string(),
  /** Claim `client_id` of its tokens. */
  clientId: z.string(),
  tokenSeconds: z.number(),
});
export type TokenIssuer = z.infer<typeof issuerSchema>;

export function readTokenIssuers(stack: DeployedStack): TokenIssuer[] {
  const clients = stack.ofType("aws:cognito/userPoolClient:UserPoolClient", clientSchema);
  return stack
    .ofType("aws:cognito/userPool:UserPool", poolSchema)
    .flatMap(({ id: poolId, displayName, properties: { endpoint } }) =>
      clients
        .filter(({ properties }) => properties.userPoolId === poolId)
        .map(({ id, properties: { accessTokenValidity, tokenValidityUnits } }) => ({
          name: displayName,
          issuer: `https://${endpoint}`,
          jwksUri: `https://${endpoint}/.well-known/jwks.json`,
          clientId: id,
          tokenSeconds: accessTokenValidity * SECONDS[tokenValidityUnits?.accessToken ?? "hours"],
        })),
    );
}
