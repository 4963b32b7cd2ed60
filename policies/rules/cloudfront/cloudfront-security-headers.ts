import { cacheBehaviors } from "../../aws/cloudfront";
import { DISTRIBUTION } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "cloudfront-security-headers",
  title: "CloudFront behaviours attach a response headers policy",
  service: "cloudfront",
  severity: "medium",
  pillar: "security",
  enforcement: "advisory",
  controls: { checkov: ["CKV2_AWS_32"] },
  types: DISTRIBUTION,
  fix: "Set responseHeadersPolicyId to a policy with security headers, such as AWS's managed SecurityHeadersPolicy.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html",
  example: `
import { cloudfront } from "@pulumi/aws";

new cloudfront.Distribution("shop", {
  ...settings,
  defaultCacheBehavior: { ...behavior, responseHeadersPolicyId: headersPolicy.id },
  orderedCacheBehaviors: [
    { ...orderedBehavior, responseHeadersPolicyId: headersPolicy.id },
  ],
});`,
  check({ props, report }) {
    for (const behavior of cacheBehaviors(props)) {
      const policy = behavior.at("responseHeadersPolicyId");
      if (policy.isMissing) report(found(policy));
    }
  },
});
