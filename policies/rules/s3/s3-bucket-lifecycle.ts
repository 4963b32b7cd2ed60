import { BUCKET, BUCKET_LIFECYCLE } from "../../aws/types";
import type { Property } from "../../framework/property";
import { defineStackRule } from "../../framework/rule";

/** The rules' switches, of the resources of their own and of the older property of the bucket. */
function switchesOf(props: Property): readonly Property[] {
  return [
    ...props
      .at("rules")
      .items()
      .map((rule) => rule.at("status")),
    ...props
      .at("lifecycleRules")
      .items()
      .map((rule) => rule.at("enabled")),
  ];
}

export default defineStackRule({
  id: "s3-bucket-lifecycle",
  title: "S3 bucket has a lifecycle configuration",
  service: "s3",
  severity: "low",
  pillar: "cost",
  enforcement: "advisory",
  controls: {
    fsbp: ["S3.13"],
    checkov: ["CKV2_AWS_61"],
    prowler: ["s3_bucket_lifecycle_enabled"],
  },
  types: BUCKET,
  relatedTypes: BUCKET_LIFECYCLE,
  fix: 'Add a BucketLifecycleConfiguration whose bucket is this bucket, with at least one rule of status "Enabled".',
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html",
  example: `
import { s3 } from "@pulumi/aws";

new s3.BucketLifecycleConfiguration("orders", {
  bucket: bucket.bucket,
  rules: [
    {
      id: "old-versions",
      status: "Enabled",
      filter: { prefix: "" },
      noncurrentVersionExpiration: { noncurrentDays: 90 },
    },
  ],
});`,
  check({ resource, props, stack, report }) {
    const lifecycles = stack.referrers(resource, BUCKET_LIFECYCLE, "bucket");
    if (lifecycles === undefined) return;
    const holders = [props, ...lifecycles.map((lifecycle) => lifecycle.props)];
    const isOpen = holders.some(
      (holder) => holder.at("rules").isUnknown || holder.at("lifecycleRules").isUnknown,
    );
    const switches = holders.flatMap(switchesOf);
    if (isOpen || switches.some((each) => !each.isNot("Enabled", true))) return;
    if (switches.length > 0) report("no rule of its lifecycle configuration is enabled");
    else report("no BucketLifecycleConfiguration in the stack names this bucket");
  },
});
