import type { TypeRule } from "../../fill/rules";

/** Of Cognito, what goes with a user pool and its client. */
export const identityTypes: Readonly<Record<string, TypeRule>> = {
  "aws:cognito/userPool:UserPool": {
    id: "{region}_{mixed9}",
    outputs: {
      arn: "arn:{partition}:cognito-idp:{region}:{account}:userpool/{id}",
      endpoint: "cognito-idp.{region}.amazonaws.com/{id}",
      estimatedNumberOfUsers: 0,
    },
    renameInPlace: true,
    replaceOnChange: ["usernameAttributes", "aliasAttributes", "usernameConfiguration"],
  },
  "aws:cognito/userPoolClient:UserPoolClient": {
    id: "{lower26}",
    outputs: {
      clientSecret: ({ inputs, random }) =>
        inputs.generateSecret === true ? random.text("lower", 52, "clientSecret") : "",
    },
    renameInPlace: true,
    replaceOnChange: ["userPoolId", "generateSecret"],
  },
  "aws:cognito/userPoolDomain:UserPoolDomain": {
    id: "{domain}",
    outputs: {
      awsAccountId: "{account}",
      cloudfrontDistribution: "d{lower13}.cloudfront.net",
      cloudfrontDistributionArn: "d{lower13}.cloudfront.net",
      // CloudFront's own hosted zone, the same for every distribution.
      cloudfrontDistributionZoneId: "Z2FDTNDATAQYW2",
      s3Bucket: "aws-cognito-prod-{region}-assets",
      version: "{digits14}",
    },
    updateInPlace: ["certificateArn", "managedLoginVersion"],
  },
  "aws:cognito/managedLoginBranding:ManagedLoginBranding": {
    outputs: { managedLoginBrandingId: "{uuid}" },
    replaceOnChange: ["userPoolId", "clientId"],
  },
  "aws:cognito/userGroup:UserGroup": {
    id: "{userPoolId}/{name}",
    replaceOnChange: ["userPoolId"],
  },
  "aws:cognito/resourceServer:ResourceServer": {
    id: "{userPoolId}|{identifier}",
    renameInPlace: true,
    replaceOnChange: ["userPoolId", "identifier"],
  },
  "aws:cognito/riskConfiguration:RiskConfiguration": {
    id: (context) =>
      [context.text("userPoolId"), context.text("clientId")].filter(Boolean).join(":"),
    replaceOnChange: ["userPoolId", "clientId"],
  },
  "aws:cognito/logDeliveryConfiguration:LogDeliveryConfiguration": {
    id: "{userPoolId}",
    replaceOnChange: ["userPoolId"],
  },
};
