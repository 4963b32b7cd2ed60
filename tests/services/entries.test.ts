import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createTcpServer, type Server } from "node:net";
import { once } from "node:events";
import { dirname } from "node:path";
import { bundle, freePort, run } from "../helpers/services/process";

const aws = {
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
};

/** What a service keeps its data in, as it is seen from outside. */
interface Store {
  readonly environment: Readonly<Record<string, string>>;
  readonly close: () => void;
}

interface Entry {
  readonly name: string;
  readonly path: string;
  /** Starts a store that answers after a while. */
  readonly store: (delayMs: number) => Promise<Store>;
  /** What the service makes of the answer. */
  readonly answer: readonly [status: number, body: unknown];
  /** A variable that it cannot do without, and what it says that it is. */
  readonly needs: readonly [variable: string, meaning: string];
}

const services: readonly Entry[] = [
  {
    name: "catalog",
    path: "/catalog/tags",
    store: failingDatabase,
    answer: [503, { code: 503, message: "The service is busy; try again shortly." }],
    needs: ["CATALOG_DB_HOST", "the host name of the catalog's database"],
  },
  {
    name: "carts",
    path: "/carts/ann/items",
    store: emptyDynamo,
    answer: [200, []],
    needs: ["CARTS_TABLE_NAME", "the name of the DynamoDB table"],
  },
];

async function portOf(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  assert.ok(address !== null && typeof address === "object");
  return address.port;
}

/** A DynamoDB whose tables are empty, and that keeps the requests it got waiting for a while. */
async function emptyDynamo(delayMs: number): Promise<Store> {
  const server = createServer((_request, response) => {
    setTimeout(() => {
      response.setHeader("content-type", "application/x-amz-json-1.0");
      response.end('{"Items":[],"Count":0}');
    }, delayMs);
  });
  const environment = {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${await portOf(server)}`,
    CARTS_TABLE_NAME: "items",
  };
  return { environment, close: () => server.close() };
}

/** A database and a cache that hang up on whoever connects, after a while. */
async function failingDatabase(delayMs: number): Promise<Store> {
  const server = createTcpServer((socket) => {
    socket.on("error", () => undefined);
    setTimeout(() => socket.destroy(), delayMs);
  });
  const port = String(await portOf(server));
  const environment = {
    ...{ CATALOG_DB_HOST: "127.0.0.1", CATALOG_DB_PORT: port },
    ...{ CATALOG_DB_NAME: "catalog_db", CATALOG_DB_USER: "catalog_db_reader" },
    ...{ CATALOG_CACHE_HOST: "127.0.0.1", CATALOG_CACHE_PORT: port },
    ...{ CATALOG_CACHE_USER: "writer", CATALOG_CACHE_CACHE_NAME: "catalog-cache" },
    CATALOG_CACHE_CACHE_MODE: "nodes",
  };
  return { environment, close: () => server.close() };
}

for (const { name, path, store, answer, needs } of services) {
  describe(`${name} as a container`, () => {
    let file = "";
    before(() => {
      file = bundle(`services/${name}/main.ts`);
    });
    after(() => {
      rmSync(dirname(file), { recursive: true });
    });

    it("serves, finishes what it is doing on SIGTERM, and exits 0", async () => {
      const { environment, close } = await store(150);
      const port = await freePort();
      const service = run(file, {
        ...{ ...aws, ...environment, SERVICE_NAME: name },
        ...{ PORT: String(port), HOST: "127.0.0.1" },
      });
      try {
        await service.printed('"listening"');
        assert.equal((await fetch(`http://127.0.0.1:${port}/health`)).status, 200);
        const inFlight = fetch(`http://127.0.0.1:${port}${path}`);
        setTimeout(() => {
          service.signal("SIGTERM");
        }, 50);
        const response = await inFlight;
        assert.deepEqual([response.status, await response.json()], answer);
        const { code, stdout } = await service.ended;
        assert.equal(code, 0);
        assert.match(stdout, /"message":"draining","signal":"SIGTERM"/);
      } finally {
        close();
      }
    });

    it("says which variables are missing, and exits 1", async () => {
      const { code, stdout, stderr } = await run(file, { SERVICE_NAME: name, PORT: "x" }).ended;
      assert.equal(code, 1);
      assert.equal(stdout, "");
      assert.match(
        stderr,
        new RegExp(`^${name} cannot start: \\d+ variables are missing or wrong`),
      );
      assert.ok(stderr.includes("PORT: expected the TCP port"));
      assert.ok(stderr.includes(`${needs[0]}: expected ${needs[1]}`));
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

    it("answers a load balancer's event with what its store says", async () => {
      const { environment, close } = await store(0);
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
        ".then(({ statusCode, body }) => console.log(`answer ${statusCode} ${body}`))" +
        ".then(() => process.exit(0))";
      const env = { ...aws, ...environment, SERVICE_NAME: name };
      const { code, stdout } = await run(["-e", script], env).ended;
      close();
      assert.equal(code, 0);
      const [, status, body] = /^answer (\d+) (.*)$/m.exec(stdout) ?? [];
      assert.deepEqual([Number(status), JSON.parse(body ?? "null")], answer);
    });

    it("says which variables are missing, and exits 1", async () => {
      const { code, stderr } = await run(file, { SERVICE_NAME: name }).ended;
      assert.equal(code, 1);
      assert.ok(stderr.includes(`${needs[0]}: expected ${needs[1]}`), stderr);
    });
  });
}

describe("container whose port is taken", () => {
  it("says so in one line and exits 1", async () => {
    const { environment, close } = await emptyDynamo(0);
    const file = bundle("services/carts/main.ts");
    const { code, stderr } = await run(file, {
      ...{ ...aws, ...environment, SERVICE_NAME: "carts" },
      PORT: new URL(environment.AWS_ENDPOINT_URL ?? "").port,
      HOST: "127.0.0.1",
    }).ended;
    rmSync(dirname(file), { recursive: true });
    close();
    assert.equal(code, 1);
    assert.match(
      stderr,
      /^Cannot listen on 127\.0\.0\.1:\d+: another process is using this port\./m,
    );
  });
});
