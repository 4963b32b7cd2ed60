import { cacheBehaviors, HTTPS_ONLY } from "../../aws/cloudfront";
import { DISTRIBUTION } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "cloudfront-viewer-https",
  title: "CloudFront viewers are sent to HTTPS",
  service: "cloudfront",
  severity: "medium",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["CloudFront.3"],
    checkov: ["CKV_AWS_34"],
    prowler: ["cloudfront_distributions_https_enabled"],
  },
  types: DISTRIBUTION,
  fix: 'Set viewerProtocolPolicy to "redirect-to-https" or "https-only".',
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html",
  example: `
import { cloudfront } from "@pulumi/aws";

new cloudfront.Distribution("shop", {
  ...settings,
  defaultCacheBehavior: { ...behavior, viewerProtocolPolicy: "redirect-to-https" },
  orderedCacheBehaviors: [
    { ...orderedBehavior, viewerProtocolPolicy: "redirect-to-https" },
  ],
});`,
  remedy: [
    { path: "defaultCacheBehavior.viewerProtocolPolicy", value: "redirect-to-https" },
    { path: "orderedCacheBehaviors[].viewerProtocolPolicy", value: "redirect-to-https" },
  ],
  check({ props, report }) {
    for (const behavior of cacheBehaviors(props)) {
      const policy = behavior.at("viewerProtocolPolicy");
      if (policy.isNot(...HTTPS_ONLY)) report(found(policy, ["allow-all"]));
    }
  },
});
