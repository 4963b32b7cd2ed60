import type * as ecr from "@pulumi/aws/ecr";
import type * as lambda from "@pulumi/aws/lambda";
import {
  ecrScanOnPush,
  ecrTagImmutability,
  lambdaNoEnvSecrets,
  lambdaPermissionSource,
  lambdaSupportedRuntime,
  lambdaTracing,
} from "../../../policies/registry";
import { describeRule } from "../helpers/describeRule";
import type { Fixture } from "../helpers/engine";
import { UNKNOWN } from "../helpers/engine";
import { resource, unknown } from "../helpers/fixture";

const repository = resource<ecr.RepositoryArgs>("aws:ecr/repository:Repository", "catalog", {
  name: "shop/catalog",
  imageScanningConfiguration: { scanOnPush: true },
  imageTagMutability: "IMMUTABLE",
});
const NO_SCAN = { imageScanningConfiguration: undefined };

function registry(filter: string, scanFrequency = "SCAN_ON_PUSH"): Fixture {
  return resource<ecr.RegistryScanningConfigurationArgs>(
    "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration",
    "registry",
    {
      scanType: "BASIC",
      rules: [{ scanFrequency, repositoryFilters: [{ filter, filterType: "WILDCARD" }] }],
    },
  );
}

describeRule(ecrScanOnPush, {
  valid: [repository],
  passes: {
    "scanning of the whole registry": { set: NO_SCAN, add: [registry("*")] },
    "scanning of repositories with this prefix": { set: NO_SCAN, add: [registry("shop/*")] },
  },
  fails: {
    "no scanning": { set: NO_SCAN, says: "imageScanningConfiguration.scanOnPush is not set" },
    "scanning that is off": {
      set: { "imageScanningConfiguration.scanOnPush": false },
      says: "imageScanningConfiguration.scanOnPush is false",
    },
    "scanning of other repositories": {
      set: NO_SCAN,
      add: [registry("base/*")],
      says: "scanOnPush is not set",
    },
    "scanning by hand": {
      set: NO_SCAN,
      add: [registry("*", "MANUAL")],
      says: "scanOnPush is not set",
    },
  },
  silent: {
    "the setting": unknown("imageScanningConfiguration", { imageScanningConfiguration: ["other"] }),
  },
});

describeRule(ecrTagImmutability, {
  valid: [repository],
  passes: { exclusions: { set: { imageTagMutability: "IMMUTABLE_WITH_EXCLUSION" } } },
  fails: {
    "mutable tags": {
      set: { imageTagMutability: "MUTABLE" },
      says: 'imageTagMutability is "MUTABLE"',
    },
    "the default": {
      set: { imageTagMutability: undefined },
      says: "imageTagMutability is not set",
    },
  },
  silent: { "the setting": unknown("imageTagMutability") },
});

const handler = resource<lambda.FunctionArgs>("aws:lambda/function:Function", "carts", {
  role: UNKNOWN,
  runtime: "nodejs24.x",
  handler: "index.handler",
  tracingConfig: { mode: "Active" },
  environment: { variables: { CARTS_TABLE: UNKNOWN, JWT_SECRET_ARN: "arn:aws:x" } },
});

describeRule(lambdaSupportedRuntime, {
  valid: [handler],
  passes: {
    "an image": { set: { packageType: "Image", runtime: undefined } },
    "a runtime newer than the list": { set: { runtime: "nodejs30.x" } },
  },
  fails: {
    "a runtime without support": {
      set: { runtime: "nodejs18.x" },
      says: 'runtime is "nodejs18.x", which AWS deprecated on 2025-09-01',
    },
    "a runtime of long ago": { set: { runtime: "python2.7" }, says: 'runtime is "python2.7"' },
  },
  silent: { "the runtime": unknown("runtime") },
});

describeRule(lambdaNoEnvSecrets, {
  valid: [handler],
  passes: { "no environment": { set: { environment: undefined } } },
  fails: {
    "a secret in plain text": {
      set: { "environment.variables.JWT_SECRET": "hunter2!" },
      says: 'variable "JWT_SECRET" holds a plain value under the name of a secret',
    },
    "a token in the form of a token": {
      set: { "environment.variables.CI": "ghp_abcdefghijklmnopqrstuvwxyz0123456789" },
      says: 'variable "CI" holds a value in the form of a credential',
    },
  },
  silent: {
    "the environment": unknown("environment"),
    "the value of a secret's name": unknown("environment.variables.JWT_SECRET"),
  },
});

describeRule(lambdaTracing, {
  valid: [handler],
  fails: {
    "passive tracing": {
      set: { "tracingConfig.mode": "PassThrough" },
      says: 'tracingConfig.mode is "PassThrough"',
    },
    "the default": { set: { tracingConfig: undefined }, says: "tracingConfig.mode is not set" },
  },
  silent: { "the mode": unknown("tracingConfig.mode") },
});

const permission = resource<lambda.PermissionArgs>("aws:lambda/permission:Permission", "invoke", {
  action: "lambda:InvokeFunction",
  function: UNKNOWN,
  principal: "elasticloadbalancing.amazonaws.com",
  sourceArn: UNKNOWN,
});

describeRule(lambdaPermissionSource, {
  valid: [permission],
  passes: {
    "an account": { set: { principal: "111122223333", sourceArn: undefined } },
    "everyone of one organisation": {
      set: { principal: "*", principalOrgId: "o-a1b2c3", sourceArn: undefined },
    },
    "S3 with its account": {
      set: { principal: "s3.amazonaws.com", sourceAccount: "111122223333" },
    },
  },
  fails: {
    "a service without a source": {
      set: { sourceArn: undefined },
      says: 'principal is "elasticloadbalancing.amazonaws.com" and neither',
    },
    everyone: {
      set: { principal: "*" },
      says: 'principal is "*" and principalOrgId is not set',
    },
    "S3 with an ARN alone": {
      set: { principal: "s3.amazonaws.com", sourceArn: "arn:aws:s3:::uploads" },
      says: 'principal is "s3.amazonaws.com" and sourceAccount is not set',
    },
  },
  silent: { "the principal": unknown("principal") },
});
