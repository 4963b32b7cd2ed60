/** How CloudFront caches answers of the API. */
import * as cloudfront from "@pulumi/aws/cloudfront";
import type * as pulumi from "@pulumi/pulumi";
import { prefixHeader } from "../../internal/edgeFunctions";

/**
 * One policy for each time. It is the longest and, where the service says nothing, the usual time; a
 * service's `no-store` or shorter `max-age` wins, since the shortest time is 0:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html
 */
export function createCachePolicies(
  name: string,
  times: readonly number[],
  opts: pulumi.CustomResourceOptions,
): ReadonlyMap<number, cloudfront.CachePolicy> {
  const distinct = [...new Set(times)];
  return new Map(
    distinct.map((seconds) => [
      seconds,
      createCachePolicy(`${name}-api-cache-${seconds}s`, seconds, opts),
    ]),
  );
}

function createCachePolicy(
  name: string,
  seconds: number,
  opts: pulumi.CustomResourceOptions,
): cloudfront.CachePolicy {
  return new cloudfront.CachePolicy(
    name,
    {
      comment: `Public API answers, kept for ${seconds} seconds at most`,
      minTtl: 0,
      defaultTtl: seconds,
      maxTtl: seconds,
      parametersInCacheKeyAndForwardedToOrigin: {
        queryStringsConfig: { queryStringBehavior: "all" },
        // Without its prefix a path of the API may equal one of the page; the header keeps them apart.
        headersConfig: { headerBehavior: "whitelist", headers: { items: [prefixHeader] } },
        cookiesConfig: { cookieBehavior: "none" },
        enableAcceptEncodingBrotli: true,
        enableAcceptEncodingGzip: true,
      },
    },
    opts,
  );
}

/**
 * What is sent along when an answer is to be cached: the Host, which the load balancer's certificate
 * names, and nothing that would make it one person's answer.
 */
export function createCachedRequestPolicy(
  name: string,
  opts: pulumi.CustomResourceOptions,
): cloudfront.OriginRequestPolicy {
  return new cloudfront.OriginRequestPolicy(
    `${name}-api-cached-request`,
    {
      comment: "Requests whose answers are cached for everybody",
      headersConfig: { headerBehavior: "whitelist", headers: { items: ["Host"] } },
      cookiesConfig: { cookieBehavior: "none" },
      queryStringsConfig: { queryStringBehavior: "all" },
    },
    opts,
  );
}
