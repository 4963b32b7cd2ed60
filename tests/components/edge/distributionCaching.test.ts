import assert from "node:assert/strict";
import { routesOfTheirOwn } from "../../../components/edge/distribution/behaviors";
import type { Route } from "../../../services/contract";
import { find, namesOf, record } from "../../helpers/recordingMocks";
import { useWorkspace } from "../../helpers/workspace";
import {
  type Behavior,
  cdnInputs,
  createDistribution,
  open,
  publicApi,
  siteFiles,
} from "./distributionParts";

const cachePolicy = "aws:cloudfront/cachePolicy:CachePolicy";
const requestPolicy = "aws:cloudfront/originRequestPolicy:OriginRequestPolicy";
const cachingDisabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const allViewer = "216adef6-5c7f-47e4-b989-5492eafa07d3";

/** Path and policies of each behaviour of the API. */
function policies(behaviors: readonly Behavior[]) {
  return behaviors.map((one) => [one.pathPattern, one.cachePolicyId, one.originRequestPolicyId]);
}

describe("Distribution with cached routes", () => {
  useWorkspace({ files: siteFiles });

  it("caches a route for as long as its definition says, and the rest of the API never", async () => {
    const routes = [open("/carts/*"), open("/catalog/*", 60)];
    const { registrations } = await record(() => createDistribution({ routes }));
    const { orderedCacheBehaviors } = cdnInputs(registrations);
    assert.deepEqual(policies(orderedCacheBehaviors), [
      ["/api/catalog/*", "edge-api-cache-60s-id", "edge-api-cached-request-id"],
      ["/api/*", cachingDisabled, allViewer],
    ]);
    const [cached] = orderedCacheBehaviors;
    assert.equal(cached?.targetOriginId, "api");
    assert.deepEqual(cached.cachedMethods, ["GET", "HEAD"]);
    assert.ok(cached.allowedMethods.includes("POST"), "other methods reach the service uncached");
  });

  it("lets the service shorten the time, and tells answers apart by query string and encoding alone", async () => {
    const { registrations } = await record(() =>
      createDistribution({ routes: [open("/catalog/*", 60)] }),
    );
    assert.deepEqual(find(registrations, cachePolicy).inputs, {
      comment: "Public API answers, kept for 60 seconds at most",
      minTtl: 0,
      defaultTtl: 60,
      maxTtl: 60,
      parametersInCacheKeyAndForwardedToOrigin: {
        queryStringsConfig: { queryStringBehavior: "all" },
        headersConfig: { headerBehavior: "whitelist", headers: { items: ["x-forwarded-prefix"] } },
        cookiesConfig: { cookieBehavior: "none" },
        enableAcceptEncodingBrotli: true,
        enableAcceptEncodingGzip: true,
      },
    });
  });

  it("sends nothing of the person who asks to a service whose answer is for everybody", async () => {
    const { registrations } = await record(() =>
      createDistribution({ routes: [open("/catalog/*", 60)] }),
    );
    assert.deepEqual(find(registrations, requestPolicy).inputs, {
      comment: "Requests whose answers are cached for everybody",
      headersConfig: { headerBehavior: "whitelist", headers: { items: ["Host"] } },
      cookiesConfig: { cookieBehavior: "none" },
      queryStringsConfig: { queryStringBehavior: "all" },
    });
  });

  it("has one policy for routes of one time", async () => {
    const routes = [open("/a/*", 60), open("/b/*", 60), open("/c/*", 300)];
    const { registrations } = await record(() => createDistribution({ routes }));
    assert.deepEqual(namesOf(registrations, cachePolicy), [
      "edge-api-cache-300s",
      "edge-api-cache-60s",
    ]);
  });

  it("sends API Gateway its own Host, so nothing of the request", async () => {
    const { registrations } = await record(() =>
      createDistribution({ routes: [open("/catalog/*", 60)], api: publicApi() }),
    );
    assert.deepEqual(policies(cdnInputs(registrations).orderedCacheBehaviors), [
      ["/api/catalog/*", "edge-api-cache-60s-id", undefined],
      ["/api/*", cachingDisabled, "b689b0a8-53d0-40ab-baf2-68738e2966ac"],
    ]);
    assert.deepEqual(namesOf(registrations, requestPolicy), []);
  });

  it("names the whole API once, also where a service answers all of it", async () => {
    const { registrations } = await record(() => createDistribution({ routes: [open("/*", 60)] }));
    assert.deepEqual(policies(cdnInputs(registrations).orderedCacheBehaviors), [
      ["/api/*", "edge-api-cache-60s-id", "edge-api-cached-request-id"],
    ]);
  });

  it("creates no policy for routes that are not cached", async () => {
    const { registrations } = await record(() =>
      createDistribution({ routes: [open("/catalog/*"), open("/carts/*", 0)] }),
    );
    assert.deepEqual(namesOf(registrations, cachePolicy), []);
    assert.deepEqual(namesOf(registrations, requestPolicy), []);
    assert.equal(cdnInputs(registrations).orderedCacheBehaviors.length, 1);
  });
});

describe("routesOfTheirOwn", () => {
  const customers: Route = { path: "/catalog/*/reviews/mine", auth: "customer" };

  for (const [title, routes, expected] of [
    [
      "an uncached route inside of a cached one, before it",
      [open("/catalog/*", 60), customers],
      [customers.path, "/catalog/*"],
    ],
    ["no uncached route around a cached one", [open("/*"), open("/catalog/*", 60)], ["/catalog/*"]],
    [
      "no uncached route beside a cached one",
      [open("/carts/*"), open("/catalog/*", 60)],
      ["/catalog/*"],
    ],
    ["none where nothing is cached", [open("/carts/*"), customers], []],
  ] as const) {
    it(`holds ${title}`, () => {
      const paths = routesOfTheirOwn(routes).map(({ path }) => path);
      assert.deepEqual(paths, expected);
    });
  }
});
