import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { createServer } from "node:http";
import { once } from "node:events";
import { dirname } from "node:path";
import { bundle, freePort, run } from "../helpers/services/process";

const aws = {
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
};

const services = [
  { name: "catalog", table: "PRODUCTS_TABLE_NAME", path: "/catalog/tags" },
  { name: "carts", table: "CARTS_TABLE_NAME", path: "/carts/ann/items" },
];

/** A DynamoDB whose tables are empty, and that keeps the requests it got waiting for a while. */
async function emptyDynamo(delayMs: number) {
  const server = createServer((_request, response) => {
    setTimeout(() => {
      response.setHeader("content-type", "application/x-amz-json-1.0");
      response.end('{"Items":[],"Count":0}');
    }, delayMs);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  assert.ok(address !== null && typeof address === "object");
  return { server, url: `http://127.0.0.1:${address.port}` };
}

for (const { name, table, path } of services) {
  describe(`${name} as a container`, () => {
    let file = "";
    before(() => {
      file = bundle(`services/${name}/main.ts`);
    });
    after(() => {
      rmSync(dirname(file), { recursive: true });
    });

    it("serves, finishes what it is doing on SIGTERM, and exits 0", async () => {
      const { server, url } = await emptyDynamo(150);
      const port = await freePort();
      const service = run(file, {
        ...aws,
        AWS_ENDPOINT_URL: url,
        SERVICE_NAME: name,
        PORT: String(port),
        HOST: "127.0.0.1",
        [table]: "items",
      });
      await service.printed('"listening"');
      assert.equal((await fetch(`http://127.0.0.1:${port}/health`)).status, 200);
      const inFlight = fetch(`http://127.0.0.1:${port}${path}`);
      setTimeout(() => {
        service.signal("SIGTERM");
      }, 50);
      const answer = await inFlight;
      assert.deepEqual([answer.status, await answer.json()], [200, []]);
      const { code, stdout } = await service.ended;
      assert.equal(code, 0);
      assert.match(stdout, /"message":"draining","signal":"SIGTERM"/);
      server.close();
    });

    it("says which variables are missing, and exits 1", async () => {
      const { code, stdout, stderr } = await run(file, { SERVICE_NAME: name, PORT: "x" }).ended;
      assert.equal(code, 1);
      assert.equal(stdout, "");
      assert.ok(stderr.startsWith(`${name} cannot start: 2 variables are missing or wrong`));
      assert.ok(stderr.includes("PORT: expected the TCP port"));
      assert.ok(stderr.includes(`${table}: expected the name of the DynamoDB table`));
      assert.doesNotMatch(stderr, /\bat .*:\d+/);
    });
  });

  describe(`${name} as a function`, () => {
    let file = "";
    before(() => {
      file = bundle(`services/${name}/lambda.ts`);
    });
    after(() => {
      rmSync(dirname(file), { recursive: true });
    });

    it("answers a load balancer's event with what DynamoDB holds", async () => {
      const { server, url } = await emptyDynamo(0);
      const event = {
        requestContext: { elb: { targetGroupArn: "arn:aws:elasticloadbalancing:x" } },
        httpMethod: "GET",
        path,
        queryStringParameters: {},
        headers: {},
        body: "",
        isBase64Encoded: false,
      };
      const script =
        `require(${JSON.stringify(file)}).handler(${JSON.stringify(event)})` +
        ".then(({ statusCode, body }) => console.log(`answer ${statusCode} ${body}`))";
      const env = { ...aws, AWS_ENDPOINT_URL: url, SERVICE_NAME: name, [table]: "items" };
      const { code, stdout } = await run(["-e", script], env).ended;
      server.close();
      assert.equal(code, 0);
      assert.match(stdout, /^answer 200 \[\]$/m);
    });

    it("says which variables are missing, and exits 1", async () => {
      const { code, stderr } = await run(file, { SERVICE_NAME: name }).ended;
      assert.equal(code, 1);
      assert.ok(stderr.startsWith(`${name} cannot start: one variable is missing or wrong`));
    });
  });
}

describe("container whose port is taken", () => {
  it("says so in one line and exits 1", async () => {
    const { server, url } = await emptyDynamo(0);
    const file = bundle("services/catalog/main.ts");
    const { code, stderr } = await run(file, {
      ...aws,
      SERVICE_NAME: "catalog",
      PORT: new URL(url).port,
      HOST: "127.0.0.1",
      PRODUCTS_TABLE_NAME: "products",
    }).ended;
    rmSync(dirname(file), { recursive: true });
    server.close();
    assert.equal(code, 1);
    assert.match(
      stderr,
      /^Cannot listen on 127\.0\.0\.1:\d+: another process is using this port\./m,
    );
  });
});
