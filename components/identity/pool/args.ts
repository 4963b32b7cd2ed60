/** What a user pool is told, and the words for it. */
import type * as pulumi from "@pulumi/pulumi";
import type { Certificate } from "../../edge/certificate";
import type { WebAcl } from "../../edge/webAcl";
import type { LogSettings } from "../../observability/logGroup";

/** Where customers sign in: Cognito's managed login pages, on Cognito's domain or on one of yours. */
export type SignInDomain =
  | {
      readonly kind: "prefix";
      /** First label of `<prefix>.auth.<region>.amazoncognito.com`; no other pool of the region may have it. */
      readonly prefix: string;
    }
  | {
      readonly kind: "custom";
      /** Such as `auth.example.com`; the domain above it must resolve already. */
      readonly domainName: string;
      /** Names the domain, in us-east-1, where Cognito's CloudFront takes it from. */
      readonly certificate: Certificate;
      readonly hostedZoneId: pulumi.Input<string>;
      /** Name of that zone; a domain outside of it is refused. @default not checked */
      readonly zoneName?: string;
    };

/**
 * What Cognito makes of stolen passwords and strange sign-ins.
 *
 * `enforced` blocks them and `audit` only records them; both need the feature plan Plus, which has no
 * free users. `off` takes the plan Essentials. https://aws.amazon.com/cognito/pricing/
 */
export type ThreatProtection = "enforced" | "audit" | "off";

/** Who sends codes and invitations. */
export type EmailSender =
  /** Cognito itself: 50 messages a day, enough to try it out. */
  | { readonly kind: "cognito" }
  /** Amazon SES, with a verified identity outside of its sandbox. */
  | {
      readonly kind: "ses";
      /** ARN of the verified domain or address. */
      readonly identityArn: pulumi.Input<string>;
      /** Sender, such as `Shop <no-reply@example.com>`. */
      readonly from: string;
    };

/** A further API of yours, and the scopes that the web client may ask for. */
export interface ResourceServerArgs {
  /** Stands before each scope in tokens, such as `https://api.example.com`. */
  readonly identifier: string;
  /** What each scope allows, by its name. */
  readonly scopes: Readonly<Record<string, string>>;
}

export interface UserPoolArgs {
  readonly region: string;
  readonly signIn: SignInDomain;
  /** Pages of the web client that customers may come back to, by https, or http on localhost. */
  readonly callbackUrls: readonly string[];
  /** Pages that customers may be sent to after signing out. @default `callbackUrls` */
  readonly logoutUrls?: readonly string[];
  /** How the log of sign-ins and failed messages is kept. */
  readonly logs: LogSettings;
  /** Refuses to delete the pool, in Cognito and in Pulumi: a deleted pool takes its customers with it. @default false */
  readonly protect?: boolean;
  /** Customers may sign up by themselves; otherwise an administrator invites them. @default true */
  readonly selfSignUp?: boolean;
  /** Characters of a password, 8 to 99, of all four kinds. @default 14 */
  readonly minimumPasswordLength?: number;
  /** Former passwords, 1 to 24, that nobody may take again; needs threat protection. @default 5, none with `threatProtection: "off"` */
  readonly rememberedPasswords?: number;
  /** Days, 1 to 365, that the password in an administrator's invitation is good for. @default 7 */
  readonly invitationDays?: number;
  /** A second factor, by authenticator app. @default "optional" */
  readonly mfa?: "optional" | "required";
  /** Customers may sign in by passkey instead of password. Not with `mfa: "required"`. @default false */
  readonly passkeys?: boolean;
  /** For every way to sign in, with a password or through triggers. @default "enforced" */
  readonly threatProtection?: ThreatProtection;
  /** @default Cognito, with its limit of 50 messages a day */
  readonly email?: EmailSender;
  /** What membership means, by the group's name; an earlier group takes precedence. @default no groups */
  readonly groups?: Readonly<Record<string, string>>;
  /** @default none: the client asks for openid, email and profile */
  readonly resourceServers?: readonly ResourceServerArgs[];
  /** Minutes that access and id tokens are valid, 5 to 1440. @default 15 */
  readonly tokenMinutes?: number;
  /** Hours, 1 to 8760, after which a customer must sign in again. @default 24 */
  readonly sessionHours?: number;
  /** Minutes, 3 to 15, to complete a sign-in, second factor and all. @default 5 */
  readonly signInMinutes?: number;
  /** Seconds, 0 to 60, that a used refresh token still works, for a client that lost the answer. @default 10 */
  readonly refreshGraceSeconds?: number;
  /** Web ACL of scope REGIONAL in front of sign-in. @default none */
  readonly webAcl?: WebAcl;
}

/** Host of the sign-in pages. */
export function signInHost({ region, signIn }: Pick<UserPoolArgs, "region" | "signIn">): string {
  return signIn.kind === "custom"
    ? signIn.domainName
    : `${signIn.prefix}.auth.${region}.amazoncognito.com`;
}
