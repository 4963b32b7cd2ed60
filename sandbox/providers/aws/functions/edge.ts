import type { ProviderFunction } from "../../package";
import { text } from "./arguments";

/**
 * CloudFront's managed policies with their real ids:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html and its
 * neighbours for origin requests and response headers.
 */
const CACHE_POLICIES: Readonly<Record<string, string>> = {
  "Managed-CachingOptimized": "658327ea-f89d-4fab-a63d-7e88639e58f6",
  "Managed-CachingOptimizedForUncompressedObjects": "b2884449-e4de-46a7-ac36-70bc7f1ddd6d",
  "Managed-CachingDisabled": "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  "Managed-Elemental-MediaPackage": "08627262-05a9-4f76-9ded-b50ca2e3a84f",
  "Managed-Amplify": "2e54312d-136d-493c-8eb9-b001f22f67d2",
  UseOriginCacheControlHeaders: "83da9c7e-98b4-4e11-a168-04f0df8e2c65",
  "UseOriginCacheControlHeaders-QueryStrings": "4cc15a8a-d715-48a4-82b8-cc0b614638fe",
};
const ORIGIN_REQUEST_POLICIES: Readonly<Record<string, string>> = {
  "Managed-AllViewer": "216adef6-5c7f-47e4-b989-5492eafa07d3",
  "Managed-AllViewerExceptHostHeader": "b689b0a8-53d0-40ab-baf2-68738e2966ac",
  "Managed-AllViewerAndCloudFrontHeaders-2022-06": "33f36d7e-f396-46d9-90e0-52428a34d9dc",
  "Managed-CORS-CustomOrigin": "59781a5b-3903-41f3-afcb-af62929ccde1",
  "Managed-CORS-S3Origin": "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf",
  "Managed-UserAgentRefererHeaders": "acba4595-bd28-49b8-b9fe-13317c0390fa",
  "Managed-HostHeaderOnly": "bf0718e1-ba1e-49d1-88b1-f726733018ae",
};
const RESPONSE_HEADERS_POLICIES: Readonly<Record<string, string>> = {
  "Managed-SimpleCORS": "60669652-455b-4ae9-85a4-c4c02393f86c",
  "Managed-SecurityHeadersPolicy": "67f7725c-6f97-4210-82d7-5512b31e9d03",
  "Managed-CORS-With-Preflight": "5cc3b908-e619-4b99-88e5-2cf7f45965bd",
  "Managed-CORS-and-SecurityHeadersPolicy": "e61eb60c-9c35-4d20-a928-2b84e02af89c",
  "Managed-CORS-with-preflight-and-SecurityHeadersPolicy": "eaab4381-ed33-4a86-88ca-d9558dc6cd63",
};

/** Looks a managed policy up by name or id. */
function managedPolicy(
  kind: string,
  arnKind: string,
  policies: Readonly<Record<string, string>>,
  fields: Readonly<Record<string, number | string | []>>,
): ProviderFunction {
  return (args, { account = "" }) => {
    const found = Object.entries(policies).find(
      ([name, id]) => text(args, "name") === name || text(args, "id") === id,
    );
    if (found === undefined) {
      const wanted = text(args, "name") || text(args, "id");
      throw new Error(
        `no matching CloudFront ${kind} policy "${wanted}"; the sandbox knows ${Object.keys(policies).join(", ")}`,
      );
    }
    const [name, id] = found;
    return {
      ...fields,
      id,
      name,
      arn: `arn:aws:cloudfront::${account}:${arnKind}/${id}`,
      comment: "",
      etag: "E23ZP02F085DFQ",
    };
  };
}

/** Lookups of CloudFront's managed policies. */
export const edgeFunctions: Readonly<Record<string, ProviderFunction>> = {
  "aws:cloudfront/getCachePolicy:getCachePolicy": managedPolicy(
    "cache",
    "cache-policy",
    CACHE_POLICIES,
    {
      defaultTtl: 86_400,
      maxTtl: 31_536_000,
      minTtl: 1,
      parametersInCacheKeyAndForwardedToOrigins: [],
    },
  ),
  "aws:cloudfront/getOriginRequestPolicy:getOriginRequestPolicy": managedPolicy(
    "origin request",
    "origin-request-policy",
    ORIGIN_REQUEST_POLICIES,
    { cookiesConfigs: [], headersConfigs: [], queryStringsConfigs: [] },
  ),
  "aws:cloudfront/getResponseHeadersPolicy:getResponseHeadersPolicy": managedPolicy(
    "response headers",
    "response-headers-policy",
    RESPONSE_HEADERS_POLICIES,
    {
      corsConfigs: [],
      customHeadersConfigs: [],
      removeHeadersConfigs: [],
      securityHeadersConfigs: [],
      serverTimingHeadersConfigs: [],
    },
  ),
};
