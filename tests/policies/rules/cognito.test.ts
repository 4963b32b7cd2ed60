import type * as cognito from "@pulumi/aws/cognito";
import {
  cognitoClientHardening,
  cognitoMfa,
  cognitoNoGuest,
  cognitoPasswordPolicy,
  cognitoProtection,
} from "../../../policies/registry";
import { describeRule } from "../helpers/describeRule";
import { UNKNOWN } from "../helpers/engine";
import { resource, unknown } from "../helpers/fixture";

const pool = resource<cognito.UserPoolArgs>("aws:cognito/userPool:UserPool", "customers", {
  mfaConfiguration: "OPTIONAL",
  softwareTokenMfaConfiguration: { enabled: true },
  userPoolTier: "PLUS",
  userPoolAddOns: {
    advancedSecurityMode: "ENFORCED",
    advancedSecurityAdditionalFlows: { customAuthMode: "ENFORCED" },
  },
  deletionProtection: "ACTIVE",
  passwordPolicy: {
    minimumLength: 14,
    requireLowercase: true,
    requireUppercase: true,
    requireNumbers: true,
    requireSymbols: true,
  },
});

describeRule(cognitoMfa, {
  valid: [pool],
  passes: {
    "a second factor for everybody": {
      set: { mfaConfiguration: "ON", softwareTokenMfaConfiguration: undefined },
    },
  },
  fails: {
    "the default": { set: { mfaConfiguration: undefined }, says: "mfaConfiguration is not set" },
    "no second factor": { set: { mfaConfiguration: "OFF" }, says: 'mfaConfiguration is "OFF"' },
    "an offer without an authenticator app": {
      set: { softwareTokenMfaConfiguration: undefined },
      says: 'mfaConfiguration is "OPTIONAL" and softwareTokenMfaConfiguration.enabled is not set',
    },
  },
  silent: {
    "the setting": unknown("mfaConfiguration"),
    "the authenticator app": unknown("softwareTokenMfaConfiguration.enabled"),
  },
});

describeRule(cognitoPasswordPolicy, {
  valid: [pool],
  passes: { "Cognito's own policy": { set: { passwordPolicy: undefined } } },
  fails: {
    "six characters": {
      set: { "passwordPolicy.minimumLength": 6 },
      says: "passwordPolicy.minimumLength is 6",
    },
    "fewer characters than the pack asks for": {
      config: { minimumLength: 16 },
      says: "passwordPolicy.minimumLength is 14",
    },
    "no symbols and no numbers": {
      set: { "passwordPolicy.requireSymbols": false, "passwordPolicy.requireNumbers": undefined },
      says: "passwordPolicy.requireNumbers is not set and passwordPolicy.requireSymbols is false",
    },
  },
  silent: {
    "the policy": unknown("passwordPolicy"),
    "the length": unknown("passwordPolicy.minimumLength"),
    "one kind": unknown("passwordPolicy.requireSymbols"),
  },
});

describeRule(cognitoProtection, {
  valid: [pool],
  fails: {
    "no threat protection": {
      set: { userPoolAddOns: undefined },
      says: "userPoolAddOns.advancedSecurityMode is not set",
    },
    "threats that are only noted": {
      set: { "userPoolAddOns.advancedSecurityMode": "AUDIT" },
      says: 'userPoolAddOns.advancedSecurityMode is "AUDIT"',
    },
    "sign-in through triggers that is left out": {
      set: { "userPoolAddOns.advancedSecurityAdditionalFlows": undefined },
      says: "userPoolAddOns.advancedSecurityAdditionalFlows.customAuthMode is not set",
    },
    "sign-in through triggers that is only noted": {
      set: { "userPoolAddOns.advancedSecurityAdditionalFlows.customAuthMode": "AUDIT" },
      says: 'userPoolAddOns.advancedSecurityAdditionalFlows.customAuthMode is "AUDIT"',
    },
    "a pool that can be deleted": {
      set: { deletionProtection: "INACTIVE" },
      says: 'deletionProtection is "INACTIVE"',
    },
  },
  silent: {
    "the mode": unknown("userPoolAddOns.advancedSecurityMode"),
    "the mode of sign-in through triggers": unknown(
      "userPoolAddOns.advancedSecurityAdditionalFlows.customAuthMode",
    ),
    "the deletion protection": unknown("deletionProtection"),
  },
});

const client = resource<cognito.UserPoolClientArgs>(
  "aws:cognito/userPoolClient:UserPoolClient",
  "page",
  {
    userPoolId: UNKNOWN,
    preventUserExistenceErrors: "ENABLED",
    enableTokenRevocation: true,
    allowedOauthFlows: ["code"],
    callbackUrls: ["https://shop.example.com/signed-in"],
  },
);

describeRule(cognitoClientHardening, {
  valid: [client],
  passes: {
    "revocation by default": { set: { enableTokenRevocation: undefined } },
    "plain http on the developer's own machine": {
      set: { callbackUrls: ["http://localhost:8080/signed-in"] },
    },
  },
  fails: {
    "errors that tell who is a user": {
      set: { preventUserExistenceErrors: "LEGACY" },
      says: 'preventUserExistenceErrors is "LEGACY"',
    },
    "the default errors": {
      set: { preventUserExistenceErrors: undefined },
      says: "preventUserExistenceErrors is not set",
    },
    "tokens that cannot be revoked": {
      set: { enableTokenRevocation: false },
      says: "enableTokenRevocation is false",
    },
    "the implicit flow": {
      set: { allowedOauthFlows: ["code", "implicit"] },
      says: 'allowedOauthFlows holds "implicit"',
    },
    "a plain callback": {
      set: { callbackUrls: ["http://localhost.example.com/signed-in"] },
      says: "callbackUrls[0] is plain http",
    },
  },
  silent: {
    "the errors": unknown("preventUserExistenceErrors"),
    "the flows": unknown("allowedOauthFlows"),
    "a callback": unknown("callbackUrls[0]"),
  },
});

const identities = resource<cognito.IdentityPoolArgs>(
  "aws:cognito/identityPool:IdentityPool",
  "devices",
  { identityPoolName: "devices", allowUnauthenticatedIdentities: false },
);

describeRule(cognitoNoGuest, {
  valid: [identities],
  passes: { "the defaults": { set: { allowUnauthenticatedIdentities: undefined } } },
  fails: {
    guests: {
      set: { allowUnauthenticatedIdentities: true },
      says: "allowUnauthenticatedIdentities is true",
    },
    "the classic flow": { set: { allowClassicFlow: true }, says: "allowClassicFlow is true" },
  },
  silent: { "the setting": unknown("allowUnauthenticatedIdentities") },
});
