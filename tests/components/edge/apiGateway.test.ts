import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { Certificate } from "../../../components/edge/certificate";
import {
  childrenOf,
  find,
  inputsOf,
  namesOf,
  record,
  type Registration,
  valueOf,
} from "../../helpers/recordingMocks";
import {
  cartsDocument,
  functionTarget,
  orders,
  privateServices,
  publicCarts,
  restGateway,
  tokenIssuer,
  withCarts,
  withCatalog,
} from "./apiGatewayParts";

type Json = Record<string, unknown>;

/** The document that the REST API is made from. */
function bodyOf(registrations: readonly Registration[]): Json & {
  readonly paths: Record<string, Record<string, Json>>;
  readonly components: { readonly schemas: Json; readonly securitySchemes: Json };
} {
  const { body } = find(registrations, "aws:apigateway/restApi:RestApi").inputs;
  return JSON.parse(String(body)) as ReturnType<typeof bodyOf>;
}

const anyMethod = "x-amazon-apigateway-any-method";
const integration = "x-amazon-apigateway-integration";

const everyMethod = {
  metricsEnabled: true,
  loggingLevel: "ERROR",
  dataTraceEnabled: false,
  throttlingRateLimit: 1000,
  throttlingBurstLimit: 1000,
  cachingEnabled: false,
};

