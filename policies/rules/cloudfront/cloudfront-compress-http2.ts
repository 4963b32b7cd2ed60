import { cacheBehaviors } from "../../aws/cloudfront";
import { DISTRIBUTION } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "cloudfront-compress-http2",
  title: "CloudFront compresses and speaks HTTP/2 or 3",
  service: "cloudfront",
  severity: "low",
  pillar: "performance",
  enforcement: "advisory",
  controls: {},
  types: DISTRIBUTION,
  fix: 'Set compress to true on every behaviour and httpVersion to "http2and3".',
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html",
  example: `
import { cloudfront } from "@pulumi/aws";

new cloudfront.Distribution("shop", {
  ...settings,
  httpVersion: "http2and3",
  defaultCacheBehavior: { ...behavior, compress: true },
  orderedCacheBehaviors: [{ ...orderedBehavior, compress: true }],
});`,
  remedy: [
    { path: "httpVersion", value: "http2and3" },
    { path: "defaultCacheBehavior.compress", value: true },
    { path: "orderedCacheBehaviors[].compress", value: true },
  ],
  check({ props, report }) {
    const version = props.at("httpVersion");
    const plain = cacheBehaviors(props)
      .map((behavior) => behavior.at("compress"))
      .filter((compress) => compress.isNot(true));
    const faults = [
      // CloudFront speaks HTTP/2 when it is not told otherwise.
      ...(!version.isMissing && version.isNot("http2", "http3", "http2and3")
        ? [found(version, ["http1.1"])]
        : []),
      ...plain.map((compress) => found(compress)),
    ];
    if (faults.length > 0) report(faults.join(" and "));
  },
});
