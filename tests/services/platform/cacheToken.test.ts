import assert from "node:assert/strict";
import { cacheTokens } from "../../../services/platform/cacheToken";
import { databaseTokens } from "../../../services/platform/postgres";

const credentials = () => Promise.resolve({ accessKeyId: "AKID", secretAccessKey: "secret" });
const cache = { cacheName: "shop-dev-cache", user: "shop-dev-writer", region: "eu-west-1" };

describe("a token for a cache", () => {
  it("is a presigned request to connect, without its scheme", async () => {
    const token = await cacheTokens({ ...cache, cacheMode: "nodes", credentials })();
    assert.ok(token.startsWith("shop-dev-cache/?"), token);
    const query = new URL(`http://${token}`).searchParams;
    assert.equal(query.get("Action"), "connect");
    assert.equal(query.get("User"), "shop-dev-writer");
    assert.equal(query.get("X-Amz-Expires"), "900");
    assert.match(query.get("X-Amz-Credential") ?? "", /^AKID\/\d{8}\/eu-west-1\/elasticache\/aws4/);
    assert.equal(query.get("X-Amz-SignedHeaders"), "host");
    assert.match(query.get("X-Amz-Signature") ?? "", /^[0-9a-f]{64}$/);
    assert.equal(query.has("ResourceType"), false);
  });

  it("says when the cache is serverless", async () => {
    const token = await cacheTokens({ ...cache, cacheMode: "serverless", credentials })();
    assert.match(token, /&ResourceType=ServerlessCache(&|$)/);
  });
});

describe("a token for a database", () => {
  it("is signed for host, port and user", async () => {
    process.env.AWS_ACCESS_KEY_ID ??= "AKID";
    process.env.AWS_SECRET_ACCESS_KEY ??= "secret";
    const server = { host: "db.example", port: 5432, database: "shop", user: "shop_reader" };
    const token = await databaseTokens(server, "eu-west-1")();
    assert.match(token, /^db\.example:5432\/\?Action=connect&DBUser=shop_reader&X-Amz-Algorithm=/);
    assert.match(token, /%2Feu-west-1%2Frds-db%2Faws4_request/);
  });
});
