import assert from "node:assert/strict";
import { createServer, request as httpRequest, type RequestOptions } from "node:http";
import type { AddressInfo } from "node:net";
import {
  type HookAnswer,
  smokeTest,
  type SmokeTestOptions,
} from "../../../../components/compute/release/hook/smokeTest";

interface Asked {
  readonly answer: HookAnswer;
  /** `METHOD path host` of each request. */
  readonly requests: readonly string[];
  /** Options of each connection. */
  readonly connections: readonly (RequestOptions & { readonly servername: string })[];
}

/** Runs the smoke test, without TLS, against a server that gives these answers, the last one again and again. */
async function against(
  statuses: readonly number[],
  options: SmokeTestOptions = {},
): Promise<Asked> {
  const requests: string[] = [];
  const connections: (RequestOptions & { readonly servername: string })[] = [];
  const server = createServer((request, response) => {
    const status = statuses[Math.min(requests.length, statuses.length - 1)] ?? 500;
    requests.push(`${request.method ?? ""} ${request.url ?? ""} ${request.headers.host ?? ""}`);
    // 0 stands for a task that never answers.
    if (status !== 0) response.writeHead(status).end("hello");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const log = console.log;
  console.log = () => undefined;
  try {
    const answer = await smokeTest(
      { hostname: "127.0.0.1", port, serverName: "shop.example.com", path: "/catalog/size?a=1" },
      {
        pauseMs: 0,
        request: (connection, onResponse) => {
          connections.push(connection);
          return httpRequest(connection, onResponse);
        },
        ...options,
      },
    );
    return { answer, requests, connections };
  } finally {
    console.log = log;
    server.closeAllConnections();
    server.close();
  }
}

describe("the smoke test", () => {
  it("lets the release go on once the new tasks answer 200", async () => {
    const { answer, requests } = await against([200]);
    assert.deepEqual(answer, { hookStatus: "SUCCEEDED" });
    assert.deepEqual(requests, ["GET /catalog/size?a=1 shop.example.com"]);
  });

  it("asks for the certificate's name, not for the load balancer's", async () => {
    const { connections } = await against([200]);
    assert.deepEqual(
      connections.map(({ hostname, servername }) => [hostname, servername]),
      [["127.0.0.1", "shop.example.com"]],
    );
  });

  it("gives tasks that are still warming up another chance", async () => {
    const { answer, requests } = await against([503, 502, 200]);
    assert.deepEqual(answer, { hookStatus: "SUCCEEDED" });
    assert.equal(requests.length, 3);
  });

  it("has the release taken back after five answers that are not 200", async () => {
    const { answer, requests } = await against([301]);
    assert.deepEqual(answer, { hookStatus: "FAILED" });
    assert.equal(requests.length, 5);
  });

  it("has the release taken back when nobody answers", async () => {
    const { answer } = await against([0], { attempts: 2, timeoutMs: 20 });
    assert.deepEqual(answer, { hookStatus: "FAILED" });
  });
});
