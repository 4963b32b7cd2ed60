/** The web client: a page in a browser, which can keep no secret. */
import type * as cognito from "@pulumi/aws/cognito";
import type { UserPoolArgs } from "./args";

/** Scopes of OpenID Connect: who the customer is, nothing that changes the account. */
const openIdScopes = ["openid", "email", "profile"] as const;

/**
 * Authorization code flow and nothing else of OAuth: no implicit flow, and no secret, so that the page
 * proves by PKCE that it is the one which asked. Refresh tokens are used once, so a stolen one is noticed:
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html
 */
export function clientSettings(args: UserPoolArgs): Omit<cognito.UserPoolClientArgs, "userPoolId"> {
  const { callbackUrls, logoutUrls = callbackUrls, tokenMinutes = 15, sessionHours = 24 } = args;
  return {
    generateSecret: false,
    supportedIdentityProviders: ["COGNITO"],
    allowedOauthFlowsUserPoolClient: true,
    allowedOauthFlows: ["code"],
    allowedOauthScopes: [...openIdScopes, ...scopesOf(args)],
    callbackUrls: [...callbackUrls],
    logoutUrls: [...logoutUrls],
    // Names a flow, since Cognito otherwise allows three; passkeys on the managed pages need this one.
    // Refreshing by the API is left out: it does not go with rotation.
    explicitAuthFlows: ["ALLOW_USER_AUTH"],
    preventUserExistenceErrors: "ENABLED",
    enableTokenRevocation: true,
    refreshTokenRotation: {
      feature: "ENABLED",
      retryGracePeriodSeconds: args.refreshGraceSeconds ?? 10,
    },
    accessTokenValidity: tokenMinutes,
    idTokenValidity: tokenMinutes,
    refreshTokenValidity: sessionHours,
    tokenValidityUnits: { accessToken: "minutes", idToken: "minutes", refreshToken: "hours" },
    authSessionValidity: args.signInMinutes ?? 5,
  };
}

function scopesOf({ resourceServers = [] }: UserPoolArgs): string[] {
  return resourceServers.flatMap(({ identifier, scopes }) =>
    Object.keys(scopes).map((scope) => `${identifier}/${scope}`),
  );
}
