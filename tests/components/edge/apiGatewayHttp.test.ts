import assert from "node:assert/strict";
import { Certificate } from "../../../components/edge/certificate";
import { childrenOf, find, namesOf, record, valueOf } from "../../helpers/recordingMocks";
import {
  functionTarget,
  httpGateway,
  orders,
  privateServices,
  publicCarts,
  tokenIssuer,
  withCarts,
  withCatalog,
} from "./apiGatewayParts";

const route = "aws:apigatewayv2/route:Route";

describe("ApiGateway as an HTTP API", () => {
  it("is an API, a route and a stage that follows every change", async () => {
    const { registrations } = await record(() => withCarts(httpGateway()));
    const children = childrenOf(registrations, "edge:ApiGateway", "api");
    const { accessLogSettings, ...stage } = children["aws:apigatewayv2:Stage api-stage"] ?? {};
    assert.deepEqual(stage, {
      apiId: "api-api-id",
      name: "$default",
      autoDeploy: true,
      defaultRouteSettings: {
        detailedMetricsEnabled: true,
        throttlingRateLimit: 1000,
        throttlingBurstLimit: 1000,
      },
    });
    const log = accessLogSettings as { destinationArn: string; format: string };
    assert.equal(log.destinationArn, "arn:mock:api-access-logs");
    const fields = JSON.parse(log.format) as Record<string, string>;
    assert.equal(fields.routeKey, "$context.routeKey");
    assert.deepEqual(children["aws:apigatewayv2:Api api-api"], {
      protocolType: "HTTP",
      disableExecuteApiEndpoint: false,
    });
    assert.deepEqual(children["aws:apigatewayv2:Integration api-integration-carts"], {
      apiId: "api-api-id",
      timeoutMilliseconds: 29_000,
      integrationType: "AWS_PROXY",
      integrationUri: "arn:invoke:carts",
      payloadFormatVersion: "2.0",
    });
    assert.deepEqual(find(registrations, route).inputs, {
      apiId: "api-api-id",
      routeKey: "ANY /carts/{proxy+}",
      target: "integrations/api-integration-carts-id",
      authorizationType: "NONE",
    });
  });

  it("lets its stage invoke the function below the route", async () => {
    const { registrations } = await record(() => withCarts(httpGateway()));
    const { sourceArn, qualifier } = find(registrations, "aws:lambda/permission:Permission").inputs;
    assert.equal(sourceArn, "arn:mock:execute-api:api-api/$default/*/carts/*");
    assert.equal(qualifier, "live");
  });

  it("is an origin without a stage in its path", async () => {
    const { result } = await record(() => withCarts(httpGateway()));
    assert.ok(result.origin.kind === "public");
    assert.equal(await valueOf(result.origin.path), "");
  });

  it("reaches the load balancer's listener through the VPC link and checks its name", async () => {
    const { registrations } = await record(() =>
      withCatalog(httpGateway({ privateServices: privateServices() })),
    );
    assert.deepEqual(find(registrations, "aws:apigatewayv2/integration:Integration").inputs, {
      apiId: "api-api-id",
      timeoutMilliseconds: 29_000,
      integrationType: "HTTP_PROXY",
      integrationMethod: "ANY",
      connectionType: "VPC_LINK",
      connectionId: "link-link-id",
      integrationUri: "arn:mock:inner-https",
      tlsConfig: { serverNameToVerify: "shop.example.com" },
      payloadFormatVersion: "1.0",
    });
  });

  it("gives all routes of one function one integration", async () => {
    const { registrations } = await record(() => {
      const gateway = httpGateway();
      gateway.routeToFunction(
        [publicCarts, { path: "/baskets", auth: "public" }],
        functionTarget(),
      );
      gateway.deploy();
    });
    assert.equal(namesOf(registrations, "aws:apigatewayv2/integration:Integration").length, 1);
    assert.equal(namesOf(registrations, route).length, 2);
  });

  it("checks the tokens of customers by itself", async () => {
    const authorizer = { kind: "tokens", issuer: tokenIssuer(), scopes: ["shop/buy"] } as const;
    const { registrations } = await record(() => withCarts(httpGateway({ authorizer }), orders));
    assert.deepEqual(find(registrations, "aws:apigatewayv2/authorizer:Authorizer").inputs, {
      apiId: "api-api-id",
      identitySources: ["$request.header.Authorization"],
      authorizerType: "JWT",
      jwtConfiguration: {
        issuer: "https://issuer.example.com/pool",
        audiences: ["client-1"],
      },
    });
    const { inputs } = find(registrations, route);
    assert.equal(inputs.authorizationType, "JWT");
    assert.equal(inputs.authorizerId, "api-authorizer-id");
    assert.deepEqual(inputs.authorizationScopes, ["shop/buy"]);
  });

  it("asks a function instead", async () => {
    const authorizer = { kind: "function", function: functionTarget("guard"), cacheSeconds: 60 };
    const { registrations } = await record(() =>
      withCarts(httpGateway({ authorizer: { ...authorizer, kind: "function" } }), orders),
    );
    assert.deepEqual(find(registrations, "aws:apigatewayv2/authorizer:Authorizer").inputs, {
      apiId: "api-api-id",
      identitySources: ["$request.header.Authorization"],
      authorizerType: "REQUEST",
      authorizerUri: "arn:invoke:guard",
      authorizerPayloadFormatVersion: "2.0",
      enableSimpleResponses: true,
      authorizerResultTtlInSeconds: 60,
    });
    assert.equal(find(registrations, route).inputs.authorizationType, "CUSTOM");
  });

  it("throttles a route at its own rate, once the route is there", async () => {
    const { registrations } = await record(() =>
      withCarts(httpGateway(), { ...publicCarts, requestsPerSecond: 5 }),
    );
    const stage = find(registrations, "aws:apigatewayv2/stage:Stage");
    assert.deepEqual(stage.inputs.routeSettings, [
      {
        routeKey: "ANY /carts/{proxy+}",
        detailedMetricsEnabled: true,
        throttlingRateLimit: 5,
        throttlingBurstLimit: 5,
      },
    ]);
    assert.ok(stage.dependencies.includes(find(registrations, route).urn));
  });

  it("answers on a domain of its own, to clients with a certificate when told", async () => {
    const names = { domainName: "api.example.com", hostedZoneId: "Z1" };
    const mutualTls = { truststoreUri: "s3://trust/store.pem" };
    const { registrations } = await record(() => {
      const certificate = new Certificate("api-certificate", names);
      return withCarts(httpGateway({ customDomain: { ...names, certificate, mutualTls } }));
    });
    const domain = find(registrations, "aws:apigateway/domainName:DomainName").inputs;
    assert.equal(domain.regionalCertificateArn, "arn:mock:api-certificate-certificate");
    assert.equal(domain.securityPolicy, "TLS_1_2");
    assert.deepEqual(domain.mutualTlsAuthentication, mutualTls);
    assert.deepEqual(find(registrations, "aws:apigatewayv2/apiMapping:ApiMapping").inputs, {
      domainName: "api.example.com",
      apiId: "api-api-id",
      stage: "$default",
    });
    const api = find(registrations, "aws:apigatewayv2/api:Api").inputs;
    assert.equal(api.disableExecuteApiEndpoint, true);
  });
});
