import { TRAIL } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "cloudtrail-baseline",
  title: "CloudTrail is multi-region, validated and logging",
  service: "cloudtrail",
  severity: "high",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["CloudTrail.1", "CloudTrail.4"],
    cis: ["v5.0.0-3.1", "v6.0.0-4.1", "v5.0.0-3.2", "v6.0.0-4.2"],
    checkov: ["CKV_AWS_36", "CKV_AWS_67", "CKV_AWS_251"],
    prowler: ["cloudtrail_multi_region_enabled", "cloudtrail_log_file_validation_enabled"],
  },
  types: TRAIL,
  fix: "Set isMultiRegionTrail and enableLogFileValidation to true, and leave enableLogging and includeGlobalServiceEvents on.",
  url: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html",
  example: `
import { cloudtrail } from "@pulumi/aws";

new cloudtrail.Trail("audit", {
  ...settings,
  isMultiRegionTrail: true,
  enableLogFileValidation: true,
  enableLogging: true,
  includeGlobalServiceEvents: true,
});`,
  remedy: [
    { path: "isMultiRegionTrail", value: true },
    { path: "enableLogFileValidation", value: true },
    { path: "enableLogging", value: true },
    { path: "includeGlobalServiceEvents", value: true },
  ],
  check({ props, report }) {
    for (const name of ["isMultiRegionTrail", "enableLogFileValidation"]) {
      const property = props.at(name);
      if (property.isNot(true)) report(found(property));
    }
    for (const name of ["enableLogging", "includeGlobalServiceEvents"]) {
      const property = props.at(name);
      if (property.is(false)) report(found(property));
    }
  },
});
