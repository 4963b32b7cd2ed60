import type * as pulumi from "@pulumi/pulumi";

/** Who issues the tokens of signed-in customers, and what checking one takes. */
export interface TokenIssuer {
  /** Claim `iss` of every token. */
  readonly issuer: pulumi.Output<string>;
  /** Where the public keys are that tokens are signed with (a JSON Web Key Set). */
  readonly jwksUri: pulumi.Output<string>;
  /** Application that tokens are issued for: claim `client_id` of access tokens, `aud` of id tokens. */
  readonly clientId: pulumi.Output<string>;
  /** Cognito user pool behind it, which REST APIs check tokens with. */
  readonly userPoolArn: pulumi.Output<string>;
  /** Variables by which a service learns the above: `AUTH_ISSUER`, `AUTH_JWKS_URI` and `AUTH_CLIENT_ID`. */
  readonly environment: Readonly<Record<string, pulumi.Output<string>>>;
}
