import { DISTRIBUTION } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

const OTHER_ORIGINS = ["customOriginConfig", "vpcOriginConfig"] as const;

export default defineResourceRule({
  id: "cloudfront-default-root-object",
  title: "CloudFront has a default root object",
  service: "cloudfront",
  severity: "high",
  pillar: "security",
  enforcement: "advisory",
  controls: {
    fsbp: ["CloudFront.1"],
    checkov: ["CKV_AWS_305"],
    prowler: ["cloudfront_distributions_default_root_object"],
  },
  types: DISTRIBUTION,
  fix: 'Set defaultRootObject, such as "index.html", so that the root does not list the bucket.',
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html",
  example: `
import { cloudfront } from "@pulumi/aws";

new cloudfront.Distribution("shop", { ...settings, defaultRootObject: "index.html" });`,
  check({ props, report }) {
    const target = props.at("defaultCacheBehavior").at("targetOriginId").text();
    const origin = props
      .at("origins")
      .items()
      .find((each) => target !== undefined && each.at("originId").is(target));
    // Other origins than a bucket know themselves what their root is.
    const isBucket =
      origin !== undefined && OTHER_ORIGINS.every((config) => origin.at(config).isMissing);
    const root = props.at("defaultRootObject");
    if (isBucket && root.isMissing) report(found(root));
  },
});
