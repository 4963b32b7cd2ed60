import type * as lambda from "@pulumi/aws/lambda";
import type * as sqs from "@pulumi/aws/sqs";
import {
  lambdaExplicitSizing,
  lambdaSqsPartialBatch,
  lambdaSqsVisibilityTimeout,
  lambdaStreamMappingFailure,
  lambdaUrlAuth,
  lambdaVpcMultiAz,
} from "../../../policies/registry";
import { describeRule } from "../helpers/describeRule";
import { UNKNOWN } from "../helpers/engine";
import { resource, unknown } from "../helpers/fixture";

const fn = resource<lambda.FunctionArgs>("aws:lambda/function:Function", "orders", {
  role: UNKNOWN,
  runtime: "nodejs24.x",
  memorySize: 512,
  timeout: 10,
  vpcConfig: { subnetIds: ["subnet-1", "subnet-2"], securityGroupIds: [UNKNOWN] },
});

describeRule(lambdaVpcMultiAz, {
  valid: [fn],
  passes: { "no VPC": { set: { vpcConfig: undefined } } },
  fails: {
    "one subnet": {
      set: { "vpcConfig.subnetIds": ["subnet-1"] },
      says: "vpcConfig.subnetIds has 1 subnet",
    },
    "one subnet twice": {
      set: { "vpcConfig.subnetIds": ["subnet-1", "subnet-1"] },
      says: "vpcConfig.subnetIds has 1 subnet",
    },
  },
  silent: { "the subnets": unknown("vpcConfig.subnetIds") },
});

describeRule(lambdaExplicitSizing, {
  valid: [fn],
  fails: {
    "Lambda's memory": { set: { memorySize: undefined }, says: "memorySize not set" },
    "Lambda's defaults": {
      set: { memorySize: undefined, timeout: undefined },
      says: "memorySize and timeout not set",
    },
  },
});

const url = resource<lambda.FunctionUrlArgs>("aws:lambda/functionUrl:FunctionUrl", "url", {
  functionName: "orders",
  authorizationType: "AWS_IAM",
});

describeRule(lambdaUrlAuth, {
  valid: [url],
  passes: {
    "every origin without credentials": { set: { cors: { allowOrigins: ["*"] } } },
    "one origin with credentials": {
      set: { cors: { allowOrigins: ["https://shop.example.com"], allowCredentials: true } },
    },
  },
  fails: {
    "a public function": {
      set: { authorizationType: "NONE" },
      says: 'authorizationType is "NONE"',
    },
    "every origin with credentials": {
      set: { cors: { allowOrigins: ["*"], allowCredentials: true } },
      says: "cors lets every origin send credentials",
    },
  },
  silent: { "the authorization": unknown("authorizationType") },
});

const queue = resource<sqs.QueueArgs>("aws:sqs/queue:Queue", "placed", {
  visibilityTimeoutSeconds: 65,
});
const mapping = resource<lambda.EventSourceMappingArgs>(
  "aws:lambda/eventSourceMapping:EventSourceMapping",
  "placed-to-orders",
  {
    functionName: UNKNOWN,
    eventSourceArn: UNKNOWN,
    functionResponseTypes: ["ReportBatchItemFailures"],
    maximumBatchingWindowInSeconds: 5,
  },
  { dependsOn: { eventSourceArn: ["placed"], functionName: ["orders"] } },
);
const isNowhere = unknown("eventSourceArn", {});

describeRule(lambdaSqsPartialBatch, {
  valid: [mapping, queue],
  passes: {
    "a stream": {
      dependsOn: {},
      set: {
        eventSourceArn: "arn:aws:kinesis:eu-west-1:1:stream/clicks",
        functionResponseTypes: undefined,
      },
    },
  },
  fails: {
    "whole batches": {
      set: { functionResponseTypes: undefined },
      says: "functionResponseTypes lacks ReportBatchItemFailures",
    },
    "whole batches of a queue of another stack": {
      set: {
        eventSourceArn: "arn:aws:sqs:eu-west-1:1:returns",
        functionResponseTypes: undefined,
      },
      says: "functionResponseTypes lacks ReportBatchItemFailures",
    },
  },
  silent: {
    "the source": { ...isNowhere, set: { ...isNowhere.set, functionResponseTypes: undefined } },
    "the types": unknown("functionResponseTypes", {
      eventSourceArn: ["placed"],
      functionResponseTypes: ["placed"],
    }),
  },
});

