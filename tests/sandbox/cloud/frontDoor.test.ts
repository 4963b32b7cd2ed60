import assert from "node:assert/strict";
import { readListeners, readLoadBalancers } from "../../../sandbox/cloud/balancer/definitions";
import { HttpTargets } from "../../../sandbox/cloud/balancer/httpTarget";
import { Balancer } from "../../../sandbox/cloud/balancer/loadBalancer";
import type { Target } from "../../../sandbox/cloud/balancer/targets";
import { CloudFront, type ResolvedOrigin } from "../../../sandbox/cloud/edge/cloudFront";
import { readDistributions, readEdgeFunctions } from "../../../sandbox/cloud/edge/distributions";
import { EdgeFunction } from "../../../sandbox/cloud/edge/edgeFunction";
import { readForwardingPolicies } from "../../../sandbox/cloud/edge/forwarding";
import { readResponseHeadersPolicies } from "../../../sandbox/cloud/edge/responseHeaders";
import { FrontDoor } from "../../../sandbox/cloud/frontDoor";
import { DeployedStack } from "../../../sandbox/cloud/state/deployedStack";
import { type Changes, arns, stackState } from "./fixtures/state";

/** A function target that answers with the event it got. */
const echo: Target = {
  kind: "function",
  label: "echo",
  multiValueHeaders: false,
  invoke: (event) =>
    Promise.resolve({
      kind: "result",
      payload: JSON.stringify({ statusCode: 200, body: JSON.stringify(event) }),
    }),
};

