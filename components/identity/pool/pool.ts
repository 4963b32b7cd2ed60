/** The user pool's own settings: who may sign up, with which passwords and factors. */
import type * as cognito from "@pulumi/aws/cognito";
import { signInHost, type EmailSender, type ThreatProtection, type UserPoolArgs } from "./args";

/** Settings of the pool that never change with the arguments. */
const fixed = {
  // Customers are known by their address, in whatever capitals they write it.
  usernameAttributes: ["email"],
  usernameConfiguration: { caseSensitive: false },
  autoVerifiedAttributes: ["email"],
  // The old address stays in use until the new one is proved.
  userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdates: ["email"] },
  accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] },
  verificationMessageTemplate: { defaultEmailOption: "CONFIRM_WITH_CODE" },
} satisfies Partial<cognito.UserPoolArgs>;

const securityModes: Readonly<Record<Exclude<ThreatProtection, "off">, string>> = {
  enforced: "ENFORCED",
  audit: "AUDIT",
};

/** The same for sign-in with a password and through triggers, should the pool ever get some. */
function addOns(protection: ThreatProtection): cognito.UserPoolArgs["userPoolAddOns"] {
  if (protection === "off") return { advancedSecurityMode: "OFF" };
  const mode = securityModes[protection];
  return {
    advancedSecurityMode: mode,
    advancedSecurityAdditionalFlows: { customAuthMode: mode },
  };
}

/** Inputs of the pool. */
export function poolSettings(args: UserPoolArgs): cognito.UserPoolArgs {
  const { threatProtection = "enforced", passkeys = false } = args;
  return {
    ...fixed,
    userPoolTier: threatProtection === "off" ? "ESSENTIALS" : "PLUS",
    userPoolAddOns: addOns(threatProtection),
    deletionProtection: args.protect === true ? "ACTIVE" : "INACTIVE",
    adminCreateUserConfig: { allowAdminCreateUserOnly: !(args.selfSignUp ?? true) },
    passwordPolicy: {
      minimumLength: args.minimumPasswordLength ?? 14,
      requireLowercase: true,
      requireUppercase: true,
      requireNumbers: true,
      requireSymbols: true,
      temporaryPasswordValidityDays: args.invitationDays ?? 7,
      ...(threatProtection === "off" ? {} : { passwordHistorySize: args.rememberedPasswords ?? 5 }),
    },
    mfaConfiguration: args.mfa === "required" ? "ON" : "OPTIONAL",
    softwareTokenMfaConfiguration: { enabled: true },
    signInPolicy: { allowedFirstAuthFactors: passkeys ? ["PASSWORD", "WEB_AUTHN"] : ["PASSWORD"] },
    ...(passkeys
      ? {
          webAuthnConfiguration: {
            // A passkey is bound to the host of the sign-in pages; another one makes it useless.
            relyingPartyId: signInHost(args),
            userVerification: "required",
          },
        }
      : {}),
    emailConfiguration: emailSettings(args.email),
  };
}

function emailSettings(
  email: EmailSender = { kind: "cognito" },
): cognito.UserPoolArgs["emailConfiguration"] {
  return email.kind === "cognito"
    ? { emailSendingAccount: "COGNITO_DEFAULT" }
    : {
        emailSendingAccount: "DEVELOPER",
        sourceArn: email.identityArn,
        fromEmailAddress: email.from,
      };
}

/**
 * What threat protection does: known stolen passwords are refused, and a sign-in that looks taken over
 * needs the second factor or is refused.
 */
export const riskSettings = {
  compromisedCredentialsRiskConfiguration: { actions: { eventAction: "BLOCK" } },
  accountTakeoverRiskConfiguration: {
    actions: {
      lowAction: { eventAction: "NO_ACTION", notify: false },
      mediumAction: { eventAction: "MFA_IF_CONFIGURED", notify: false },
      highAction: { eventAction: "MFA_REQUIRED", notify: false },
    },
  },
} satisfies Partial<cognito.RiskConfigurationArgs>;
