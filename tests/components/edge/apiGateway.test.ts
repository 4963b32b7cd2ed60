import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { childrenOf, find, inputsOf, namesOf, record, valueOf } from "../../helpers/recordingMocks";
import {
  anyMethod,
  bodyOf,
  everyMethod,
  integration,
  type Json,
  privateServices,
  restGateway,
  withCarts,
  withCatalog,
} from "./apiGatewayParts";

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
