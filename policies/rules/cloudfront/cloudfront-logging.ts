import { DISTRIBUTION, LOG_DELIVERY, LOG_DELIVERY_SOURCE } from "../../aws/types";
import { found } from "../../framework/display";
import { defineStackRule } from "../../framework/rule";

/**
 * Takes the older standard logs and those through CloudWatch's log deliveries. A delivery source alone
 * writes nothing, so a delivery from it is asked for too.
 */
export default defineStackRule({
  id: "cloudfront-logging",
  title: "CloudFront access logs are on",
  service: "cloudfront",
  severity: "medium",
  pillar: "operations",
  enforcement: "mandatory",
  controls: {
    fsbp: ["CloudFront.5"],
    checkov: ["CKV_AWS_86"],
    cdkNag: ["AwsSolutions-CFR3"],
    prowler: ["cloudfront_distributions_logging_enabled"],
  },
  types: DISTRIBUTION,
  relatedTypes: [...LOG_DELIVERY_SOURCE, ...LOG_DELIVERY],
  fix: "Set loggingConfig.bucket, or add a LogDeliverySource with this distribution's ARN and a LogDelivery from it, in us-east-1.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html",
  example: `
import { cloudfront } from "@pulumi/aws";

new cloudfront.Distribution("shop", {
  ...settings,
  loggingConfig: { bucket: logBucket.bucketDomainName, prefix: "cloudfront/" },
});`,
  check({ resource, props, stack, report }) {
    const logging = props.at("loggingConfig");
    const legacy = logging.at("bucket");
    if (logging.isUnknown || !legacy.isMissing) return;
    const sources = stack.referrers(resource, LOG_DELIVERY_SOURCE, "resourceArn");
    if (sources?.length === 0) {
      report(`${found(legacy)} and no LogDeliverySource in the stack names this distribution`);
      return;
    }
    const deliveries = sources?.map((source) =>
      stack.referrers(source, LOG_DELIVERY, "deliverySourceName"),
    );
    if (deliveries?.every((each) => each?.length === 0)) {
      report("its LogDeliverySource has no LogDelivery, so nothing is written");
    }
  },
});
