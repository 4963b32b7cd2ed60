import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { createDocumentClient } from "../../../services/platform/dynamodb";

const settings = {
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
};

describe("DynamoDB client", () => {
  it("gives up on a DynamoDB that does not answer, after the attempts it was given", async () => {
    let attempts = 0;
    const silent = createServer(() => {
      attempts += 1;
    }).listen(0, "127.0.0.1");
    await once(silent, "listening");
    const address = silent.address();
    assert.ok(address !== null && typeof address === "object");
    const before = { ...process.env };
    Object.assign(process.env, settings, { AWS_ENDPOINT_URL: `http://127.0.0.1:${address.port}` });
    try {
      const client = createDocumentClient({ requestTimeoutMs: 40, maxAttempts: 2 });
      const get = new GetCommand({ TableName: "products", Key: { id: "1" } });
      await assert.rejects(client.send(get), { name: "TimeoutError" });
      assert.equal(attempts, 2);
    } finally {
      process.env = before;
      silent.closeAllConnections();
      silent.close();
    }
  });

  it("makes three attempts unless told otherwise", async () => {
    assert.equal(await createDocumentClient().config.maxAttempts(), 3);
  });
});
