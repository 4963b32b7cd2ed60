import assert from "node:assert/strict";
import { awsPackage } from "../../../sandbox/providers/aws/package";
import { ResourceProvider, type ResourceState } from "../../../sandbox/providers/resources";
import { identityOf } from "../../../sandbox/providers/server";
import { isSecret, type Properties } from "../../../sandbox/providers/wire";

const provider = new ResourceProvider(awsPackage);
provider.configure({ region: "eu-west-1" });

const identity = (token: string) => identityOf(`urn:pulumi:dev::shop::${token}::it`);

function create(token: string, inputs: Properties): ResourceState {
  return provider.create(identity(token), inputs, false);
}

describe("a stand-in of API Gateway", () => {
  it("gives a REST API's stage the ARN that web ACLs and permissions name", () => {
    const { outputs } = create("aws:apigateway/stage:Stage", {
      restApi: "abc123",
      deployment: "d1",
      stageName: "live",
    });
    assert.equal(outputs.arn, "arn:aws:apigateway:eu-west-1::/restapis/abc123/stages/live");
    assert.equal(outputs.executionArn, "arn:aws:execute-api:eu-west-1:123456789012:abc123/live");
    assert.equal(outputs.invokeUrl, "https://abc123.execute-api.eu-west-1.amazonaws.com/live");
  });

  it("makes a new deployment when its triggers change", () => {
    const token = "aws:apigateway/deployment:Deployment";
    const inputs = { restApi: "abc123", triggers: { api: "1" } };
    const { outputs } = create(token, inputs);
    const news = { restApi: "abc123", triggers: { api: "2" } };
    const { changes } = provider.diff(identity(token), { inputs, outputs }, news);
    assert.ok(changes.length > 0 && changes.every(({ replaces }) => replaces));
  });

  it("leaves the stage without a name out of an HTTP API's address", () => {
    const { outputs } = create("aws:apigatewayv2/stage:Stage", {
      apiId: "abc123",
      name: "$default",
    });
    assert.equal(outputs.invokeUrl, "https://abc123.execute-api.eu-west-1.amazonaws.com/");
  });

  it("keeps an API key's value secret", () => {
    const { outputs } = create("aws:apigateway/apiKey:ApiKey", { name: "partners" });
    assert.ok(isSecret(outputs.value ?? null));
  });
});