const stream = resource<lambda.EventSourceMappingArgs>(
  "aws:lambda/eventSourceMapping:EventSourceMapping",
  "clicks-to-insights",
  {
    functionName: "insights",
    eventSourceArn: "arn:aws:kinesis:eu-west-1:1:stream/clicks",
    maximumRetryAttempts: 5,
    bisectBatchOnFunctionError: true,
    destinationConfig: { onFailure: { destinationArn: "arn:aws:sqs:eu-west-1:1:failed" } },
  },
);

describeRule(lambdaStreamMappingFailure, {
  valid: [stream],
  passes: {
    "a queue": {
      set: {
        eventSourceArn: "arn:aws:sqs:eu-west-1:1:placed",
        maximumRetryAttempts: undefined,
        destinationConfig: undefined,
      },
    },
  },
  fails: {
    "retries without end": {
      set: { maximumRetryAttempts: -1 },
      says: "maximumRetryAttempts is not bounded",
    },
    "batches that stay whole": {
      set: { bisectBatchOnFunctionError: undefined },
      says: "bisectBatchOnFunctionError is not true",
    },
    "records that are dropped": {
      set: { destinationConfig: undefined },
      says: "destinationConfig.onFailure.destinationArn is not set",
    },
    "everything, on a table's stream": {
      set: {
        eventSourceArn: "arn:aws:dynamodb:eu-west-1:1:table/orders/stream/2026",
        maximumRetryAttempts: undefined,
        bisectBatchOnFunctionError: undefined,
        destinationConfig: undefined,
      },
      says: "maximumRetryAttempts is not bounded and bisectBatchOnFunctionError is not true and",
    },
  },
  silent: {
    "the source": {
      set: { eventSourceArn: UNKNOWN, maximumRetryAttempts: undefined },
      dependsOn: { eventSourceArn: [] },
    },
    "the retries": unknown("maximumRetryAttempts", { maximumRetryAttempts: [] }),
  },
});

const alias = resource<lambda.AliasArgs>(
  "aws:lambda/alias:Alias",
  "live",
  { functionName: UNKNOWN, functionVersion: "1" },
  { dependsOn: { functionName: ["orders"] } },
);
const viaAlias = { eventSourceArn: ["placed"], functionName: ["live"] };

describeRule(lambdaSqsVisibilityTimeout, {
  valid: [mapping, fn, queue],
  passes: {
    "an alias of the function": { set: {}, dependsOn: viaAlias, add: [alias] },
    "a queue of another stack": {
      set: { eventSourceArn: "arn:aws:sqs:eu-west-1:1:returns" },
      dependsOn: { functionName: ["orders"] },
      drop: ["placed"],
    },
  },
  fails: {
    "messages that reappear too soon": {
      on: "placed",
      set: { visibilityTimeoutSeconds: 60 },
      at: "placed-to-orders",
      says: "its queue hides messages for 60 s, and the function needs 65 s",
    },
    "SQS's default": {
      on: "placed",
      set: { visibilityTimeoutSeconds: undefined },
      at: "placed-to-orders",
      says: "its queue hides messages for 30 s, and the function needs 65 s",
    },
    "a slower function behind an alias": {
      on: "orders",
      set: { timeout: 60 },
      add: [alias],
      at: "placed-to-orders",
      says: "its queue hides messages for 65 s, and the function needs 365 s",
    },
  },
  silent: {
    "the visibility": {
      on: "placed",
      ...unknown("visibilityTimeoutSeconds", { visibilityTimeoutSeconds: [] }),
    },
    "the time-out": { on: "orders", ...unknown("timeout", { timeout: [] }) },
  },
});
