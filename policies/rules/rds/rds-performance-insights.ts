import { RDS_CLUSTER_INSTANCE, RDS_INSTANCE } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "rds-performance-insights",
  title: "RDS has Performance Insights and enhanced monitoring",
  service: "rds",
  severity: "low",
  pillar: "operations",
  enforcement: "advisory",
  controls: {
    fsbp: ["RDS.6"],
    checkov: ["CKV_AWS_118", "CKV_AWS_353"],
    prowler: ["rds_instance_enhanced_monitoring_enabled"],
  },
  types: [...RDS_INSTANCE, ...RDS_CLUSTER_INSTANCE],
  fix: "Set performanceInsightsEnabled to true, and monitoringInterval and monitoringRoleArn.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.Enabling.html",
  example: `
import { rds } from "@pulumi/aws";

new rds.Instance("orders", {
  ...settings,
  performanceInsightsEnabled: true,
  performanceInsightsKmsKeyId: key.arn,
  monitoringInterval: 60,
  monitoringRoleArn: role.arn,
});`,
  check({ props, report }) {
    const insights = props.at("performanceInsightsEnabled");
    const interval = props.at("monitoringInterval");
    const role = props.at("monitoringRoleArn");
    const watched = interval.isUnknown || (interval.number() ?? 0) > 0;
    const faults = [
      ...(insights.isNot(true) ? [found(insights)] : []),
      ...(watched ? [] : [found(interval)]),
      ...(watched && role.isMissing ? [found(role)] : []),
    ];
    if (faults.length > 0) report(faults.join(" and "));
  },
});
