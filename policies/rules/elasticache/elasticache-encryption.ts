import { REPLICATION_GROUP } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "elasticache-encryption",
  title: "ElastiCache is encrypted at rest and in transit",
  service: "elasticache",
  severity: "high",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["ElastiCache.4", "ElastiCache.5"],
    checkov: ["CKV_AWS_29", "CKV_AWS_30"],
    cdkNag: ["AwsSolutions-AEC3"],
    prowler: [
      "elasticache_redis_cluster_rest_encryption_enabled",
      "elasticache_redis_cluster_in_transit_encryption_enabled",
    ],
  },
  types: REPLICATION_GROUP,
  fix: "Set atRestEncryptionEnabled and transitEncryptionEnabled to true, and transitEncryptionMode to required.",
  url: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/encryption.html",
  example: `
import { elasticache } from "@pulumi/aws";

new elasticache.ReplicationGroup("baskets", {
  ...settings,
  atRestEncryptionEnabled: true,
  transitEncryptionEnabled: true,
  transitEncryptionMode: "required",
});`,
  check({ props, report }) {
    const faults = ["atRestEncryptionEnabled", "transitEncryptionEnabled"]
      .map((name) => props.at(name))
      .filter((setting) => setting.isNot(true));
    const mode = props.at("transitEncryptionMode");
    const preferred = mode.is("preferred") ? [mode] : [];
    const clauses = [...faults, ...preferred].map((setting) => found(setting, ["preferred"]));
    if (clauses.length > 0) report(clauses.join(" and "));
  },
});
