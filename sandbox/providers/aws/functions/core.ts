import type { ProviderFunction } from "../../package";
import { list, text } from "./arguments";

/** Zones are the region's first three, as in most regions. */
const ZONES = ["a", "b", "c"];

/** Short codes of the regions in zone ids; other regions get a made-up one. */
const ZONE_ID_PREFIX: Readonly<Record<string, string>> = {
  "us-east-1": "use1",
  "us-east-2": "use2",
  "us-west-2": "usw2",
  "eu-west-1": "euw1",
  "eu-west-2": "euw2",
  "eu-central-1": "euc1",
  "eu-north-1": "eun1",
  "ap-southeast-2": "apse2",
  "ap-northeast-1": "apne1",
};

const getAvailabilityZones: ProviderFunction = (args, { region = "" }) => {
  const excluded = list(args, "excludeNames");
  const prefix = ZONE_ID_PREFIX[region] ?? region.replaceAll("-", "");
  const zones = ZONES.map((letter, index) => ({
    name: `${region}${letter}`,
    id: `${prefix}-az${index + 1}`,
  })).filter((zone) => !excluded.includes(zone.name));
  return {
    id: region,
    region,
    names: zones.map((zone) => zone.name),
    zoneIds: zones.map((zone) => zone.id),
    groupNames: [region],
  };
};

const getRegion: ProviderFunction = (_args, { region = "" }) => ({
  id: region,
  name: region,
  region,
  endpoint: `ec2.${region}.amazonaws.com`,
  description: region,
});

const getCallerIdentity: ProviderFunction = (_args, { account = "" }) => ({
  id: account,
  accountId: account,
  arn: `arn:aws:iam::${account}:user/sandbox`,
  userId: "AIDASANDBOXSANDBOXSAN",
});

/** Network Load Balancing's and classic logs' accounts: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html */
const LOG_ACCOUNTS: Readonly<Record<string, string>> = {
  "us-east-1": "127311923021",
  "us-east-2": "033677994240",
  "us-west-1": "027434742980",
  "us-west-2": "797873946194",
  "ca-central-1": "985666609251",
  "eu-central-1": "054676820928",
  "eu-west-1": "156460612806",
  "eu-west-2": "652711504416",
  "eu-west-3": "009996457667",
  "eu-north-1": "897822967062",
  "ap-south-1": "718504428378",
  "ap-northeast-1": "582318560864",
  "ap-southeast-1": "114774131450",
  "ap-southeast-2": "783225319266",
  "sa-east-1": "507241528517",
};

const getServiceAccount: ProviderFunction = (_args, { region = "" }) => {
  const account = LOG_ACCOUNTS[region];
  if (account === undefined) {
    throw new Error(`unknown region (${region}): it has no ELB log account`);
  }
  return { id: account, region, arn: `arn:aws:iam::${account}:root` };
};

/** Public parameters hold AMI ids and the like. */
const getParameter: ProviderFunction = (args, { region = "", account = "" }) => {
  const name = text(args, "name");
  if (!name.startsWith("/aws/service/")) {
    throw new Error(
      `reading SSM Parameter (${name}): couldn't find resource; the sandbox knows AWS's public parameters (/aws/service/...) only`,
    );
  }
  const value = "ami-0a1b2c3d4e5f67890";
  return {
    id: name,
    name,
    region,
    value,
    insecureValue: value,
    type: "String",
    version: 1,
    arn: `arn:aws:ssm:${region}:${account}:parameter${name}`,
  };
};

const getAuthorizationToken: ProviderFunction = (args, { region = "", account = "" }) => {
  const registryId = text(args, "registryId") || account;
  return {
    id: region,
    region,
    registryId,
    userName: "AWS",
    password: "sandbox",
    authorizationToken: Buffer.from("AWS:sandbox").toString("base64"),
    expiresAt: "2099-01-01T00:00:00Z",
    proxyEndpoint: `https://${registryId}.dkr.ecr.${region}.amazonaws.com`,
  };
};

/** Where the program runs: account, region, zones and what AWS publishes for everybody. */
export const coreFunctions: Readonly<Record<string, ProviderFunction>> = {
  "aws:index/getAvailabilityZones:getAvailabilityZones": getAvailabilityZones,
  "aws:index/getCallerIdentity:getCallerIdentity": getCallerIdentity,
  "aws:index/getRegion:getRegion": getRegion,
  "aws:index/getPartition:getPartition": () => ({
    id: "aws",
    partition: "aws",
    dnsSuffix: "amazonaws.com",
    reverseDnsPrefix: "com.amazonaws",
  }),
  "aws:elb/getServiceAccount:getServiceAccount": getServiceAccount,
  "aws:ssm/getParameter:getParameter": getParameter,
  "aws:ecr/getAuthorizationToken:getAuthorizationToken": getAuthorizationToken,
};
