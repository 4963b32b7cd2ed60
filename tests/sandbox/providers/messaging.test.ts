import assert from "node:assert/strict";
import { awsPackage } from "../../../sandbox/providers/aws/package";
import { ResourceProvider, type ResourceState } from "../../../sandbox/providers/resources";
import { identityOf } from "../../../sandbox/providers/server";
import type { Properties } from "../../../sandbox/providers/wire";

const provider = new ResourceProvider(awsPackage);
provider.configure({ region: "eu-west-1" });

const identity = (token: string) => identityOf(`urn:pulumi:dev::shop::${token}::it`);

function create(token: string, inputs: Properties): ResourceState {
  return provider.create(identity(token), inputs, false);
}

const busArn = "arn:aws:events:eu-west-1:123456789012:event-bus/store";
const streamArn = "arn:aws:kinesis:eu-west-1:123456789012:stream/clicks";

describe("a stand-in of what carries messages", () => {
  it("knows a discoverer by the bus that it listens to", () => {
    const { id, outputs } = create("aws:schemas/discoverer:Discoverer", { sourceArn: busArn });
    assert.equal(id, "events-event-bus-store");
    assert.equal(
      outputs.arn,
      "arn:aws:schemas:eu-west-1:123456789012:discoverer/events-event-bus-store",
    );
  });

  it("knows a schema by its name and registry", () => {
    const { id, outputs } = create("aws:schemas/schema:Schema", {
      name: "shop.orders@OrderPlaced",
      registryName: "store",
      type: "JSONSchemaDraft4",
      content: "{}",
    });
    assert.equal(id, "shop.orders@OrderPlaced/store");
    assert.equal(
      outputs.arn,
      "arn:aws:schemas:eu-west-1:123456789012:schema/store/shop.orders@OrderPlaced",
    );
  });

  it("names a consumer below its stream, and makes another for another stream", () => {
    const token = "aws:kinesis/streamConsumer:StreamConsumer";
    const inputs = { name: "fraud", streamArn };
    const { id, outputs } = create(token, inputs);
    assert.match(id, /:stream\/clicks\/consumer\/fraud:\d{10}$/);
    assert.equal(id, outputs.arn);
    const news = { ...inputs, streamArn: `${streamArn}-2` };
    const { changes } = provider.diff(identity(token), { inputs, outputs }, news);
    assert.ok(changes.some(({ replaces }) => replaces));
  });

  it("says where a table stands in the catalog", () => {
    const { id, outputs } = create("aws:glue/catalogTable:CatalogTable", {
      databaseName: "analytics",
      name: "clicks",
    });
    assert.equal(id, "123456789012:analytics:clicks");
    assert.equal(outputs.arn, "arn:aws:glue:eu-west-1:123456789012:table/analytics/clicks");
  });

  it("encrypts a queue with SQS's key exactly when it has no other", () => {
    const token = "aws:sqs/queue:Queue";
    assert.equal(create(token, { name: "a" }).outputs.sqsManagedSseEnabled, true);
    const { outputs } = create(token, { name: "a", kmsMasterKeyId: "key-1" });
    assert.equal(outputs.sqsManagedSseEnabled, false);
  });

  it("makes another delivery stream when its source changes", () => {
    const token = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";
    const inputs = { name: "clicks", destination: "extended_s3" };
    const { outputs } = create(token, inputs);
    const news = {
      ...inputs,
      kinesisSourceConfiguration: { kinesisStreamArn: streamArn, roleArn: "arn" },
    };
    const { changes } = provider.diff(identity(token), { inputs, outputs }, news);
    assert.ok(changes.some(({ replaces }) => replaces));
  });
});
