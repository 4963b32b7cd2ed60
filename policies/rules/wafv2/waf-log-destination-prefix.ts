import { BUCKET, DELIVERY_STREAM, LOG_GROUP, WEB_ACL_LOGGING } from "../../aws/types";
import type { Resource } from "../../framework/resource";
import { defineStackRule } from "../../framework/rule";

const PREFIX = "aws-waf-logs-";
const DESTINATIONS = [...LOG_GROUP, ...BUCKET, ...DELIVERY_STREAM] as const;

/** Undefined while the preview does not know it; a generated name is the logical one and a suffix. */
function nameOf({ props, name }: Resource): string | undefined {
  const given = [props.at("name"), props.at("bucket")].find((each) => !each.isMissing);
  return given === undefined ? name : given.text();
}

/** `arn:…:log-group:NAME`, `arn:…:deliverystream/NAME` or `arn:aws:s3:::NAME`. */
function nameInArn(arn: string): string | undefined {
  const [, , , , , ...resource] = arn.split(":");
  return resource
    .join(":")
    .replace(/^(log-group:|deliverystream\/)/, "")
    .split(":")[0];
}

export default defineStackRule({
  id: "waf-log-destination-prefix",
  title: "WAF log destinations have the name that WAF demands",
  service: "wafv2",
  severity: "medium",
  pillar: "operations",
  enforcement: "mandatory",
  controls: {},
  types: WEB_ACL_LOGGING,
  relatedTypes: DESTINATIONS,
  fix: "Start the name of the log group, bucket or delivery stream with aws-waf-logs-; WAF refuses any other.",
  url: "https://docs.aws.amazon.com/waf/latest/developerguide/logging-destinations.html",
  example: `
import { cloudwatch, wafv2 } from "@pulumi/aws";

const logs = new cloudwatch.LogGroup("waf", {
  name: "aws-waf-logs-shop",
  retentionInDays: 365,
});
new wafv2.WebAclLoggingConfiguration("shop", {
  resourceArn: webAcl.arn,
  logDestinationConfigs: [logs.arn],
});`,
  check({ resource, props, stack, report }) {
    const targets = stack.targets(resource, "logDestinationConfigs", DESTINATIONS);
    const names =
      targets !== undefined && targets.length > 0
        ? targets.map(nameOf)
        : props.at("logDestinationConfigs").texts().map(nameInArn);
    if (names.some((name) => name !== undefined && !name.startsWith(PREFIX))) {
      report(`the name of its destination does not start with ${PREFIX}`);
    }
  },
});
