import { BUCKET_LIFECYCLE } from "../../aws/types";
import { integer } from "../../framework/parameters";
import type { Property } from "../../framework/property";
import { defineResourceRule } from "../../framework/rule";

const NARROWING = ["and", "tag", "objectSizeGreaterThan", "objectSizeLessThan", "prefix"] as const;

/**
 * A rule that is for some objects only leaves the parts of all others. Undefined when the preview does
 * not know.
 */
function isForWholeBucket(rule: Property): boolean | undefined {
  const filter = rule.at("filter");
  const narrowing = [rule.at("prefix"), ...NARROWING.map((name) => filter.at(name))];
  if (narrowing.some((each) => !each.isMissing && !each.isUnknown)) return false;
  return narrowing.some((each) => each.isUnknown) ? undefined : true;
}

/** Undefined when the preview does not know. */
function cleansUp(rule: Property, days: number): boolean | undefined {
  const status = rule.at("status");
  const after = rule.at("abortIncompleteMultipartUpload").at("daysAfterInitiation");
  if (status.isUnknown || after.isUnknown) return undefined;
  return status.is("Enabled") && (after.number() ?? Infinity) <= days && isForWholeBucket(rule);
}

/** Parts of an upload that never ended are in no listing, and are paid for until somebody aborts it. */
export default defineResourceRule({
  id: "s3-lifecycle-abort-multipart",
  title: "Lifecycle cleans up incomplete multipart uploads",
  service: "s3",
  severity: "low",
  pillar: "cost",
  enforcement: "advisory",
  controls: { checkov: ["CKV_AWS_300"] },
  parameters: {
    days: integer({
      description: "Most days that an incomplete upload may stay.",
      default: 7,
      minimum: 1,
    }),
  },
  types: BUCKET_LIFECYCLE,
  fix: "Add an Enabled rule for the whole bucket with abortIncompleteMultipartUpload.daysAfterInitiation of 7 or less.",
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html",
  example: `
import { s3 } from "@pulumi/aws";

new s3.BucketLifecycleConfiguration("orders", {
  ...settings,
  rules: [
    {
      id: "unfinished-uploads",
      status: "Enabled",
      filter: { prefix: "" },
      abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
    },
  ],
});`,
  check({ props, parameters, report }) {
    const rules = props.at("rules");
    if (rules.isUnknown) return;
    const answers = rules.items().map((rule) => cleansUp(rule, parameters.days));
    if (answers.every((answer) => answer === false)) {
      const limit = parameters.days;
      report(`no enabled rule for the whole bucket aborts incomplete uploads within ${limit} days`);
    }
  },
});
