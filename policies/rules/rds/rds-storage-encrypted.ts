import { isReplica } from "../../aws/databases";
import { RDS_CLUSTER, RDS_INSTANCE } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

/** A replica is encrypted as its source is; a member of an Aurora cluster as its cluster is. */
export default defineResourceRule({
  id: "rds-storage-encrypted",
  title: "RDS storage is encrypted",
  service: "rds",
  severity: "high",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["RDS.3", "RDS.27"],
    cis: ["v5.0.0-2.2.1", "v6.0.0-3.2.1"],
    checkov: ["CKV_AWS_16", "CKV_AWS_96"],
    cdkNag: ["AwsSolutions-RDS2"],
    prowler: ["rds_instance_storage_encrypted", "rds_cluster_storage_encrypted"],
  },
  types: [...RDS_INSTANCE, ...RDS_CLUSTER],
  fix: "Set storageEncrypted to true, and kmsKeyId to a key of the account.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html",
  example: `
import { rds } from "@pulumi/aws";

new rds.Instance("orders", { ...settings, storageEncrypted: true, kmsKeyId: key.arn });
new rds.Cluster("carts", { ...settings, storageEncrypted: true, kmsKeyId: key.arn });`,
  check({ props, report }) {
    if (isReplica(props)) return;
    const encrypted = props.at("storageEncrypted");
    if (encrypted.isNot(true)) report(found(encrypted));
  },
});
