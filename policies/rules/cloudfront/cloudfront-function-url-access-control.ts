import { DISTRIBUTION, FUNCTION_URL } from "../../aws/types";
import { found } from "../../framework/display";
import type { StackGraph } from "../../framework/graph";
import type { Property } from "../../framework/property";
import type { Resource } from "../../framework/resource";
import { defineStackRule } from "../../framework/rule";

const URL_HOST = /\.lambda-url\.[a-z0-9-]{1,40}\.on\.aws$/;

/** Origins whose host a preview does not know yet, and which are neither S3's nor of a VPC. */
function openOrigins(origins: readonly Property[]): readonly Property[] {
  return origins.filter(
    (origin) =>
      !origin.isUnknown &&
      !origin.at("customOriginConfig").isMissing &&
      origin.at("domainName").isUnknown,
  );
}

/**
 * Origins that are function URLs. In a first preview no host is known; where one custom origin alone is
 * open and the distribution refers to a function URL, it is that one.
 */
function functionUrls(stack: StackGraph, distribution: Resource): readonly Property[] {
  const origins = distribution.props.at("origins").items();
  const named = origins.filter((origin) => URL_HOST.test(origin.at("domainName").text() ?? ""));
  const open = openOrigins(origins);
  const urls = stack.targets(distribution, "origins", FUNCTION_URL) ?? [];
  return named.length === 0 && open.length === 1 && urls.length > 0 ? open : named;
}

/** The control signs CloudFront's requests, so that lambda-url-auth can be met. */
export default defineStackRule({
  id: "cloudfront-function-url-access-control",
  title: "Function URL origins use origin access control",
  service: "cloudfront",
  severity: "medium",
  pillar: "security",
  enforcement: "mandatory",
  controls: { fsbp: ["CloudFront.16"] },
  types: DISTRIBUTION,
  relatedTypes: FUNCTION_URL,
  fix: 'Create an OriginAccessControl of type "lambda" and set the origin\'s originAccessControlId to it.',
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html",
  example: `
import { cloudfront } from "@pulumi/aws";

const access = new cloudfront.OriginAccessControl("orders", {
  originAccessControlOriginType: "lambda",
  signingBehavior: "always",
  signingProtocol: "sigv4",
});
new cloudfront.Distribution("shop", {
  ...settings,
  origins: [{ ...origin, originAccessControlId: access.id }],
});`,
  check({ resource, stack, report }) {
    for (const origin of functionUrls(stack, resource)) {
      const control = origin.at("originAccessControlId");
      if (control.isMissing) report(`${found(control)}, and the origin is a function URL`);
    }
  },
});
