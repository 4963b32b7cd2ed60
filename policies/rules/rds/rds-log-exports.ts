import { expectedLogs } from "../../aws/databases";
import { RDS_CLUSTER, RDS_INSTANCE } from "../../aws/types";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "rds-log-exports",
  title: "RDS exports logs to CloudWatch",
  service: "rds",
  severity: "medium",
  pillar: "operations",
  enforcement: "mandatory",
  controls: {
    fsbp: ["RDS.9", "RDS.34", "RDS.36", "RDS.37", "RDS.40", "RDS.42"],
    checkov: ["CKV_AWS_129", "CKV_AWS_324"],
    cdkNag: ["AwsSolutions-RDS16"],
    prowler: [
      "rds_instance_integration_cloudwatch_logs",
      "rds_cluster_integration_cloudwatch_logs",
    ],
  },
  types: [...RDS_INSTANCE, ...RDS_CLUSTER],
  fix: "Name the missing types in enabledCloudwatchLogsExports.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html",
  example: `
import { rds } from "@pulumi/aws";

new rds.Instance("orders", {
  ...settings,
  engine: "postgres",
  enabledCloudwatchLogsExports: ["postgresql", "upgrade"],
});`,
  check({ props, report }) {
    const engine = props.at("engine");
    const types = props.at("enabledCloudwatchLogsExports");
    if (engine.isUnknown || types.isUnknown || types.items().some((type) => type.isUnknown)) return;
    const written = types.texts();
    const missing = expectedLogs(engine.text() ?? "").filter((type) => !written.includes(type));
    if (missing.length > 0) report(`${types.path} lacks ${missing.join(", ")}`);
  },
});
