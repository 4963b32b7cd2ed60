/** What a distribution does with a request, by path. */
import * as cloudfront from "@pulumi/aws/cloudfront";
import type * as pulumi from "@pulumi/pulumi";
import type { Route } from "../../../services/contract";
import { singlePageFunction, stripPrefixFunction } from "../../internal/edgeFunctions";
import { inOrder, patternsOverlap } from "../../internal/edgePaths";
import type { DistributionArgs } from "../distribution";
import { createResponseHeadersPolicy } from "../responseHeaders";
import { createCachePolicies, createCachedRequestPolicy } from "./cachePolicies";
import { apiOriginId, siteGroupId, siteOriginId } from "./origins";

/**
 * Ids of AWS's managed policies, the same in every account:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
 */
const cachingOptimized = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const cachingDisabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const allViewer = "216adef6-5c7f-47e4-b989-5492eafa07d3";
const allViewerExceptHost = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

/** Path prefix of the API on the site's own origin, so that the page needs no CORS. */
const apiPrefix = "/api";

/** What of a route its behaviour shows. */
type CachedPath = Pick<Route, "path" | "cacheSeconds">;

/** The whole API. */
const everyPath: CachedPath = { path: "/*" };

type Behaviors = Pick<
  cloudfront.DistributionArgs,
  "defaultCacheBehavior" | "orderedCacheBehaviors"
>;

/** The page by default, the API below its prefix, and before both the routes whose answers are cached. */
export function createBehaviors(
  name: string,
  args: DistributionArgs,
  opts: pulumi.CustomResourceOptions,
): Behaviors {
  const edgeFunction = (noun: string, code: string) => {
    const settings = { runtime: "cloudfront-js-2.0", publish: true, code };
    const { arn } = new cloudfront.Function(`${name}-${noun}`, settings, opts);
    return { functionAssociations: [{ eventType: "viewer-request", functionArn: arn }] };
  };
  const singlePage = edgeFunction("single-page", singlePageFunction(args.site.indexDocument));
  const stripPrefix = edgeFunction("strip-api", stripPrefixFunction(apiPrefix));
  const headers = createResponseHeadersPolicy(`${name}-headers`, args.securityHeaders ?? {}, opts);
  const shared = {
    viewerProtocolPolicy: "redirect-to-https",
    responseHeadersPolicyId: headers.id,
    compress: true,
  };
  const api = {
    ...shared,
    ...stripPrefix,
    targetOriginId: apiOriginId,
    allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
    cachedMethods: ["GET", "HEAD"],
  };
  const policiesOf = apiPolicies(name, args, opts);
  return {
    defaultCacheBehavior: {
      ...shared,
      ...singlePage,
      targetOriginId: args.failover === undefined ? siteOriginId : siteGroupId,
      allowedMethods: ["GET", "HEAD", "OPTIONS"],
      cachedMethods: ["GET", "HEAD"],
      cachePolicyId: cachingOptimized,
    },
    orderedCacheBehaviors: withEveryPath(routesOfTheirOwn(args.routes ?? [])).map((route) => ({
      ...api,
      pathPattern: `${apiPrefix}${route.path}`,
      ...policiesOf(route),
    })),
  };
}

/** Routes that need a behaviour: those that are cached, and the more specific ones inside of these. */
export function routesOfTheirOwn(routes: readonly Route[]): Route[] {
  const ordered = inOrder(routes);
  return ordered.filter(
    (route, place) =>
      isCached(route) ||
      ordered
        .slice(place + 1)
        .some((later) => isCached(later) && patternsOverlap(route.path, later.path)),
  );
}

/** The routes and then the whole API, unless a route is just that: CloudFront takes a pattern once. */
function withEveryPath(routes: readonly CachedPath[]): CachedPath[] {
  return routes.some(({ path }) => path === everyPath.path) ? [...routes] : [...routes, everyPath];
}

function isCached({ cacheSeconds = 0 }: CachedPath): boolean {
  return cacheSeconds > 0;
}

/** What a route's answers are cached by, and what the API sees of a request. */
function apiPolicies(name: string, args: DistributionArgs, opts: pulumi.CustomResourceOptions) {
  const cached = (args.routes ?? []).filter(isCached);
  const cachePolicies = createCachePolicies(
    name,
    cached.map(({ cacheSeconds = 0 }) => cacheSeconds),
    opts,
  );
  const isPublic = args.api.kind === "public";
  const cachedRequest =
    isPublic || cached.length === 0 ? undefined : createCachedRequestPolicy(name, opts);
  // The load balancer's certificate names the viewer's Host; API Gateway answers to its own alone.
  const uncached = {
    cachePolicyId: cachingDisabled,
    originRequestPolicyId: isPublic ? allViewerExceptHost : allViewer,
  };
  return ({ cacheSeconds = 0 }: CachedPath) => {
    const cachePolicy = cachePolicies.get(cacheSeconds);
    if (cachePolicy === undefined) return uncached;
    return {
      cachePolicyId: cachePolicy.id,
      ...(cachedRequest === undefined ? {} : { originRequestPolicyId: cachedRequest.id }),
    };
  };
}
