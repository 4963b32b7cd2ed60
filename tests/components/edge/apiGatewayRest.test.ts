import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Certificate } from "../../../components/edge/certificate";
import { find, inputsOf, namesOf, record, valueOf } from "../../helpers/recordingMocks";
import {
  anyMethod,
  bodyOf,
  cartsDocument,
  everyMethod,
  functionTarget,
  integration,
  type Json,
  orders,
  publicCarts,
  restGateway,
  tokenIssuer,
  withCarts,
} from "./apiGatewayParts";

describe("ApiGateway as a REST API: who may call", () => {
  it("asks for an access token of the user pool on routes for customers", async () => {
    const authorizer = { kind: "tokens", issuer: tokenIssuer() } as const;
    const { registrations } = await record(() => withCarts(restGateway({ authorizer }), orders));
    const { paths, components } = bodyOf(registrations);
    assert.deepEqual(paths["/orders/{proxy+}"]?.[anyMethod]?.security, [
      { customers: ["openid", "aws.cognito.signin.user.admin"] },
    ]);
    assert.deepEqual(components.securitySchemes, {
      customers: {
        type: "apiKey",
        name: "Authorization",
        in: "header",
        "x-amazon-apigateway-authtype": "cognito_user_pools",
        "x-amazon-apigateway-authorizer": {
          type: "cognito_user_pools",
          providerARNs: ["arn:mock:pool"],
        },
      },
    });
  });

  it("asks a function instead, about every request, and lets itself invoke it", async () => {
    const { registrations } = await record(() =>
      withCarts(
        restGateway({ authorizer: { kind: "function", function: functionTarget("guard") } }),
        orders,
      ),
    );
    const { components, paths } = bodyOf(registrations);
    assert.deepEqual(paths["/orders/{proxy+}"]?.[anyMethod]?.security, [{ customers: [] }]);
    const { customers } = components.securitySchemes as { customers: Json };
    assert.deepEqual(customers["x-amazon-apigateway-authorizer"], {
      type: "request",
      authorizerUri: "arn:invoke:guard",
      identitySource: "method.request.header.Authorization",
      authorizerResultTtlInSeconds: 0,
    });
    const permission = find(registrations, "aws:lambda/permission:Permission", "authorizes-api");
    assert.equal(permission.inputs.sourceArn, "arn:mock:execute-api:api-api/authorizers/*");
  });

  it("asks for an API key where told, and keeps the keys' values secret", async () => {
    const quota = { requests: 1000, per: "DAY" } as const;
    const { result, registrations } = await record(() => {
      const plans = { partners: { requestsPerSecond: 50, quota } };
      const apiKeys = { paths: ["/carts/*"], plans };
      return withCarts(restGateway({ apiKeys })).apiKeyValues.partners;
    });
    assert.deepEqual(bodyOf(registrations).paths["/carts/{proxy+}"]?.[anyMethod]?.security, [
      { apiKey: [] },
    ]);
    assert.deepEqual(find(registrations, "aws:apigateway/usagePlan:UsagePlan").inputs, {
      apiStages: [{ apiId: "api-api-id", stage: "live" }],
      throttleSettings: { rateLimit: 50, burstLimit: 50 },
      quotaSettings: { limit: 1000, period: "DAY" },
    });
    assert.deepEqual(find(registrations, "aws:apigateway/usagePlanKey:UsagePlanKey").inputs, {
      keyId: "api-key-partners-id",
      keyType: "API_KEY",
      usagePlanId: "api-plan-partners-id",
    });
    assert.ok(result && (await pulumi.isSecret(result)));
  });
});