describe("ApiGateway as a REST API", () => {
  it("is a regional API with a traced, logged stage behind the web ACL", async () => {
    const { registrations } = await record(() => withCarts(restGateway()));
    const children = childrenOf(registrations, "edge:ApiGateway", "api");
    const { body, ...api } = children["aws:apigateway:RestApi api-api"] ?? {};
    assert.equal(typeof body, "object");
    assert.deepEqual(api, {
      endpointConfiguration: { types: "REGIONAL" },
      disableExecuteApiEndpoint: false,
    });
    const stage = children["aws:apigateway:Stage api-stage"];
    const { accessLogSettings, ...rest } = stage ?? {};
    assert.deepEqual(rest, {
      restApi: "api-api-id",
      deployment: "api-deployment-id",
      stageName: "live",
      xrayTracingEnabled: true,
      cacheClusterEnabled: false,
    });
    const log = accessLogSettings as { destinationArn: string; format: string };
    assert.equal(log.destinationArn, "arn:mock:api-access-logs");
    const fields = JSON.parse(log.format) as Json;
    assert.equal(fields.requestId, "$context.requestId");
    assert.equal(fields.traceId, "$context.xrayTraceId");
    assert.deepEqual(children["aws:wafv2:WebAclAssociation api-web-acl"], {
      resourceArn: "arn:mock:api-stage",
      webAclArn: "arn:mock:firewall-acl",
    });
    assert.deepEqual(children["aws:apigateway:MethodSettings api-settings"], {
      restApi: "api-api-id",
      stageName: "live",
      methodPath: "*/*",
      settings: everyMethod,
    });
    assert.deepEqual(children["aws:cloudwatch:LogGroup api-execution-logs"], {
      name: "API-Gateway-Execution-Logs_api-api-id/live",
      retentionInDays: 30,
      kmsKeyId: "arn:mock:logs-key",
    });
  });

  it("hands a path and all below it to the function's alias, whatever the method", async () => {
    const { registrations } = await record(() => withCarts(restGateway()));
    const { paths } = bodyOf(registrations);
    assert.deepEqual(Object.keys(paths), ["/carts/{proxy+}"]);
    assert.deepEqual(paths["/carts/{proxy+}"], {
      [anyMethod]: {
        parameters: [{ name: "proxy", in: "path", required: true, schema: { type: "string" } }],
        responses: { default: { description: "What the service answers" } },
        security: [],
        [integration]: {
          type: "aws_proxy",
          httpMethod: "POST",
          uri: "arn:invoke:carts",
          timeoutInMillis: 29_000,
          passthroughBehavior: "when_no_match",
        },
      },
    });
  });

  it("lets its stage, and no other, invoke the function below the route", async () => {
    const { registrations } = await record(() => withCarts(restGateway()));
    const permission = find(registrations, "aws:lambda/permission:Permission");
    assert.match(permission.name, /^carts-from-api-carts-proxy-[0-9a-f]{6}$/);
    assert.equal(permission.parent, find(registrations, "test:Service").urn);
    assert.deepEqual(permission.inputs, {
      action: "lambda:InvokeFunction",
      principal: "apigateway.amazonaws.com",
      function: "carts-fn",
      qualifier: "live",
      sourceArn: "arn:mock:execute-api:api-api/live/*/carts/*",
    });
  });

  it("reaches tasks through the VPC link, on the load balancer's own certificate and path", async () => {
    const { registrations } = await record(() =>
      withCatalog(restGateway({ privateServices: privateServices() })),
    );
    const { paths } = bodyOf(registrations);
    assert.deepEqual(paths["/catalog/{proxy+}"]?.[anyMethod]?.[integration], {
      type: "http_proxy",
      httpMethod: "ANY",
      connectionType: "VPC_LINK",
      connectionId: "link-link-id",
      integrationTarget: "arn:mock:inner-alb",
      uri: "https://shop.example.com:443/catalog/{proxy}",
      requestParameters: { "integration.request.path.proxy": "method.request.path.proxy" },
      timeoutInMillis: 29_000,
      passthroughBehavior: "when_no_match",
    });
  });

  it("attaches the tasks to the load balancer, whose group they let in", async () => {
    const { result, registrations } = await record(() => {
      const gateway = restGateway({ privateServices: privateServices() });
      return withCatalog(gateway).taskPeerSecurityGroupId;
    });
    assert.equal(await valueOf(result), "inner-security-group-id");
    assert.equal(namesOf(registrations, "aws:lb/listenerRule:ListenerRule").length, 1);
  });

  it("makes a new deployment when the API changes, and none when it does not", async () => {
    const triggersOf = async (seconds: number) => {
      const { registrations } = await record(() =>
        withCarts(restGateway({ timeoutSeconds: seconds })),
      );
      const { triggers } = find(registrations, "aws:apigateway/deployment:Deployment").inputs;
      const { body } = find(registrations, "aws:apigateway/restApi:RestApi").inputs;
      const expected = createHash("sha256")
        .update(`${String(body)} false`)
        .digest("hex");
      assert.deepEqual(triggers, { api: expected });
      return expected;
    };
    assert.equal(await triggersOf(10), await triggersOf(10));
    assert.notEqual(await triggersOf(10), await triggersOf(11));
  });

  it("keeps the account's log role when the stack goes", async () => {
    const { registrations } = await record(() => withCarts(restGateway()));
    const account = find(registrations, "aws:apigateway/account:Account");
    const role = find(registrations, "aws:iam/role:Role");
    assert.deepEqual(account.inputs, { cloudwatchRoleArn: "arn:mock:api-log-role" });
    assert.ok(account.retainOnDelete && role.retainOnDelete);
    const { policy } = inputsOf(find(registrations, "aws:iam/rolePolicy:RolePolicy"));
    const [statement] = (policy as { Statement: { Resource: unknown }[] }).Statement;
    assert.deepEqual(statement?.Resource, ["arn:aws:logs:us-east-1:123456789012:*"]);
    const stage = find(registrations, "aws:apigateway/stage:Stage");
    assert.ok(stage.dependencies.includes(account.urn), "logging needs the role");
  });

  it("leaves the account's log role alone when told that there is one", async () => {
    const { registrations } = await record(() =>
      withCarts(restGateway({ accountLogRole: "existing" })),
    );
    assert.deepEqual(namesOf(registrations, "aws:apigateway/account:Account"), []);
    assert.deepEqual(namesOf(registrations, "aws:iam/role:Role"), []);
  });

  it("is an origin that takes requests with the secret header", async () => {
    const { result } = await record(() => withCarts(restGateway()));
    assert.ok(result.origin.kind === "public");
    const { domainName, path, secretHeader } = result.origin;
    assert.equal(await valueOf(domainName), "api-api-id.execute-api.us-east-1.amazonaws.com");
    assert.equal(await valueOf(path), "/live");
    assert.equal(secretHeader.name, "x-origin-secret");
    assert.equal(
      await valueOf(result.url),
      "https://api-api-id.execute-api.us-east-1.amazonaws.com/live",
    );
  });
});

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
