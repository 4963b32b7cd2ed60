import assert from "node:assert/strict";
import { awsPackage } from "../../../sandbox/providers/aws/package";
import { ResourceProvider } from "../../../sandbox/providers/resources";
import { identityOf } from "../../../sandbox/providers/server";
import { textOf } from "../../../sandbox/providers/wire";
import type { Properties } from "../../../sandbox/providers/wire";

const provider = new ResourceProvider(awsPackage);
provider.configure({ region: "eu-west-1" });

function create(token: string, inputs: Properties) {
  return provider.create(identityOf(`urn:pulumi:dev::shop::${token}::orders`), inputs, false);
}

describe("the stand-in for a replica of a table", () => {
  it("has the table's ARN in its own region, and an id of the table and its main region", () => {
    const { id, outputs } = create("aws:dynamodb/tableReplica:TableReplica", {
      globalTableArn: "arn:aws:dynamodb:eu-west-1:123456789012:table/orders",
      region: "us-east-1",
    });
    assert.equal(outputs.arn, "arn:aws:dynamodb:us-east-1:123456789012:table/orders");
    assert.equal(id, "orders:eu-west-1");
  });
});

describe("the stand-in for a version of a secret", () => {
  it("names the secret by its ARN", () => {
    const secretId = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:api-key-a1B2c3";
    const { outputs } = create("aws:secretsmanager/secretVersion:SecretVersion", { secretId });
    assert.deepEqual([outputs.arn, outputs.secretArn], [secretId, secretId]);
  });
});

describe("the stand-in for a DAX cluster", () => {
  for (const [encryption, port] of [
    ["TLS", 9111],
    ["NONE", 8111],
  ] as const) {
    it(`answers on port ${port} with encryption ${encryption}`, () => {
      const { outputs } = create("aws:dax/cluster:Cluster", {
        clusterName: "cache-0a1b2c",
        nodeType: "dax.r5.large",
        clusterEndpointEncryptionType: encryption,
      });
      assert.match(textOf(outputs.arn), /^arn:aws:dax:eu-west-1:\d{12}:cache\/cache-0a1b2c$/);
      assert.match(
        textOf(outputs.configurationEndpoint),
        new RegExp(
          `^cache-0a1b2c\\.[a-z0-9]{6}\\.dax-clusters\\.eu-west-1\\.amazonaws\\.com:${port}$`,
        ),
      );
    });
  }
});
