import { RDS_CLUSTER, RDS_INSTANCE } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "rds-copy-tags",
  title: "RDS copies tags to snapshots",
  service: "rds",
  severity: "low",
  pillar: "operations",
  enforcement: "advisory",
  controls: {
    fsbp: ["RDS.16", "RDS.17", "RDS.47", "RDS.48"],
    checkov: ["CKV_AWS_313", "CKV2_AWS_60"],
    prowler: ["rds_instance_copy_tags_to_snapshots", "rds_cluster_copy_tags_to_snapshots"],
  },
  types: [...RDS_INSTANCE, ...RDS_CLUSTER],
  fix: "Set copyTagsToSnapshot to true.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Tagging.html",
  example: `
import { rds } from "@pulumi/aws";

new rds.Cluster("orders", { ...settings, copyTagsToSnapshot: true });`,
  remedy: [{ path: "copyTagsToSnapshot", value: true }],
  check({ props, report }) {
    const copies = props.at("copyTagsToSnapshot");
    if (copies.isNot(true)) report(found(copies));
  },
});