describe("ApiGateway as a REST API: with a description of the operations", () => {
  const described = (more = {}) => restGateway({ openApi: cartsDocument, ...more });

  it("answers the described operations and checks their parameters and bodies", async () => {
    const { registrations } = await record(() => withCarts(described()));
    const { paths, components, ...body } = bodyOf(registrations);
    assert.deepEqual(Object.keys(paths), ["/carts/{customerId}"], "health is nobody's route");
    const { get, patch } = paths["/carts/{customerId}"] ?? {};
    assert.deepEqual(get?.parameters, [
      { name: "customerId", in: "path", required: true, schema: { type: "string" } },
      { name: "fields", in: "query", required: false, schema: { type: "string" } },
      { name: "x-tenant", in: "header", required: true, schema: { type: "string" } },
    ]);
    assert.deepEqual(patch?.requestBody, {
      required: true,
      content: {
        "application/json": { schema: { $ref: "#/components/schemas/UpdateItemRequest" } },
      },
    });
    assert.deepEqual(Object.keys(components.schemas).sort(), ["ItemId", "UpdateItemRequest"]);
    assert.deepEqual(body["x-amazon-apigateway-request-validators"], {
      "parameters-and-body": { validateRequestBody: true, validateRequestParameters: true },
    });
    assert.deepEqual(body.info, { title: "Shop", version: "2.0.0" });
  });

  it("caches answers to GET, encrypted, apart by every path variable and parameter", async () => {
    const route = { ...publicCarts, cacheSeconds: 60 };
    const { registrations } = await record(() => withCarts(described(), route));
    const { get, patch } = bodyOf(registrations).paths["/carts/{customerId}"] ?? {};
    const keysOf = (operation: Json | undefined) =>
      (operation?.[integration] as { cacheKeyParameters?: unknown }).cacheKeyParameters;
    assert.deepEqual(keysOf(get), [
      "method.request.path.customerId",
      "method.request.querystring.fields",
      "method.request.header.x-tenant",
    ]);
    assert.equal(keysOf(patch), undefined);
    const stage = find(registrations, "aws:apigateway/stage:Stage").inputs;
    assert.equal(stage.cacheClusterEnabled, true);
    assert.equal(stage.cacheClusterSize, "0.5");
    const settings = find(registrations, "aws:apigateway/methodSettings:MethodSettings", "-get");
    assert.equal(settings.inputs.methodPath, "~1carts~1{customerId}/GET");
    assert.deepEqual(settings.inputs.settings, {
      ...everyMethod,
      cachingEnabled: true,
      cacheTtlInSeconds: 60,
      cacheDataEncrypted: true,
      requireAuthorizationForCacheControl: true,
      unauthorizedCacheControlHeaderStrategy: "SUCCEED_WITHOUT_RESPONSE_HEADER",
    });
  });

  it("takes the whole path when the description says nothing about a route", async () => {
    const { registrations } = await record(() =>
      withCarts(described(), { path: "/reports", auth: "public" }),
    );
    assert.deepEqual(Object.keys(bodyOf(registrations).paths), ["/reports"]);
  });
});

describe("ApiGateway as a REST API: rates", () => {
  it("throttles each method of a route that wants its own rate, as settings know no ANY", async () => {
    const route = { ...publicCarts, requestsPerSecond: 20 };
    const { registrations } = await record(() => withCarts(restGateway(), route));
    const own = registrations
      .filter(({ type }) => type === "aws:apigateway/methodSettings:MethodSettings")
      .map(({ inputs }) => ({
        path: String(inputs.methodPath),
        rate: (inputs.settings as { throttlingRateLimit: number }).throttlingRateLimit,
      }))
      .sort((left, right) => left.path.localeCompare(right.path));
    const verbs = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];
    assert.deepEqual(own, [
      { path: "*/*", rate: 1000 },
      ...verbs.map((verb) => ({ path: `~1carts~1{proxy+}/${verb}`, rate: 20 })),
    ]);
  });
});

describe("ApiGateway as a REST API: on a domain of its own", () => {
  const names = { domainName: "api.example.com", hostedZoneId: "Z1" };

  it("is mapped to the domain and no longer answers on AWS's", async () => {
    const { result, registrations } = await record(() => {
      const certificate = new Certificate("api-certificate", names);
      return withCarts(restGateway({ customDomain: { ...names, certificate } }));
    });
    const api = find(registrations, "aws:apigateway/restApi:RestApi");
    assert.equal(inputsOf(api).disableExecuteApiEndpoint, true);
    assert.deepEqual(find(registrations, "aws:apigateway/domainName:DomainName").inputs, {
      domainName: "api.example.com",
      regionalCertificateArn: "arn:mock:api-certificate-certificate",
      endpointConfiguration: { types: "REGIONAL", ipAddressType: "dualstack" },
      securityPolicy: "TLS_1_2",
    });
    assert.deepEqual(find(registrations, "aws:apigateway/basePathMapping:BasePathMapping").inputs, {
      domainName: "api.example.com",
      restApi: "api-api-id",
      stageName: "live",
    });
    assert.equal(namesOf(registrations, "aws:route53/record:Record").length, 3);
    assert.ok(result.origin.kind === "public");
    assert.equal(await valueOf(result.origin.domainName), "api.example.com");
    assert.equal(await valueOf(result.origin.path), "");
  });

  it("takes only clients with a certificate of the trust store when told", async () => {
    const mutualTls = { truststoreUri: "s3://trust/store.pem" };
    const { registrations } = await record(() => {
      const certificate = new Certificate("api-certificate", names);
      return withCarts(restGateway({ customDomain: { ...names, certificate, mutualTls } }));
    });
    const domain = find(registrations, "aws:apigateway/domainName:DomainName").inputs;
    assert.deepEqual(domain.mutualTlsAuthentication, mutualTls);
  });
});
