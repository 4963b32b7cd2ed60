import assert from "node:assert/strict";
import { Certificate } from "../../../components/edge/certificate";
import { UserPool, type UserPoolArgs } from "../../../components/identity/userPool";
import { logSettings, regionalWebAcl } from "../../helpers/components";
import { describeMistakes } from "../../helpers/mistakes";
import { childrenOf, find, namesOf, record, region, valueOf } from "../../helpers/recordingMocks";

const callback = "https://shop.example.com/signed-in";

function create(more: Partial<UserPoolArgs> = {}): UserPool {
  return new UserPool("customers", {
    region,
    signIn: { kind: "prefix", prefix: "shop-test" },
    callbackUrls: [callback],
    logs: logSettings(),
    ...more,
  });
}

function certificate(names: Partial<{ domainName: string; region: string }> = {}): Certificate {
  const args = { domainName: "auth.example.com", hostedZoneId: "Z1", region: "us-east-1" };
  return new Certificate("auth", { ...args, ...names });
}

function customSignIn(more: Partial<{ domainName: string; certificate: Certificate }> = {}) {
  return {
    kind: "custom",
    domainName: "auth.example.com",
    hostedZoneId: "Z1",
    certificate: certificate(),
    ...more,
  } as const;
}

const poolType = "aws:cognito/userPool:UserPool";
const clientType = "aws:cognito/userPoolClient:UserPoolClient";
const domainType = "aws:cognito/userPoolDomain:UserPoolDomain";

async function inputs(type: string, more: Partial<UserPoolArgs> = {}) {
  const { registrations } = await record(() => create(more));
  return find(registrations, type).inputs;
}

