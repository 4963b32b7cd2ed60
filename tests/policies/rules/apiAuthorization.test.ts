import type * as apigateway from "@pulumi/aws/apigateway";
import type * as apigatewayv2 from "@pulumi/aws/apigatewayv2";
import { apigwMethodAuthorization, apigwv2RouteAuthorization } from "../../../policies/registry";
import { describeRule } from "../helpers/describeRule";
import { UNKNOWN } from "../helpers/engine";
import { type Change, resource, unknown } from "../helpers/fixture";

const method = resource<apigateway.MethodArgs>("aws:apigateway/method:Method", "get-orders", {
  restApi: UNKNOWN,
  resourceId: UNKNOWN,
  httpMethod: "GET",
  authorization: "COGNITO_USER_POOLS",
  authorizerId: UNKNOWN,
});

interface Operation {
  readonly security?: readonly object[];
  readonly "x-amazon-apigateway-auth"?: { readonly type: string };
}

function body(operation: Operation, root: object = {}): string {
  return JSON.stringify({
    openapi: "3.0.1",
    components: {
      securitySchemes: {
        customers: { type: "apiKey", "x-amazon-apigateway-authorizer": { type: "request" } },
        partnerKey: { type: "apiKey", name: "x-api-key", in: "header" },
      },
    },
    paths: { "/orders/{id}": { parameters: [], get: operation, options: {} } },
    ...root,
  });
}

const api = resource<apigateway.RestApiArgs>("aws:apigateway/restApi:RestApi", "orders", {
  body: body({ security: [{ customers: [] }] }),
});

function document(operation: Operation, root?: object): Change {
  return { on: "orders", set: { body: body(operation, root) } };
}

const accepted: Readonly<Record<string, Change>> = {
  "an authorizer for every operation": document({}, { security: [{ customers: [] }] }),
  "a signature of IAM": document({ "x-amazon-apigateway-auth": { type: "aws_iam" } }),
  "a key beside an authorizer": document({ security: [{ customers: [], partnerKey: [] }] }),
  "an operation that says it is public": document({ security: [] }),
  "a listed route that says nothing": {
    ...document({}),
    config: { publicRoutes: ["GET /orders/*"] },
  },
};
const refused = {
  "an operation that says nothing": {
    ...document({}),
    at: "orders",
    says: "route GET /orders/{id} has no security requirement",
  },
  "a document that says nothing for any operation": {
    ...document({}, { security: [] }),
    at: "orders",
    says: "route GET /orders/{id} has no security requirement",
  },
  "a key alone": {
    ...document({ security: [{ partnerKey: [] }] }),
    at: "orders",
    says: "route GET /orders/{id} asks for an API key only",
  },
  "a key as the other way in": {
    ...document({ security: [{ customers: [] }, { partnerKey: [] }] }),
    at: "orders",
    says: "asks for an API key only",
  },
  "an operation that says it is public where that is not enough": {
    ...document({ security: [] }),
    at: "orders",
    config: { declaredPublic: false },
    says: 'route GET /orders/{id} says "security": []',
  },
  "a requirement of nothing where that is not enough": {
    ...document({ security: [{ customers: [] }, {}] }),
    at: "orders",
    config: { declaredPublic: false },
    says: 'says "security": []',
  },
};

describeRule(apigwMethodAuthorization, {
  valid: [method, api],
  passes: {
    ...accepted,
    "what browsers ask first": { set: { httpMethod: "OPTIONS", authorization: "NONE" } },
    "a listed method": {
      set: { authorization: "NONE" },
      config: { publicRoutes: ["get-orders"] },
    },
    "an API without a document": { on: "orders", set: { body: undefined } },
  },
  fails: {
    ...refused,
    "a public method": { set: { authorization: "NONE" }, says: 'authorization is "NONE"' },
    "a method with an API key alone": {
      set: { authorization: "NONE", apiKeyRequired: true },
      says: 'authorization is "NONE"',
    },
    "a method that another is listed for": {
      set: { authorization: "NONE" },
      config: { publicRoutes: ["get-status"] },
      says: 'authorization is "NONE"',
    },
  },
  silent: {
    "the authorization": unknown("authorization"),
    "the document": { on: "orders", ...unknown("body") },
  },
});

const route = resource<apigatewayv2.RouteArgs>(
  "aws:apigatewayv2/route:Route",
  "get-order",
  { apiId: UNKNOWN, routeKey: "GET /orders/{id}", authorizationType: "JWT" },
  { dependsOn: { apiId: ["orders"] } },
);
const httpApi = resource<apigatewayv2.ApiArgs>("aws:apigatewayv2/api:Api", "orders", {
  protocolType: "HTTP",
});

describeRule(apigwv2RouteAuthorization, {
  valid: [route, httpApi],
  passes: {
    ...accepted,
    "a listed route": {
      set: { authorizationType: "NONE" },
      config: { publicRoutes: ["GET /orders/{id}"] },
    },
    "what browsers ask first": {
      set: { routeKey: "OPTIONS /{proxy+}", authorizationType: undefined },
    },
    "a message on a connection": {
      on: "get-order",
      set: { routeKey: "sendMessage", authorizationType: undefined },
      dependsOn: {},
      drop: ["orders"],
    },
    "messages without a route of their own": {
      set: { routeKey: "$default", authorizationType: undefined },
      drop: ["orders"],
      add: [{ ...httpApi, props: { protocolType: "WEBSOCKET" } }],
    },
  },
  fails: {
    ...refused,
    "the default": {
      set: { authorizationType: undefined },
      says: "authorizationType is not set for route GET /orders/{id}",
    },
    "a public route": {
      set: { authorizationType: "NONE" },
      says: 'authorizationType is "NONE" for route GET /orders/{id}',
    },
    "a public route for whatever has none": {
      set: { authorizationType: "NONE", routeKey: "$default" },
      says: 'authorizationType is "NONE" for a route',
    },
    "a public connection": {
      set: { authorizationType: undefined, routeKey: "$connect" },
      drop: ["orders"],
      add: [{ ...httpApi, props: { protocolType: "WEBSOCKET" } }],
      says: "authorizationType is not set for a route",
    },
    "quick create": {
      on: "orders",
      at: "orders",
      set: { target: "arn:aws:lambda:eu-west-1:111122223333:function:orders" },
      says: "target makes a route without authorization",
    },
  },
  silent: {
    "the authorization": unknown("authorizationType", { apiId: ["orders"], authorizationType: [] }),
    "the document": { on: "orders", ...unknown("body", { body: [] }) },
  },
});
