import type { ResourcePackage } from "../package";
import { isObject } from "../wire";
import type { Properties, Value } from "../wire";
import { coreFunctions } from "./functions/core";
import { edgeFunctions } from "./functions/edge";
import { networkFunctions } from "./functions/network";
import { identityFunctions } from "./functions/policyDocument";
import { awsNameRule } from "./names";
import { ACCOUNT_ID, awsRules } from "./rules";

/** The provider's configuration carries nested values as JSON. */
function parsed(value: Value | undefined): Value | undefined {
  return typeof value === "string" && /^[[{]/.test(value) ? (JSON.parse(value) as Value) : value;
}

function defaultTags(config: Properties): string {
  const tags = parsed(config.defaultTags);
  return JSON.stringify(isObject(tags) && isObject(tags.tags) ? tags.tags : {});
}

/** Stands in for pulumi-aws: every resource type, and the functions that programs use. */
export const awsPackage: ResourcePackage = {
  kind: "resources",
  name: "aws",
  npmPackage: "@pulumi/aws",
  repeatsId: true,
  rules: awsRules,
  nameRule: awsNameRule,
  constants: (config) => {
    if (typeof config.region !== "string" || config.region === "") {
      throw new Error("aws:region is not set; add it to the stack's configuration");
    }
    return {
      partition: "aws",
      account: ACCOUNT_ID,
      region: config.region,
      defaultTags: defaultTags(config),
    };
  },
  functions: { ...coreFunctions, ...networkFunctions, ...edgeFunctions, ...identityFunctions },
  functionsFile: "sandbox/providers/aws/functions/core.ts",
};
