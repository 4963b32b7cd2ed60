import { TRAIL } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "cloudtrail-kms-cloudwatch",
  title: "CloudTrail is encrypted with KMS and sent to CloudWatch Logs",
  service: "cloudtrail",
  severity: "medium",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["CloudTrail.2", "CloudTrail.5"],
    cis: ["v5.0.0-3.5", "v6.0.0-4.5"],
    checkov: ["CKV_AWS_35", "CKV2_AWS_10"],
    prowler: ["cloudtrail_kms_encryption_enabled", "cloudtrail_cloudwatch_logging_enabled"],
  },
  types: TRAIL,
  fix: "Set kmsKeyId, cloudWatchLogsGroupArn and cloudWatchLogsRoleArn.",
  url: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html",
  example: `
import { cloudtrail } from "@pulumi/aws";

new cloudtrail.Trail("audit", {
  ...settings,
  kmsKeyId: key.arn,
  cloudWatchLogsGroupArn: logGroup.arn.apply((arn) => arn + ":*"),
  cloudWatchLogsRoleArn: role.arn,
});`,
  check({ props, report }) {
    for (const name of ["kmsKeyId", "cloudWatchLogsGroupArn", "cloudWatchLogsRoleArn"]) {
      const property = props.at(name);
      if (!property.isUnknown && property.isMissing) report(found(property));
    }
  },
});
