import { QUERY_LOG, ZONE } from "../../aws/types";
import { defineStackRule } from "../../framework/rule";

export default defineStackRule({
  id: "route53-public-zone-logging",
  title: "Public hosted zones log queries",
  service: "route53",
  severity: "medium",
  pillar: "operations",
  enforcement: "advisory",
  controls: {
    fsbp: ["Route53.2"],
    checkov: ["CKV2_AWS_39"],
    prowler: ["route53_public_hosted_zones_cloudwatch_logging_enabled"],
  },
  types: ZONE,
  relatedTypes: QUERY_LOG,
  fix: "Add a QueryLog for the zone, with a log group in us-east-1.",
  url: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html",
  example: `
import { route53 } from "@pulumi/aws";

new route53.QueryLog("shop", {
  zoneId: zone.zoneId,
  cloudwatchLogGroupArn: logGroup.arn,
});`,
  check({ resource, props, stack, report }) {
    if (!props.at("vpcs").isMissing) return;
    const logs = stack.referrers(resource, QUERY_LOG, "zoneId");
    if (logs?.length === 0) report("no QueryLog in the stack names this zone");
  },
});
