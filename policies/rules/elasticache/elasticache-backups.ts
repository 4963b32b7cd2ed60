import { CACHE_CLUSTER, REPLICATION_GROUP, SERVERLESS_CACHE } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

/** Memcached keeps nothing, and a member of a replication group is kept with the group. */
export default defineResourceRule({
  id: "elasticache-backups",
  title: "ElastiCache keeps snapshots",
  service: "elasticache",
  severity: "medium",
  pillar: "reliability",
  enforcement: "advisory",
  controls: {
    fsbp: ["ElastiCache.1"],
    checkov: ["CKV_AWS_134"],
    prowler: ["elasticache_redis_cluster_backup_enabled"],
  },
  types: [...REPLICATION_GROUP, ...CACHE_CLUSTER, ...SERVERLESS_CACHE],
  fix: "Set snapshotRetentionLimit to 1 or more.",
  url: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-automatic.html",
  example: `
import { elasticache } from "@pulumi/aws";

new elasticache.ReplicationGroup("baskets", { ...settings, snapshotRetentionLimit: 1 });`,
  remedy: [{ path: "snapshotRetentionLimit", value: 1 }],
  check({ resource, props, report }) {
    const engine = props.at("engine");
    const member =
      !props.at("replicationGroupId").isMissing &&
      CACHE_CLUSTER.some((type) => type === resource.type);
    if (member || engine.isUnknown || engine.is("memcached")) return;
    const days = props.at("snapshotRetentionLimit");
    if (!days.isUnknown && (days.number() ?? 0) < 1) report(found(days));
  },
});
