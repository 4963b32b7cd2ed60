import { BUCKET, BUCKET_VERSIONING } from "../../aws/types";
import { found } from "../../framework/display";
import { defineStackRule } from "../../framework/rule";

export default defineStackRule({
  id: "s3-bucket-versioning",
  title: "S3 bucket keeps object versions",
  service: "s3",
  severity: "medium",
  pillar: "reliability",
  enforcement: "mandatory",
  controls: { fsbp: ["S3.14"], checkov: ["CKV_AWS_21"], prowler: ["s3_bucket_object_versioning"] },
  types: BUCKET,
  relatedTypes: BUCKET_VERSIONING,
  fix: 'Add a BucketVersioning whose bucket is this bucket with versioningConfiguration.status "Enabled".',
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html",
  example: `
import { s3 } from "@pulumi/aws";

new s3.BucketVersioning("orders", {
  bucket: bucket.bucket,
  versioningConfiguration: { status: "Enabled" },
});`,
  check({ resource, props, stack, report }) {
    const legacy = props.at("versioning").at("enabled");
    if (legacy.isUnknown || legacy.is(true)) return;
    const versionings = stack.referrers(resource, BUCKET_VERSIONING, "bucket");
    if (versionings === undefined) return;
    const statuses = versionings.map(({ props: it }) =>
      it.at("versioningConfiguration").at("status"),
    );
    if (statuses.length === 0) report("no BucketVersioning in the stack names this bucket");
    else if (statuses.every((status) => status.isNot("Enabled"))) {
      const status = statuses.find((each) => each.isNot("Enabled"));
      if (status) report(`the ${found(status, ["Suspended", "Disabled"])} in its BucketVersioning`);
    }
  },
});