describe("UserPool", () => {
  it("is a pool with strong passwords, a second factor, threat protection, sign-in pages and a log", async () => {
    const { registrations } = await record(() => create());
    const log = { logGroupArn: "arn:mock:customers-events" };
    assert.deepEqual(childrenOf(registrations, "identity:UserPool", "customers"), {
      "aws:cognito:UserPool customers-pool": {
        usernameAttributes: ["email"],
        usernameConfiguration: { caseSensitive: false },
        autoVerifiedAttributes: ["email"],
        userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdates: ["email"] },
        accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] },
        verificationMessageTemplate: { defaultEmailOption: "CONFIRM_WITH_CODE" },
        userPoolTier: "PLUS",
        userPoolAddOns: {
          advancedSecurityMode: "ENFORCED",
          advancedSecurityAdditionalFlows: { customAuthMode: "ENFORCED" },
        },
        deletionProtection: "INACTIVE",
        adminCreateUserConfig: { allowAdminCreateUserOnly: false },
        passwordPolicy: {
          minimumLength: 14,
          requireLowercase: true,
          requireUppercase: true,
          requireNumbers: true,
          requireSymbols: true,
          temporaryPasswordValidityDays: 7,
          passwordHistorySize: 5,
        },
        mfaConfiguration: "OPTIONAL",
        softwareTokenMfaConfiguration: { enabled: true },
        signInPolicy: { allowedFirstAuthFactors: ["PASSWORD"] },
        emailConfiguration: { emailSendingAccount: "COGNITO_DEFAULT" },
      },
      "aws:cognito:UserPoolClient customers-client": {
        userPoolId: "customers-pool-id",
        generateSecret: false,
        supportedIdentityProviders: ["COGNITO"],
        allowedOauthFlowsUserPoolClient: true,
        allowedOauthFlows: ["code"],
        allowedOauthScopes: ["openid", "email", "profile"],
        callbackUrls: [callback],
        logoutUrls: [callback],
        explicitAuthFlows: ["ALLOW_USER_AUTH"],
        preventUserExistenceErrors: "ENABLED",
        enableTokenRevocation: true,
        refreshTokenRotation: { feature: "ENABLED", retryGracePeriodSeconds: 10 },
        accessTokenValidity: 15,
        idTokenValidity: 15,
        refreshTokenValidity: 24,
        tokenValidityUnits: { accessToken: "minutes", idToken: "minutes", refreshToken: "hours" },
        authSessionValidity: 5,
      },
      "aws:cognito:UserPoolDomain customers-sign-in": {
        userPoolId: "customers-pool-id",
        domain: "shop-test",
        managedLoginVersion: 2,
      },
      "aws:cognito:ManagedLoginBranding customers-sign-in-style": {
        userPoolId: "customers-pool-id",
        clientId: "customers-client-id",
        useCognitoProvidedValues: true,
      },
      "aws:cognito:RiskConfiguration customers-risks": {
        userPoolId: "customers-pool-id",
        compromisedCredentialsRiskConfiguration: { actions: { eventAction: "BLOCK" } },
        accountTakeoverRiskConfiguration: {
          actions: {
            lowAction: { eventAction: "NO_ACTION", notify: false },
            mediumAction: { eventAction: "MFA_IF_CONFIGURED", notify: false },
            highAction: { eventAction: "MFA_REQUIRED", notify: false },
          },
        },
      },
      "aws:cloudwatch:LogGroup customers-events": {
        name: "/aws/vendedlogs/cognito/shop-test.auth.us-east-1.amazoncognito.com",
        retentionInDays: 30,
        kmsKeyId: "arn:mock:logs-key",
      },
      "aws:cognito:LogDeliveryConfiguration customers-log-delivery": {
        userPoolId: "customers-pool-id",
        logConfigurations: [
          { eventSource: "userNotification", logLevel: "ERROR", cloudWatchLogsConfiguration: log },
          { eventSource: "userAuthEvents", logLevel: "INFO", cloudWatchLogsConfiguration: log },
        ],
      },
    });
  });

  it("tells services what checking a token takes", async () => {
    const { result } = await record(() => create());
    const issuer = "https://cognito-idp.us-east-1.amazonaws.com/customers-pool-id";
    const { environment } = result;
    assert.equal(await valueOf(result.issuer), issuer);
    assert.equal(await valueOf(result.jwksUri), `${issuer}/.well-known/jwks.json`);
    assert.equal(await valueOf(result.clientId), "customers-client-id");
    assert.equal(await valueOf(result.userPoolArn), "arn:mock:customers-pool");
    assert.deepEqual(Object.keys(environment), ["AUTH_ISSUER", "AUTH_JWKS_URI", "AUTH_CLIENT_ID"]);
    assert.equal(
      await valueOf(result.signInUrl),
      "https://shop-test.auth.us-east-1.amazoncognito.com",
    );
  });

  it("is kept from deletion in Cognito and in Pulumi when protected", async () => {
    const open = await record(() => create());
    assert.equal(find(open.registrations, poolType).protect, false);
    const closed = await record(() => create({ protect: true }));
    assert.equal(find(closed.registrations, poolType).protect, true);
    assert.equal(find(closed.registrations, poolType).inputs["deletionProtection"], "ACTIVE");
  });

  it("is of the cheaper plan without threat protection, and then records no sign-ins", async () => {
    const { registrations } = await record(() => create({ threatProtection: "off" }));
    const pool = find(registrations, poolType).inputs;
    assert.equal(pool["userPoolTier"], "ESSENTIALS");
    assert.deepEqual(pool["userPoolAddOns"], { advancedSecurityMode: "OFF" });
    assert.ok(!("passwordHistorySize" in (pool["passwordPolicy"] as object)));
    assert.deepEqual(namesOf(registrations, "aws:cognito/riskConfiguration:RiskConfiguration"), []);
    const delivery = "aws:cognito/logDeliveryConfiguration:LogDeliveryConfiguration";
    const logs = find(registrations, delivery).inputs["logConfigurations"];
    assert.deepEqual(
      (logs as { eventSource: string }[]).map(({ eventSource }) => eventSource),
      ["userNotification"],
    );
  });

  it("only watches when told to audit", async () => {
    const { registrations } = await record(() => create({ threatProtection: "audit" }));
    const pool = find(registrations, poolType).inputs;
    assert.equal(pool["userPoolTier"], "PLUS");
    assert.deepEqual(pool["userPoolAddOns"], {
      advancedSecurityMode: "AUDIT",
      advancedSecurityAdditionalFlows: { customAuthMode: "AUDIT" },
    });
    assert.deepEqual(namesOf(registrations, "aws:cognito/riskConfiguration:RiskConfiguration"), []);
  });

  it("demands the second factor of everybody when told so", async () => {
    const pool = await inputs(poolType, { mfa: "required" });
    assert.equal(pool["mfaConfiguration"], "ON");
    assert.deepEqual(pool["softwareTokenMfaConfiguration"], { enabled: true });
  });

  it("takes passkeys that are bound to the host of the sign-in pages", async () => {
    const pool = await inputs(poolType, { passkeys: true });
    assert.deepEqual(pool["signInPolicy"], { allowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] });
    assert.deepEqual(pool["webAuthnConfiguration"], {
      relyingPartyId: "shop-test.auth.us-east-1.amazoncognito.com",
      userVerification: "required",
    });
    assert.ok(!("webAuthnConfiguration" in (await inputs(poolType))));
  });

  it("has customers invited when they may not sign up", async () => {
    const pool = await inputs(poolType, { selfSignUp: false, invitationDays: 2 });
    assert.deepEqual(pool["adminCreateUserConfig"], { allowAdminCreateUserOnly: true });
    assert.equal(
      (pool["passwordPolicy"] as Record<string, unknown>)["temporaryPasswordValidityDays"],
      2,
    );
  });

  it("sends mail through SES when given an identity", async () => {
    const identityArn = "arn:aws:ses:us-east-1:123456789012:identity/example.com";
    const email = { kind: "ses", identityArn, from: "Shop <no-reply@example.com>" } as const;
    assert.deepEqual((await inputs(poolType, { email }))["emailConfiguration"], {
      emailSendingAccount: "DEVELOPER",
      sourceArn: identityArn,
      fromEmailAddress: "Shop <no-reply@example.com>",
    });
  });

  it("gives an earlier group precedence", async () => {
    const groups = { staff: "Sees every order", testers: "Sees what is new" };
    const { registrations } = await record(() => create({ groups }));
    assert.deepEqual(
      registrations
        .filter(({ type }) => type === "aws:cognito/userGroup:UserGroup")
        .map(({ name, inputs: { name: group, description, precedence } }) => [
          name,
          group,
          description,
          precedence,
        ]),
      [
        ["customers-group-staff", "staff", "Sees every order", 0],
        ["customers-group-testers", "testers", "Sees what is new", 1],
      ],
    );
  });

  it("lets the client ask for the scopes of further APIs, once they are there", async () => {
    const scopes = { "orders.read": "Sees orders" };
    const resourceServers = [{ identifier: "https://api.example.com", scopes }];
    const { registrations } = await record(() => create({ resourceServers }));
    const server = find(registrations, "aws:cognito/resourceServer:ResourceServer");
    const client = find(registrations, clientType);
    assert.deepEqual(server.inputs["scopes"], [
      { scopeName: "orders.read", scopeDescription: "Sees orders" },
    ]);
    assert.deepEqual(client.inputs["allowedOauthScopes"], [
      "openid",
      "email",
      "profile",
      "https://api.example.com/orders.read",
    ]);
    assert.ok(client.dependencies.includes(server.urn));
  });

  it("keeps sessions and tokens as long as it is told", async () => {
    const times = { tokenMinutes: 5, sessionHours: 720, signInMinutes: 3, refreshGraceSeconds: 0 };
    const client = await inputs(clientType, { ...times, logoutUrls: ["http://localhost:5173/"] });
    assert.equal(client["accessTokenValidity"], 5);
    assert.equal(client["idTokenValidity"], 5);
    assert.equal(client["refreshTokenValidity"], 720);
    assert.equal(client["authSessionValidity"], 3);
    assert.deepEqual(client["refreshTokenRotation"], {
      feature: "ENABLED",
      retryGracePeriodSeconds: 0,
    });
    assert.deepEqual(client["logoutUrls"], ["http://localhost:5173/"]);
  });

  it("signs in on a domain of one's own", async () => {
    const { registrations, result } = await record(() => create({ signIn: customSignIn() }));
    const { userPoolId, domain, certificateArn } = find(registrations, domainType).inputs;
    assert.deepEqual(
      [userPoolId, domain, certificateArn],
      ["customers-pool-id", "auth.example.com", "arn:mock:auth-certificate"],
    );
    const { inputs: alias } = find(
      registrations,
      "aws:route53/record:Record",
      "customers-sign-in-name-a",
    );
    assert.equal(alias["name"], "auth.example.com");
    assert.deepEqual(alias["aliases"], [
      {
        name: "customers-sign-in.cloudfront.net",
        zoneId: "Z2FDTNDATAQYW2",
        evaluateTargetHealth: false,
      },
    ]);
    assert.equal(await valueOf(result.signInUrl), "https://auth.example.com");
  });

  it("takes a wildcard certificate one label above its domain", async () => {
    const { registrations } = await record(() =>
      create({
        signIn: customSignIn({ certificate: certificate({ domainName: "*.example.com" }) }),
      }),
    );
    assert.equal(find(registrations, domainType).inputs["domain"], "auth.example.com");
  });

  it("stands behind a web ACL when given one", async () => {
    const { registrations } = await record(() => create({ webAcl: regionalWebAcl() }));
    const association = "aws:wafv2/webAclAssociation:WebAclAssociation";
    assert.deepEqual(find(registrations, association).inputs, {
      resourceArn: "arn:mock:customers-pool",
      webAclArn: "arn:mock:firewall-acl",
    });
  });
});

