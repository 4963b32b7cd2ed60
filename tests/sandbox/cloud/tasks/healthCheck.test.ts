import assert from "node:assert/strict";
import { type Server, createServer } from "node:http";
import { findFreePort, listenOnFreePort } from "../../../../sandbox/cloud/ports";
import {
  checkHealth,
  healthCheckSchema,
  statusMatches,
} from "../../../../sandbox/cloud/tasks/healthCheck";

describe("health check matchers", () => {
  for (const [matcher, status, expected] of [
    ["200", 200, true],
    ["200", 204, false],
    ["200,204", 204, true],
    ["200-299", 250, true],
    ["200-299", 300, false],
    ["200-202,301", 301, true],
  ] as const) {
    it(`${matcher} ${expected ? "takes" : "refuses"} ${status}`, () => {
      assert.equal(statusMatches(matcher, status), expected);
    });
  }
});

describe("a health check", () => {
  let server: Server;
  let port: number;
  const check = healthCheckSchema.parse({ path: "/ready", timeout: 0.2 });

  beforeEach(async () => {
    server = createServer((request, response) => {
      if (request.url === "/slow") return;
      response.statusCode = request.url === "/ready" ? 200 : 302;
      response.end();
    });
    port = await listenOnFreePort(server);
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it("passes on the declared path and status", async () => {
    assert.equal(await checkHealth(port, check), undefined);
  });

  it("tells the status it got, and follows no redirect", async () => {
    const fault = await checkHealth(port, { ...check, path: "/other" });
    assert.match(fault ?? "", /\/other answered 302, expected 200/);
  });

  it("tells when there was no answer in time or no connection", async () => {
    assert.match((await checkHealth(port, { ...check, path: "/slow" })) ?? "", /within 0.2 s/);
    assert.match((await checkHealth(await findFreePort(), check)) ?? "", /could not connect/);
  });
});
