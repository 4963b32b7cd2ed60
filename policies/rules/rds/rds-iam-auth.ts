import { hasIamSignIn } from "../../aws/databases";
import { RDS_CLUSTER, RDS_INSTANCE } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "rds-iam-auth",
  title: "RDS IAM authentication is on",
  service: "rds",
  severity: "medium",
  pillar: "security",
  enforcement: "advisory",
  controls: {
    fsbp: ["RDS.10", "RDS.12"],
    checkov: ["CKV_AWS_161", "CKV_AWS_162"],
    cdkNag: ["AwsSolutions-RDS6"],
    prowler: ["rds_instance_iam_authentication_enabled", "rds_cluster_iam_authentication_enabled"],
  },
  types: [...RDS_INSTANCE, ...RDS_CLUSTER],
  fix: "Set iamDatabaseAuthenticationEnabled to true.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html",
  example: `
import { rds } from "@pulumi/aws";

new rds.Instance("orders", { ...settings, iamDatabaseAuthenticationEnabled: true });
new rds.Cluster("carts", { ...settings, iamDatabaseAuthenticationEnabled: true });`,
  remedy: [{ path: "iamDatabaseAuthenticationEnabled", value: true }],
  check({ props, report }) {
    const engine = props.at("engine");
    const enabled = props.at("iamDatabaseAuthenticationEnabled");
    if (engine.isUnknown || !hasIamSignIn(engine.text() ?? "")) return;
    if (enabled.isNot(true)) report(found(enabled));
  },
});
