import { CACHE_CLUSTER, REPLICATION_GROUP } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "elasticache-auto-minor-upgrade",
  title: "ElastiCache applies minor upgrades",
  service: "elasticache",
  severity: "medium",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["ElastiCache.2"],
    checkov: ["CKV_AWS_322"],
    prowler: ["elasticache_redis_cluster_auto_minor_version_upgrades"],
  },
  types: [...REPLICATION_GROUP, ...CACHE_CLUSTER],
  fix: "Remove autoMinorVersionUpgrade or set it to true.",
  url: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/VersionManagement.html",
  example: `
import { elasticache } from "@pulumi/aws";

new elasticache.ReplicationGroup("baskets", { ...settings, autoMinorVersionUpgrade: true });`,
  remedy: [{ path: "autoMinorVersionUpgrade", value: true }],
  check({ props, report }) {
    const upgrade = props.at("autoMinorVersionUpgrade");
    if (upgrade.is(false)) report(found(upgrade));
  },
});
