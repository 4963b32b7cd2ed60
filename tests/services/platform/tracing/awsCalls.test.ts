import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { GetCommand, paginateQuery, PutCommand } from "@aws-sdk/lib-dynamodb";
import { createDocumentClient } from "../../../../services/platform/dynamodb";
import { tablesOf } from "../../../../services/platform/tracing/awsCalls";
import { recordingTracing } from "../../../helpers/services/spans";

const credentials = {
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
};

/** Spans of calls to a DynamoDB that answers with this, made while a request is under way. */
async function spansOf(
  answer: { readonly status: number; readonly body: object },
  calls: (client: ReturnType<typeof createDocumentClient>) => Promise<unknown>,
) {
  const server = createServer((_request, response) => {
    response.writeHead(answer.status, { "content-type": "application/x-amz-json-1.0" });
    response.end(JSON.stringify(answer.body));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  assert.ok(address !== null && typeof address === "object");
  const before = { ...process.env };
  const AWS_ENDPOINT_URL = `http://127.0.0.1:${address.port}`;
  Object.assign(process.env, credentials, { AWS_ENDPOINT_URL });
  const { tracing, spans } = recordingTracing();
  const client = createDocumentClient({ tracing });
  try {
    await tracing.serve({ name: "GET /tested", attributes: {} }, () => calls(client));
    return spans().filter(({ kind }) => kind === "CLIENT");
  } finally {
    process.env = before;
    client.destroy();
    server.closeAllConnections();
    server.close();
  }
}

describe("span of a call of DynamoDB", () => {
  it("tells the operation and the table, and neither keys nor values", async () => {
    const spans = await spansOf({ status: 200, body: { Items: [], Count: 0 } }, async (client) => {
      await client.send(new GetCommand({ TableName: "carts-1", Key: { customerId: "ann" } }));
      const query = {
        TableName: "carts-1",
        KeyConditionExpression: "customerId = :customerId",
        ExpressionAttributeValues: { ":customerId": "ann" },
      };
      for await (const page of paginateQuery({ client }, query)) assert.deepEqual(page.Items, []);
    });
    assert.deepEqual(
      spans.map(({ name, failed }) => [name, failed]),
      [
        ["DynamoDB.GetItem", false],
        ["DynamoDB.Query", false],
      ],
    );
    assert.deepEqual(spans[0]?.attributes, {
      "rpc.system": "aws-api",
      "rpc.service": "DynamoDB",
      "rpc.method": "GetItem",
      "db.system.name": "aws.dynamodb",
      "db.operation.name": "GetItem",
      "aws.dynamodb.table_names": ["carts-1"],
    });
    assert.doesNotMatch(JSON.stringify(spans), /ann/);
  });

  it("fails with the error's name, and the status that tells whose fault it is", async () => {
    const body = {
      __type: "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",
      message: "The conditional request failed for ann",
    };
    const spans = await spansOf({ status: 400, body }, async (client) => {
      const put = new PutCommand({ TableName: "carts-1", Item: { customerId: "ann" } });
      await assert.rejects(client.send(put), { name: "ConditionalCheckFailedException" });
    });
    const [span] = spans;
    assert.equal(span?.failed, true);
    assert.equal(span.attributes["error.type"], "ConditionalCheckFailedException");
    assert.equal(span.attributes["http.response.status_code"], 400);
    assert.doesNotMatch(JSON.stringify(spans), /ann/);
  });

  for (const [what, input, tables] of [
    ["one", { TableName: "a" }, ["a"]],
    ["those of a batch", { RequestItems: { b: [], a: [] } }, ["a", "b"]],
    [
      "those of a transaction, once each",
      { TransactItems: [{ Put: { TableName: "a" } }, { Delete: { TableName: "a" } }] },
      ["a"],
    ],
    ["none", { Limit: 3 }, []],
  ] as const) {
    it(`names ${what} of its tables`, () => {
      assert.deepEqual(tablesOf(input), tables);
    });
  }
});
