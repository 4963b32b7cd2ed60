import assert from "node:assert/strict";
import {
  type Forwarding,
  forwardedHeaders,
  forwardedQuery,
  readForwardingPolicies,
} from "../../../../sandbox/cloud/edge/forwarding";
import { DeployedStack } from "../../../../sandbox/cloud/state/deployedStack";
import { edgeRequest } from "../fixtures/http";
import { resource } from "../fixtures/state";

const own = resource("aws:cloudfront/originRequestPolicy:OriginRequestPolicy", "own", {
  headersConfig: { headerBehavior: "whitelist", headers: { items: ["Accept-Language"] } },
  cookiesConfig: { cookieBehavior: "allExcept", cookies: { items: ["tracking"] } },
  queryStringsConfig: {
    queryStringBehavior: "whitelist",
    queryStrings: { items: ["page"] },
  },
});
const policies = readForwardingPolicies(new DeployedStack({ resources: [own] }));
const policy = (id: string): Forwarding => {
  const found = policies.get(id);
  assert.ok(found !== undefined);
  return found;
};
const disabledCaching = policy("4135ea2d-6df8-44a3-9df3-4b5a84be39ad");
const allViewer = policy("216adef6-5c7f-47e4-b989-5492eafa07d3");
const exceptHost = policy("b689b0a8-53d0-40ab-baf2-68738e2966ac");

const { headers } = edgeRequest({
  headers: {
    "accept-language": "de",
    "content-type": "application/json",
    "user-agent": "browser",
    "x-api-key": "k",
    cookie: "session=1; tracking=2",
  },
});

describe("what CloudFront forwards", () => {
  it("without an origin request policy is neither query strings, cookies nor the viewer's headers", () => {
    const forwarded = forwardedHeaders(headers, [disabledCaching], "origin.net");
    assert.deepEqual(Object.fromEntries(forwarded), {
      "content-type": ["application/json"],
      host: ["origin.net"],
      "user-agent": ["Amazon CloudFront"],
    });
    assert.equal(forwardedQuery("page=2&q=mug", [disabledCaching]), "");
  });

  it("is everything with AllViewer, the viewer's Host included", () => {
    const forwarded = forwardedHeaders(headers, [disabledCaching, allViewer], "origin.net");
    assert.deepEqual(forwarded.get("host"), ["127.0.0.1:8080"]);
    assert.deepEqual(forwarded.get("x-api-key"), ["k"]);
    assert.deepEqual(forwarded.get("cookie"), ["session=1; tracking=2"]);
    assert.equal(forwardedQuery("page=2&&q=%20", [allViewer]), "page=2&&q=%20");
  });

  it("has the origin's Host with AllViewerExceptHostHeader", () => {
    const forwarded = forwardedHeaders(headers, [exceptHost], "origin.net");
    assert.deepEqual(forwarded.get("host"), ["origin.net"]);
    assert.deepEqual(forwarded.get("x-api-key"), ["k"]);
  });

  it("is what a policy of the stack names", () => {
    const forwarded = forwardedHeaders(headers, [policy("own")], "origin.net");
    assert.deepEqual(forwarded.get("accept-language"), ["de"]);
    assert.equal(forwarded.get("x-api-key"), undefined);
    assert.deepEqual(forwarded.get("cookie"), ["session=1"]);
    assert.equal(forwardedQuery("q=mug&page=2", [policy("own")]), "page=2");
  });
});
