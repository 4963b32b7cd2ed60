import { isReplica } from "../../aws/databases";
import { RDS_CLUSTER, RDS_INSTANCE } from "../../aws/types";
import { found } from "../../framework/display";
import { integer } from "../../framework/parameters";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "rds-backup-retention",
  title: "RDS keeps backups long enough",
  service: "rds",
  severity: "medium",
  pillar: "reliability",
  enforcement: "mandatory",
  controls: {
    fsbp: ["RDS.11", "RDS.50"],
    checkov: ["CKV_AWS_133"],
    cdkNag: ["AwsSolutions-RDS13"],
    prowler: ["rds_instance_backup_enabled"],
  },
  parameters: {
    days: integer({
      description: "Fewest days that backups are kept.",
      default: 7,
      minimum: 1,
      maximum: 35,
    }),
  },
  types: [...RDS_INSTANCE, ...RDS_CLUSTER],
  fix: "Set backupRetentionPeriod to at least the number of days that the rule asks for.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html",
  example: `
import { rds } from "@pulumi/aws";

new rds.Instance("orders", { ...settings, backupRetentionPeriod: 7 });
new rds.Cluster("carts", { ...settings, backupRetentionPeriod: 7 });`,
  remedy: ({ parameters }) => [{ path: "backupRetentionPeriod", value: parameters.days }],
  check({ props, parameters, report }) {
    if (isReplica(props)) return;
    const days = props.at("backupRetentionPeriod");
    if (days.isUnknown) return;
    if ((days.number() ?? 0) < parameters.days) {
      report(`${found(days)}, which is below ${parameters.days} days`);
    }
  },
});
