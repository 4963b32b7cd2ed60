import type * as apigateway from "@pulumi/aws/apigateway";
import type * as apigatewayv2 from "@pulumi/aws/apigatewayv2";
import {
  apigwCacheEncrypted,
  apigwDisableDefaultEndpoint,
  apigwDomainTls12,
  apigwMethodLogging,
  apigwNoDataTrace,
  apigwNoSecretsInStageVariables,
  apigwStageAccessLogs,
  apigwStageWaf,
  apigwStageXray,
  apigwThrottling,
  apigwv2StageAccessLogs,
} from "../../../policies/registry";
import { describeRule } from "../helpers/describeRule";
import { UNKNOWN } from "../helpers/engine";
import { resource, unknown } from "../helpers/fixture";

const api = resource<apigateway.RestApiArgs>("aws:apigateway/restApi:RestApi", "api", {
  endpointConfiguration: { types: "REGIONAL" },
});
const stage = resource<apigateway.StageArgs>(
  "aws:apigateway/stage:Stage",
  "live",
  {
    restApi: UNKNOWN,
    deployment: UNKNOWN,
    stageName: "live",
    xrayTracingEnabled: true,
    accessLogSettings: { destinationArn: UNKNOWN, format: '{"requestId":"$context.requestId"}' },
    variables: { backend: "blue" },
  },
  { dependsOn: { restApi: ["api"] } },
);

describeRule(apigwStageAccessLogs, {
  valid: [stage],
  fails: {
    "no log": {
      set: { accessLogSettings: undefined },
      says: "accessLogSettings.destinationArn is not set",
    },
    "no format": {
      set: { "accessLogSettings.format": undefined },
      says: "accessLogSettings.format is not set",
    },
  },
});

describeRule(apigwStageXray, {
  valid: [stage],
  fails: {
    "the default": {
      set: { xrayTracingEnabled: undefined },
      says: "xrayTracingEnabled is not set",
    },
    "tracing that is off": { set: { xrayTracingEnabled: false }, says: "is false" },
  },
  silent: { "the tracing": unknown("xrayTracingEnabled") },
});

const settings = resource<apigateway.MethodSettingsArgs>(
  "aws:apigateway/methodSettings:MethodSettings",
  "all",
  {
    restApi: UNKNOWN,
    stageName: "live",
    methodPath: "*/*",
    settings: {
      loggingLevel: "ERROR",
      dataTraceEnabled: false,
      cachingEnabled: true,
      cacheDataEncrypted: true,
      throttlingRateLimit: 100,
      throttlingBurstLimit: 200,
    },
  },
  { dependsOn: { stageName: ["live"] } },
);

describeRule(apigwMethodLogging, {
  valid: [stage, settings],
  passes: { "all executions": { on: "all", set: { "settings.loggingLevel": "INFO" } } },
  fails: {
    "no settings": { drop: ["all"], says: 'no MethodSettings with methodPath "*/*"' },
    "settings of one method only": {
      on: "all",
      set: { methodPath: "orders/GET" },
      at: "live",
      says: 'no MethodSettings with methodPath "*/*"',
    },
    "logging that is off": {
      on: "all",
      set: { "settings.loggingLevel": "OFF" },
      at: "live",
      says: 'settings.loggingLevel is "OFF"',
    },
    "the default": {
      on: "all",
      set: { "settings.loggingLevel": undefined },
      at: "live",
      says: "settings.loggingLevel is not set",
    },
  },
  silent: {
    "the level": { on: "all", set: { "settings.loggingLevel": UNKNOWN } },
    "the stage that settings are for": { on: "all", set: { stageName: UNKNOWN }, dependsOn: {} },
  },
});

const httpStage = resource<apigatewayv2.StageArgs>("aws:apigatewayv2/stage:Stage", "default", {
  apiId: UNKNOWN,
  name: "$default",
  accessLogSettings: { destinationArn: UNKNOWN, format: "{}" },
  defaultRouteSettings: { throttlingRateLimit: 100, throttlingBurstLimit: 200 },
});

describeRule(apigwNoDataTrace, {
  valid: [settings, httpStage],
  passes: { "the default": { set: { "settings.dataTraceEnabled": undefined } } },
  fails: {
    "a traced REST API": {
      set: { "settings.dataTraceEnabled": true },
      says: "settings.dataTraceEnabled is true",
    },
    "a traced WebSocket API": {
      on: "default",
      set: { "defaultRouteSettings.dataTraceEnabled": true },
      at: "default",
      says: "defaultRouteSettings.dataTraceEnabled is true",
    },
  },
  silent: { "the trace": unknown("settings.dataTraceEnabled") },
});

