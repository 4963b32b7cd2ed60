/**
 * What CloudFront sends on to an origin. Only what the behaviour's cache policy or origin request policy
 * names is forwarded, so a forgotten policy loses query strings here as it does on AWS.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-origin-requests.html
 */
import { z } from "zod";
import type { Headers } from "../http/exchange";
import type { DeployedStack } from "../state/deployedStack";

/** A choice among named things; names are in lower case. */
export type Selection =
  | { readonly mode: "none" }
  | { readonly mode: "all" }
  | { readonly mode: "only"; readonly names: ReadonlySet<string> }
  | { readonly mode: "except"; readonly names: ReadonlySet<string> };

export interface Forwarding {
  readonly headers: Selection;
  readonly cookies: Selection;
  readonly queryStrings: Selection;
}

const NONE: Selection = { mode: "none" };
const ALL: Selection = { mode: "all" };
const only = (...names: string[]): Selection => ({ mode: "only", names: new Set(names) });

const NOTHING: Forwarding = { headers: NONE, cookies: NONE, queryStrings: NONE };
const EVERYTHING: Forwarding = { headers: ALL, cookies: ALL, queryStrings: ALL };
const ORIGIN_CACHE_HEADERS = only(
  "host",
  "origin",
  "x-http-method-override",
  "x-http-method",
  "x-method-override",
);
const CORS_HEADERS = ["origin", "access-control-request-headers", "access-control-request-method"];

/** Managed policies have the same ids in every account. */
const MANAGED: Readonly<Record<string, Forwarding>> = {
  // CachingOptimized, CachingOptimizedForUncompressedObjects, CachingDisabled
  "658327ea-f89d-4fab-a63d-7e88639e58f6": NOTHING,
  "b2884449-e4de-46a7-ac36-70bc7f1ddd6d": NOTHING,
  "4135ea2d-6df8-44a3-9df3-4b5a84be39ad": NOTHING,
  // UseOriginCacheControlHeaders and its -QueryStrings
  "83da9c7e-98b4-4e11-a168-04f0df8e2c65": {
    headers: ORIGIN_CACHE_HEADERS,
    cookies: ALL,
    queryStrings: NONE,
  },
  "4cc15a8a-d715-48a4-82b8-cc0b614638fe": {
    headers: ORIGIN_CACHE_HEADERS,
    cookies: ALL,
    queryStrings: ALL,
  },
  // AllViewer, AllViewerExceptHostHeader, AllViewerAndCloudFrontHeaders-2022-06
  "216adef6-5c7f-47e4-b989-5492eafa07d3": EVERYTHING,
  "b689b0a8-53d0-40ab-baf2-68738e2966ac": {
    ...EVERYTHING,
    headers: { mode: "except", names: new Set(["host"]) },
  },
  "33f36d7e-f396-46d9-90e0-52428a34d9dc": EVERYTHING,
  // CORS-S3Origin, CORS-CustomOrigin, UserAgentRefererHeaders
  "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf": { ...NOTHING, headers: only(...CORS_HEADERS) },
  "59781a5b-3903-41f3-afcb-af62929ccde1": { ...NOTHING, headers: only("origin") },
  "acba4595-bd28-49b8-b9fe-13317c0390fa": { ...NOTHING, headers: only("user-agent", "referer") },
};

const items = z.object({ items: z.array(z.string()).default([]) }).optional();
const headersConfig = z.object({ headerBehavior: z.string().optional(), headers: items });
const cookiesConfig = z.object({ cookieBehavior: z.string(), cookies: items });
const queryStringsConfig = z.object({ queryStringBehavior: z.string(), queryStrings: items });
const policySchema = z.object({ headersConfig, cookiesConfig, queryStringsConfig });
const cachePolicySchema = z.object({ parametersInCacheKeyAndForwardedToOrigin: policySchema });

function selection(behavior: string | undefined, list: z.infer<typeof items>): Selection {
  const names = new Set((list?.items ?? []).map((name) => name.toLowerCase()));
  if (behavior === "all" || behavior?.startsWith("allViewer") === true) return ALL;
  if (behavior === "allExcept") return { mode: "except", names };
  return behavior === "whitelist" ? { mode: "only", names } : NONE;
}

function forwardingOf(policy: z.infer<typeof policySchema>): Forwarding {
  const { headersConfig: headers, cookiesConfig: cookies, queryStringsConfig: queries } = policy;
  return {
    headers: selection(headers.headerBehavior, headers.headers),
    cookies: selection(cookies.cookieBehavior, cookies.cookies),
    queryStrings: selection(queries.queryStringBehavior, queries.queryStrings),
  };
}

/** Forwarding by policy id: managed policies and those of the stack. */
export function readForwardingPolicies(stack: DeployedStack): Map<string, Forwarding> {
  const policies = new Map(Object.entries(MANAGED));
  for (const { id, properties } of stack.ofType(
    "aws:cloudfront/cachePolicy:CachePolicy",
    cachePolicySchema,
  )) {
    policies.set(id, forwardingOf(properties.parametersInCacheKeyAndForwardedToOrigin));
  }
  for (const { id, properties } of stack.ofType(
    "aws:cloudfront/originRequestPolicy:OriginRequestPolicy",
    policySchema,
  )) {
    policies.set(id, forwardingOf(properties));
  }
  return policies;
}

export function selects(choice: Selection, name: string): boolean {
  if (choice.mode === "none" || choice.mode === "all") return choice.mode === "all";
  return choice.names.has(name.toLowerCase()) === (choice.mode === "only");
}

/** Sent to the origin whatever the policies say; the message could not be understood without. */
const ALWAYS = new Set([
  "accept-encoding",
  "content-encoding",
  "content-length",
  "content-type",
  "if-match",
  "if-modified-since",
  "if-none-match",
  "if-range",
  "if-unmodified-since",
  "range",
]);

/** Headers an origin gets. Without a policy that forwards Host, it is the origin's own. */
export function forwardedHeaders(
  headers: Headers,
  policies: readonly Forwarding[],
  originHost: string,
): Headers {
  const chosen = (name: string) => policies.some((policy) => selects(policy.headers, name));
  const forwarded: Headers = new Map();
  for (const [name, values] of headers) {
    if (name !== "cookie" && (ALWAYS.has(name) || chosen(name))) forwarded.set(name, values);
  }
  if (!forwarded.has("host")) forwarded.set("host", [originHost]);
  if (!forwarded.has("user-agent")) forwarded.set("user-agent", ["Amazon CloudFront"]);
  const cookies = (headers.get("cookie") ?? [])
    .flatMap((value) => value.split(";"))
    .map((cookie) => cookie.trim())
    .filter((cookie) => {
      const name = cookie.split("=", 1)[0] ?? "";
      return cookie !== "" && policies.some((policy) => selects(policy.cookies, name));
    });
  if (cookies.length > 0) forwarded.set("cookie", [cookies.join("; ")]);
  return forwarded;
}

/** The part of a query string an origin gets. */
export function forwardedQuery(query: string, policies: readonly Forwarding[]): string {
  if (policies.some((policy) => policy.queryStrings.mode === "all")) return query;
  return query
    .split("&")
    .filter((part) => {
      const name = part.split("=", 1)[0] ?? "";
      return part !== "" && policies.some((policy) => selects(policy.queryStrings, name));
    })
    .join("&");
}
