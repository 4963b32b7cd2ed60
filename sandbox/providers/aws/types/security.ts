import type { ResourceContext, TypeRule } from "../../fill/rules";

const IAM = "arn:{partition}:iam::{account}";

/** IAM paths are part of the ARN and default to `/`. */
function iamArn(kind: string): (context: ResourceContext) => string {
  return (context) =>
    `arn:aws:iam::${context.constants.account ?? ""}:${kind}${context.text("path") || "/"}${context.text("name")}`;
}

function secretArn(context: ResourceContext): string {
  return `arn:aws:secretsmanager:${context.text("region")}:${context.constants.account ?? ""}:secret:${context.text("name")}-${context.random.text("mixed", 6, "arn")}`;
}

/** Identity, keys, secrets and the services that watch them. */
export const securityTypes: Readonly<Record<string, TypeRule>> = {
  "aws:iam/role:Role": {
    id: "{name}",
    outputs: {
      arn: iamArn("role"),
      path: "/",
      uniqueId: "AROA{upper17}",
      createDate: () => new Date().toISOString(),
      maxSessionDuration: 3600,
    },
    replaceOnChange: ["path"],
  },
  "aws:iam/policy:Policy": {
    id: "{arn}",
    outputs: { arn: iamArn("policy"), policyId: "ANPA{upper17}", attachmentCount: 0 },
    replaceOnChange: ["path", "description"],
  },
  "aws:iam/rolePolicy:RolePolicy": { id: "{role}:{name}", replaceOnChange: ["role"] },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
    id: "{role}-{digits26}",
    updateInPlace: [],
  },
  "aws:iam/instanceProfile:InstanceProfile": {
    id: "{name}",
    outputs: { arn: iamArn("instance-profile"), uniqueId: "AIPA{upper17}" },
  },
  "aws:iam/user:User": {
    id: "{name}",
    outputs: { arn: iamArn("user"), uniqueId: "AIDA{upper17}" },
  },
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": {
    id: "{arn}",
    outputs: {
      arn: (context) =>
        `arn:aws:iam::${context.constants.account ?? ""}:oidc-provider/${context.text("url").replace("https://", "")}`,
    },
    replaceOnChange: ["url"],
  },
  "aws:iam/serviceLinkedRole:ServiceLinkedRole": {
    id: "{arn}",
    outputs: {
      arn: `${IAM}:role/aws-service-role/{awsServiceName}/AWSServiceRole`,
      uniqueId: "AROA{upper17}",
    },
  },
  "aws:kms/key:Key": {
    id: "{uuid}",
    outputs: {
      arn: "arn:{partition}:kms:{region}:{account}:key/{id}",
      keyId: "{id}",
      customerMasterKeySpec: "SYMMETRIC_DEFAULT",
      keyUsage: "ENCRYPT_DECRYPT",
      rotationPeriodInDays: 365,
    },
    replaceOnChange: ["customerMasterKeySpec", "keyUsage", "multiRegion"],
  },
  "aws:kms/alias:Alias": {
    id: "{name}",
    outputs: {
      arn: "arn:{partition}:kms:{region}:{account}:{name}",
      targetKeyArn: (context) =>
        context.text("targetKeyId").startsWith("arn:")
          ? context.text("targetKeyId")
          : `arn:aws:kms:${context.text("region")}:${context.constants.account ?? ""}:key/${context.text("targetKeyId")}`,
    },
  },
  "aws:kms/keyPolicy:KeyPolicy": { id: "{keyId}", replaceOnChange: ["keyId"] },
  "aws:secretsmanager/secret:Secret": { id: "{arn}", outputs: { arn: secretArn } },
  "aws:secretsmanager/secretVersion:SecretVersion": {
    id: "{secretId}|{versionId}",
    outputs: {
      arn: "{secretId}",
      secretArn: "{secretId}",
      versionId: "{uuid}",
      versionStages: () => ["AWSCURRENT"],
    },
    replaceOnChange: ["secretId", "secretString", "secretBinary"],
  },
  "aws:secretsmanager/secretRotation:SecretRotation": { id: "{secretId}" },
  "aws:secretsmanager/secretPolicy:SecretPolicy": {
    id: "{secretArn}",
    replaceOnChange: ["secretArn"],
  },
  "aws:ssm/parameter:Parameter": {
    id: "{name}",
    outputs: {
      arn: (context) =>
        `arn:aws:ssm:${context.text("region")}:${context.constants.account ?? ""}:parameter/${context.text("name").replace(/^\//, "")}`,
      dataType: "text",
      tier: "Standard",
    },
    derived: { version: (context) => Number(context.previous?.version ?? 0) + 1 },
  },
  "aws:guardduty/detector:Detector": {
    id: "{hex32}",
    outputs: { arn: "arn:{partition}:guardduty:{region}:{account}:detector/{id}" },
  },
  "aws:guardduty/detectorFeature:DetectorFeature": {
    id: "{detectorId}/{name}",
    replaceOnChange: ["detectorId", "name"],
  },
  "aws:accessanalyzer/analyzer:Analyzer": {
    id: "{analyzerName}",
    outputs: { arn: "arn:{partition}:access-analyzer:{region}:{account}:analyzer/{analyzerName}" },
    replaceOnChange: ["analyzerName", "type"],
  },
  "aws:cfg/recorder:Recorder": { id: "{name}", replaceOnChange: ["name"] },
  "aws:cfg/deliveryChannel:DeliveryChannel": { id: "{name}", replaceOnChange: ["name"] },
  "aws:cfg/recorderStatus:RecorderStatus": { id: "{name}", replaceOnChange: ["name"] },
};