describeMistakes("UserPool", "user-pool.md", [
  {
    argument: "callbackUrls",
    message:
      'callbackUrls must be https addresses without a fragment, or http on localhost, got "http://shop.example.com/signed-in"; correct it or take it out',
    make: () => create({ callbackUrls: ["http://shop.example.com/signed-in"] }),
  },
  {
    argument: "callbackUrls",
    message:
      "callbackUrls must name at least one page, got none; give the page that completes the sign-in, such as https://shop.example.com/signed-in",
    make: () => create({ callbackUrls: [] }),
  },
  {
    argument: "logoutUrls",
    message:
      'logoutUrls must be https addresses without a fragment, or http on localhost, got "/"; correct it or take it out',
    make: () => create({ logoutUrls: ["/"] }),
  },
  {
    argument: "signIn.prefix",
    message:
      'signIn.prefix must be 1 to 63 lower-case letters, digits and inner hyphens without aws, amazon or cognito, got "Shop-Login"; choose another, such as the project and stack: shop-dev',
    make: () => create({ signIn: { kind: "prefix", prefix: "Shop-Login" } }),
  },
  {
    argument: "signIn.certificate",
    message:
      'signIn.certificate must be in us-east-1, got eu-west-1; create the Certificate with region: "us-east-1"',
    make: () =>
      create({ signIn: customSignIn({ certificate: certificate({ region: "eu-west-1" }) }) }),
  },
  {
    argument: "signIn.certificate",
    message:
      "signIn.certificate must name login.example.com, got auth.example.com; add the name to the Certificate",
    make: () => create({ signIn: customSignIn({ domainName: "login.example.com" }) }),
  },
  {
    argument: "passkeys",
    message:
      'passkeys must be left out when mfa is "required", as a passkey counts as one factor only, got true; set mfa to "optional" or drop passkeys',
    make: () => create({ passkeys: true, mfa: "required" }),
  },
  {
    argument: "rememberedPasswords",
    message:
      'rememberedPasswords must be left out when threatProtection is "off", as Cognito remembers none then, got 5; drop it or protect against threats',
    make: () => create({ rememberedPasswords: 5, threatProtection: "off" }),
  },
  {
    argument: "minimumPasswordLength",
    message: "minimumPasswordLength must be a whole number from 8 to 99, got 6",
    make: () => create({ minimumPasswordLength: 6 }),
  },
  {
    argument: "tokenMinutes",
    message:
      "tokenMinutes must not exceed the session, got 90 minutes in a session of 1 hours; lower tokenMinutes or raise sessionHours",
    make: () => create({ tokenMinutes: 90, sessionHours: 1 }),
  },
  {
    argument: "groups",
    message:
      'groups must have names of letters, digits and . _ : -, got "shop staff"; rename the group',
    make: () => create({ groups: { "shop staff": "Sees every order" } }),
  },
]);
