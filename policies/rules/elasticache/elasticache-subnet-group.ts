import { CACHE_CLUSTER, REPLICATION_GROUP } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "elasticache-subnet-group",
  title: "ElastiCache uses its own subnet group",
  service: "elasticache",
  severity: "medium",
  pillar: "security",
  enforcement: "mandatory",
  controls: { fsbp: ["ElastiCache.7"], checkov: ["CKV_AWS_323"], cdkNag: ["AwsSolutions-AEC1"] },
  types: [...REPLICATION_GROUP, ...CACHE_CLUSTER],
  fix: "Set subnetGroupName to a SubnetGroup of the stack.",
  url: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/SubnetGroups.html",
  example: `
import { elasticache } from "@pulumi/aws";

const subnets = new elasticache.SubnetGroup("baskets", { subnetIds: privateSubnetIds });
new elasticache.ReplicationGroup("baskets", {
  ...settings,
  subnetGroupName: subnets.name,
});`,
  check({ resource, props, report }) {
    const member =
      CACHE_CLUSTER.some((type) => type === resource.type) &&
      !props.at("replicationGroupId").isMissing;
    const group = props.at("subnetGroupName");
    if (!member && (group.isMissing || group.is("default"))) report(found(group, ["default"]));
  },
});