describeRule(apigwCacheEncrypted, {
  valid: [settings],
  passes: {
    "no cache": { set: { "settings.cachingEnabled": false, "settings.cacheDataEncrypted": false } },
  },
  fails: {
    "a plain cache": {
      set: { "settings.cacheDataEncrypted": false },
      says: "settings.cacheDataEncrypted is false",
    },
    "the default": {
      set: { "settings.cacheDataEncrypted": undefined },
      says: "settings.cacheDataEncrypted is not set",
    },
  },
  silent: {
    "whether there is a cache": unknown("settings.cachingEnabled"),
    "its encryption": unknown("settings.cacheDataEncrypted"),
  },
});

describeRule(apigwThrottling, {
  valid: [settings, httpStage],
  fails: {
    "no rate": {
      set: { "settings.throttlingRateLimit": undefined },
      says: "no limit in settings.throttlingRateLimit",
    },
    "limits that are off": {
      set: { "settings.throttlingRateLimit": -1, "settings.throttlingBurstLimit": -1 },
      says: "no limit in settings.throttlingRateLimit and settings.throttlingBurstLimit",
    },
    "an HTTP API without limits": {
      on: "default",
      set: { defaultRouteSettings: undefined },
      at: "default",
      says: "no limit in defaultRouteSettings.throttlingRateLimit",
    },
  },
  silent: { "the rate": unknown("settings.throttlingRateLimit") },
});

const association = resource(
  "aws:wafv2/webAclAssociation:WebAclAssociation",
  "firewall",
  { resourceArn: UNKNOWN, webAclArn: UNKNOWN },
  { dependsOn: { resourceArn: ["live"] } },
);

describeRule(apigwStageWaf, {
  valid: [stage, api, association],
  passes: {
    "a private API": {
      on: "api",
      set: { "endpointConfiguration.types": "PRIVATE" },
      drop: ["firewall"],
    },
  },
  fails: {
    "no web ACL": { drop: ["firewall"], says: "no WebAclAssociation in the stack names" },
    "a web ACL of something else": {
      on: "firewall",
      set: { resourceArn: "arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/a/1" },
      dependsOn: {},
      at: "live",
      says: "no WebAclAssociation in the stack names",
    },
  },
  silent: { "what the web ACL is for": { on: "firewall", dependsOn: {}, set: {} } },
});

describeRule(apigwNoSecretsInStageVariables, {
  valid: [stage],
  fails: {
    "a password": {
      set: { variables: { dbPassword: "correct horse" } },
      says: 'variable "dbPassword" holds a plain value under the name of a secret',
    },
    "an access key under a harmless name": {
      set: { variables: { backend: "AKIAIOSFODNN7EXAMPLE" } },
      says: 'variable "backend" holds a value in the form of a credential',
    },
  },
  silent: { "the variables": unknown("variables") },
});

const domain = resource<apigateway.DomainNameArgs>("aws:apigateway/domainName:DomainName", "shop", {
  domainName: "api.example.com",
  securityPolicy: "TLS_1_2",
});

describeRule(apigwDomainTls12, {
  valid: [domain],
  passes: {
    "a newer policy": { set: { securityPolicy: "SecurityPolicy_TLS13_1_3_2025_09" } },
  },
  fails: {
    "the default": { set: { securityPolicy: undefined }, says: "securityPolicy is not set" },
    "TLS 1.0": { set: { securityPolicy: "TLS_1_0" }, says: 'securityPolicy is "TLS_1_0"' },
  },
  silent: { "the policy": unknown("securityPolicy") },
});

const mapping = resource(
  "aws:apigateway/basePathMapping:BasePathMapping",
  "mapping",
  { restApi: UNKNOWN, domainName: "api.example.com" },
  { dependsOn: { restApi: ["api"] } },
);

describeRule(apigwDisableDefaultEndpoint, {
  valid: [
    resource<apigateway.RestApiArgs>("aws:apigateway/restApi:RestApi", "api", {
      disableExecuteApiEndpoint: true,
    }),
    mapping,
  ],
  passes: {
    "an API without a domain": {
      set: { disableExecuteApiEndpoint: false },
      drop: ["mapping"],
    },
  },
  fails: {
    "the default": {
      set: { disableExecuteApiEndpoint: undefined },
      says: "a custom domain leads to it and disableExecuteApiEndpoint is not set",
    },
  },
  silent: {
    "the setting": unknown("disableExecuteApiEndpoint", { disableExecuteApiEndpoint: ["mapping"] }),
  },
});

describeRule(apigwv2StageAccessLogs, {
  valid: [httpStage],
  fails: {
    "no log": {
      set: { accessLogSettings: undefined },
      says: "accessLogSettings.destinationArn is not set",
    },
  },
});
