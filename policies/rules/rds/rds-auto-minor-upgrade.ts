import { RDS_CLUSTER_INSTANCE, RDS_INSTANCE } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "rds-auto-minor-upgrade",
  title: "RDS applies minor upgrades",
  service: "rds",
  severity: "medium",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["RDS.13", "RDS.35"],
    cis: ["v5.0.0-2.2.2", "v6.0.0-3.2.2"],
    checkov: ["CKV_AWS_226"],
    prowler: [
      "rds_instance_minor_version_upgrade_enabled",
      "rds_cluster_minor_version_upgrade_enabled",
    ],
  },
  types: [...RDS_INSTANCE, ...RDS_CLUSTER_INSTANCE],
  fix: "Remove autoMinorVersionUpgrade or set it to true.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html",
  example: `
import { rds } from "@pulumi/aws";

new rds.Instance("orders", { ...settings, autoMinorVersionUpgrade: true });`,
  remedy: [{ path: "autoMinorVersionUpgrade", value: true }],
  check({ props, report }) {
    const upgrade = props.at("autoMinorVersionUpgrade");
    if (upgrade.is(false)) report(found(upgrade));
  },
});
