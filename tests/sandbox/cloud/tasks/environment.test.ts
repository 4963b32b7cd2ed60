import assert from "node:assert/strict";
import type { Container } from "../../../../sandbox/cloud/tasks/definitions";
import { taskEnvironment } from "../../../../sandbox/cloud/tasks/environment";
import { TaskStartError, resolveSecret } from "../../../../sandbox/cloud/tasks/secrets";

const secretArn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf";
const secrets = new Map([
  [secretArn, '{"password":"p4ss"}'],
  ["/shop/mode", "test"],
]);

function environmentOf(container: Partial<Container> = {}) {
  return taskEnvironment({
    runtime: "fargate",
    container: { name: "catalog", image: "x", ...container },
    imageEnvironment: { NODE_ENV: "production", MODE: "image" },
    secrets,
    region: "eu-west-1",
    hostPort: 41_000,
    awsEndpointUrl: "http://127.0.0.1:4566",
    homeDirectory: "/tmp/home",
    metadataUrl: "http://127.0.0.1:1/v4/id",
    credentials: { url: "http://127.0.0.1:1/v2/credentials/id", token: "t" },
  });
}

describe("the environment of a task", () => {
  it("is what the definition carries and what ECS adds, and nothing of the sandbox's own", () => {
    process.env.SANDBOX_TEST_LEAK = "1";
    const environment = environmentOf({ environment: [{ name: "TABLE_NAME", value: "products" }] });
    delete process.env.SANDBOX_TEST_LEAK;
    const { PATH, ...rest } = environment;
    assert.ok(PATH?.endsWith("/bin"));
    assert.deepEqual(rest, {
      HOME: "/tmp/home",
      NODE_ENV: "production",
      MODE: "image",
      TABLE_NAME: "products",
      AWS_REGION: "eu-west-1",
      AWS_DEFAULT_REGION: "eu-west-1",
      AWS_EXECUTION_ENV: "AWS_ECS_FARGATE",
      ECS_CONTAINER_METADATA_URI_V4: "http://127.0.0.1:1/v4/id",
      AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://127.0.0.1:1/v2/credentials/id",
      AWS_CONTAINER_AUTHORIZATION_TOKEN: "t",
      PORT: "41000",
      HOST: "127.0.0.1",
      AWS_ENDPOINT_URL: "http://127.0.0.1:4566",
    });
  });

  it("has the definition's values before the image's, and this machine's port before both", () => {
    const environment = environmentOf({
      environment: [
        { name: "MODE", value: "definition" },
        { name: "PORT", value: "8080" },
      ],
    });
    assert.equal(environment.MODE, "definition");
    assert.equal(environment.PORT, "41000");
  });

  it("has the values behind secrets and parameters", () => {
    const environment = environmentOf({
      secrets: [
        { name: "PASSWORD", valueFrom: `${secretArn}:password::` },
        { name: "WHOLE", valueFrom: secretArn },
        { name: "MODE", valueFrom: "/shop/mode" },
      ],
    });
    assert.equal(environment.PASSWORD, "p4ss");
    assert.equal(environment.WHOLE, '{"password":"p4ss"}');
    assert.equal(environment.MODE, "test");
  });
});

describe("a secret that is not there", () => {
  for (const valueFrom of [`${secretArn}:user::`, "arn:aws:ssm:eu-west-1:1:parameter/x", "none"]) {
    it(`stops the task as on ECS and tells no value: ${valueFrom}`, () => {
      assert.throws(
        () => resolveSecret(secrets, valueFrom),
        (error) => {
          assert.ok(error instanceof TaskStartError);
          assert.match(error.message, /^ResourceInitializationError/);
          assert.ok(error.message.includes(valueFrom) && !error.message.includes("p4ss"));
          return true;
        },
      );
    });
  }
});