describe("the front door", () => {
  const http = new HttpTargets();
  let door: FrontDoor;
  let warnings: string[];

  beforeEach(async () => {
    warnings = [];
    door = new FrontDoor((message) => warnings.push(message));
    await door.listen(0);
  });
  afterEach(() => door.close(0));
  after(() => {
    http.close();
  });

  /** Serves the fixture's distribution with an API of functions and no bucket. */
  function serve(changes: Changes = {}, blocked?: string): void {
    const stack = new DeployedStack(stackState(changes));
    const [definition] = readLoadBalancers(stack);
    const [distribution] = readDistributions(stack);
    assert.ok(definition !== undefined && distribution !== undefined);
    const warn = (message: string) => warnings.push(message);
    const balancer = new Balancer({
      definition,
      listeners: readListeners(stack),
      targets: new Map([
        [arns.cartsTargets, echo],
        [arns.catalogTargets, echo],
      ]),
      http,
      checkToken: () => assert.fail("no rule asks for a token"),
      warn,
    });
    const edge = new CloudFront({
      distribution,
      origins: new Map<string, ResolvedOrigin>([
        ["api", { kind: "balancer", balancer, port: 443, blocked }],
        ["site", { kind: "unknown", reason: "no bucket in this test" }],
      ]),
      functions: new Map(
        readEdgeFunctions(stack).map((code) => [code.arn, new EdgeFunction(code, warn)]),
      ),
      forwarding: readForwardingPolicies(stack),
      responseHeaders: readResponseHeadersPolicies(stack),
      warn,
    });
    door.serve((request) => edge.handle(request));
  }

  interface Event {
    readonly path: string;
    readonly body: string;
    readonly queryStringParameters: Record<string, string>;
    readonly headers: Record<string, string>;
  }
  async function event(path: string, init?: RequestInit): Promise<Event> {
    const response = await fetch(`${door.url}${path}`, init);
    assert.equal(response.status, 200);
    return (await response.json()) as Event;
  }

  it("answers 503 until there is something to serve", async () => {
    assert.equal((await fetch(door.url)).status, 503);
  });

  it("sends an API call through function, policy and rules to its service", async () => {
    serve();
    const seen = await event("/api/carts/c1/items?x=1%202", { method: "POST", body: "{}" });
    assert.equal(seen.path, "/carts/c1/items");
    assert.deepEqual(seen.queryStringParameters, { x: "1%202" });
    assert.equal(seen.headers.host, new URL(door.url).host);
    assert.equal(seen.headers.via, "1.1 d111111abcdef8.cloudfront.net (CloudFront)");
    assert.equal(seen.headers["x-forwarded-for"], "127.0.0.1, 127.0.0.1");
    assert.equal(seen.headers.connection, undefined);
  });

  it("gives every answer the headers of the policy and of CloudFront", async () => {
    serve();
    const { headers } = await fetch(`${door.url}/api/carts/1`);
    assert.equal(headers.get("content-security-policy"), "default-src 'self'");
    assert.equal(headers.get("x-content-type-options"), "nosniff");
    assert.equal(headers.get("x-cache"), "Miss from cloudfront");
    const failed = await fetch(`${door.url}/api/nowhere`);
    assert.equal(failed.status, 404);
    assert.equal(failed.headers.get("x-cache"), "Error from cloudfront");
  });

  it("refuses a method that the behaviour does not allow", async () => {
    serve();
    assert.equal((await fetch(`${door.url}/`, { method: "POST" })).status, 403);
    assert.equal((await fetch(`${door.url}/api/carts/1`, { method: "DELETE" })).status, 200);
  });

  it("loses the query string when no policy forwards it", async () => {
    const state = stackState();
    const edge = state.resources?.find(({ urn }) => urn.endsWith("::edge-cdn"));
    const [behavior] = edge?.outputs?.orderedCacheBehaviors as Record<string, unknown>[];
    serve({
      "edge-cdn": { orderedCacheBehaviors: [{ ...behavior, originRequestPolicyId: null }] },
    });
    const seen = await event("/api/carts/1?page=2");
    assert.deepEqual(seen.queryStringParameters, {});
    assert.equal(seen.headers.host, "internal-api.elb.amazonaws.com");
  });

  it("adds the custom headers of the origin", async () => {
    const state = stackState();
    const edge = state.resources?.find(({ urn }) => urn.endsWith("::edge-cdn"));
    const origins = (edge?.outputs?.origins as Record<string, unknown>[]).map((origin) => ({
      ...origin,
      customHeaders: [{ name: "X-Origin-Key", value: "k" }],
    }));
    serve({ "edge-cdn": { origins } });
    assert.equal((await event("/api/carts/1")).headers["x-origin-key"], "k");
  });

  it("answers 504 and explains when a security group keeps CloudFront out", async () => {
    serve({}, "missing an ingress rule");
    assert.equal((await fetch(`${door.url}/api/carts/1`)).status, 504);
    assert.deepEqual(warnings, ["missing an ingress rule"]);
  });

  it("answers 502 and says why for an origin that is not of this stack", async () => {
    serve();
    assert.equal((await fetch(`${door.url}/`)).status, 502);
    assert.match(warnings.join(), /origin site is not simulated: no bucket in this test/);
  });

  it("answers 503 when the CloudFront function fails, with its message in the log", async () => {
    serve({ "strip-api": { code: "function handler() { throw new Error('bad uri'); }" } });
    assert.equal((await fetch(`${door.url}/api/carts/1`)).status, 503);
    assert.match(warnings.join(), /strip-api failed: bad uri/);
  });

  it("answers 414 for an address that CloudFront would not take", async () => {
    serve();
    const response = await fetch(`${door.url}/api/carts/${"x".repeat(9000)}`);
    assert.equal(response.status, 414);
  });

  it("lets requests in flight finish when it closes, and takes no new ones", async () => {
    let finish: () => void = () => assert.fail("no request came");
    door.serve(
      () =>
        new Promise((resolve) => {
          finish = () => {
            resolve({ status: 200, headers: new Map(), body: Buffer.from("done") });
          };
        }),
    );
    const answer = fetch(door.url);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const closed = door.close(5_000);
    finish();
    assert.equal(await (await answer).text(), "done");
    await closed;
    await assert.rejects(fetch(door.url));
  });
});
