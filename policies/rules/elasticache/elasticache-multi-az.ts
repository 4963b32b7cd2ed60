import { exemptStacks, isExempt } from "../../aws/stacks";
import { REPLICATION_GROUP } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "elasticache-multi-az",
  title: "ElastiCache has Multi-AZ failover",
  service: "elasticache",
  severity: "medium",
  pillar: "reliability",
  enforcement: "mandatory",
  controls: {
    fsbp: ["ElastiCache.3"],
    checkov: ["CKV2_AWS_50"],
    cdkNag: ["AwsSolutions-AEC4"],
    prowler: [
      "elasticache_redis_cluster_automatic_failover_enabled",
      "elasticache_redis_cluster_multi_az_enabled",
    ],
  },
  parameters: { exemptStacks },
  types: REPLICATION_GROUP,
  fix: "Set automaticFailoverEnabled and multiAzEnabled to true with at least one replica, or name a stack that may do without in exemptStacks.",
  url: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoFailover.html",
  example: `
import { elasticache } from "@pulumi/aws";

new elasticache.ReplicationGroup("baskets", {
  ...settings,
  numCacheClusters: 2,
  automaticFailoverEnabled: true,
  multiAzEnabled: true,
});`,
  check({ resource, props, parameters, report }) {
    if (isExempt(resource, parameters.exemptStacks)) return;
    const faults = ["automaticFailoverEnabled", "multiAzEnabled"]
      .map((name) => props.at(name))
      .filter((setting) => setting.isNot(true))
      .map((setting) => found(setting));
    const nodes = props.at("numCacheClusters");
    const replicas = props.at("replicasPerNodeGroup");
    const known = !nodes.isUnknown && !replicas.isUnknown;
    const alone = (nodes.number() ?? 1) < 2 && (replicas.number() ?? 0) < 1;
    if (known && alone) faults.push("there is no replica");
    if (faults.length > 0) report(faults.join(" and "));
  },
});
