import { BUCKET, BUCKET_LIFECYCLE } from "../../aws/types";
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
  const narrowing = [
    rule.at("prefix"),
    rule.at("tags"),
    ...NARROWING.map((name) => filter.at(name)),
  ];
  if (narrowing.some((each) => !each.isMissing && !each.isUnknown)) return false;
  return narrowing.some((each) => each.isUnknown) ? undefined : true;
}

/** The rule of a resource of its own, or of the bucket's older property. Undefined when the preview does not know. */
function cleansUp(rule: Property, days: number): boolean | undefined {
  const switches = [rule.at("status"), rule.at("enabled")];
  const limits = [
    rule.at("abortIncompleteMultipartUpload").at("daysAfterInitiation"),
    rule.at("abortIncompleteMultipartUploadDays"),
  ];
  if ([...switches, ...limits].some((each) => each.isUnknown)) return undefined;
  const isOn = switches.some((each) => each.is("Enabled", true));
  return (
    isOn && limits.some((each) => (each.number() ?? Infinity) <= days) && isForWholeBucket(rule)
  );
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
  types: [...BUCKET_LIFECYCLE, ...BUCKET],
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
  check({ resource, props, parameters, report }) {
    const isBucket = BUCKET.some((type) => type === resource.type);
    const rules = props.at(isBucket ? "lifecycleRules" : "rules");
    // A bucket without rules of its own may have them in a resource of their own.
    if (rules.isUnknown || (isBucket && rules.isMissing)) return;
    const answers = rules.items().map((rule) => cleansUp(rule, parameters.days));
    if (answers.every((answer) => answer === false)) {
      const limit = parameters.days;
      report(`no enabled rule for the whole bucket aborts incomplete uploads within ${limit} days`);
    }
  },
});
