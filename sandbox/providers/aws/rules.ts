import type { FillRules, ResourceContext } from "../fill/rules";
import { expandTemplate } from "../fill/filler";
import type { Shape } from "../schema/shapes";
import { isObject } from "../wire";
import type { Properties, Value } from "../wire";
import { awsTypes } from "./types";

/** The account that every stand-in resource belongs to, the one AWS's own documentation uses. */
export const ACCOUNT_ID = "123456789012";

/** Properties that mean the same on every type of AWS. Values are templates. */
const BY_NAME: Readonly<Record<string, string>> = {
  account: "{account}",
  accountId: "{account}",
  awsAccountId: "{account}",
  ownerId: "{account}",
  owner: "{account}",
  ownerAccountId: "{account}",
  registryId: "{account}",
  region: "{region}",
  status: "ACTIVE",
  state: "ACTIVE",
  availabilityZone: "{region}a",
  vpcId: "vpc-{hex17}",
  subnetId: "subnet-{hex17}",
  networkInterfaceId: "eni-{hex17}",
  hostedZoneId: "Z{upper20}",
  zoneId: "Z{upper20}",
  etag: "{hex32}",
  versionId: "{uuid}",
  uniqueId: "AIDA{upper17}",
  domainName: "{lower13}.{region}.amazonaws.com",
  dnsName: "{lower13}.{region}.amazonaws.com",
  endpoint: "{lower13}.{region}.amazonaws.com",
  url: "https://{lower13}.{region}.amazonaws.com",
};

/** Names that may come from a prefix instead. */
const NAMES = new Set(["name", "bucket", "identifier", "clusterIdentifier"]);

const TIME =
  /^(?:created?|creation|last(?:Modified|Updated?)|updated?|modified)(?:At|Date|Time|On|dAt)?$/;

/** `aws:apigateway/restApi:RestApi` is `apigateway` and `restapi`. */
function defaultArn(context: ResourceContext): string {
  const [, module = "", type = ""] = context.schema.token.split(":");
  const service = module.split("/")[0] ?? module;
  const region = context.text("region");
  const account = context.constants.account ?? "";
  // The id may itself be the ARN; an ARN needs another name then.
  const name = context.id.startsWith("arn:") ? context.text("name") : context.id;
  return `arn:aws:${service}:${region}:${account}:${type.toLowerCase()}/${name}`;
}

function plausible(name: string, shape: Shape, context: ResourceContext): Value | undefined {
  if (shape.kind === "array" && name === "arns") {
    return [defaultArn(context)];
  }
  if (shape.kind !== "string") {
    return undefined;
  }
  if (NAMES.has(name) && context.schema.inputs.has(name)) {
    return prefixedName(name, context);
  }
  const template = BY_NAME[name];
  if (template !== undefined) {
    return expandTemplate(template, name, context);
  }
  if (name === "arn") {
    return defaultArn(context);
  }
  if (TIME.test(name)) {
    return new Date().toISOString();
  }
  if (name.endsWith("Arn")) {
    return `${defaultArn(context)}/${name.slice(0, -3)}`;
  }
  return `${context.logicalName}-${name.toLowerCase()}-${context.random.text("hex", 7, name)}`;
}

/** Names made from a prefix end in 26 digits, a time and a counter, as AWS's provider writes them. */
function prefixedName(name: string, context: ResourceContext): string {
  const prefix = context.inputs[`${name}Prefix`];
  return typeof prefix === "string" && prefix !== ""
    ? `${prefix}${context.random.text("digits", 26, name)}`
    : "";
}

function tagsAll(context: ResourceContext): Properties {
  const defaults: unknown = JSON.parse(context.constants.defaultTags ?? "{}");
  const tags = context.inputs.tags;
  return { ...(defaults as Properties), ...(isObject(tags) ? tags : {}) };
}

/** How stand-in AWS resources look. */
export const awsRules: FillRules = {
  types: awsTypes,
  defaultId: (context) =>
    context.schema.inputs.has("name") && context.text("name") !== ""
      ? context.text("name")
      : context.random.text("hex", 17, "id"),
  derived: { tagsAll },
  reports: (name, shape) =>
    shape.kind === "string" ? name in BY_NAME || NAMES.has(name) : shape.kind !== "object",
  plausible,
};
