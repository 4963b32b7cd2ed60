import { REPLICATION_GROUP } from "../../aws/types";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "elasticache-auth",
  title: "ElastiCache uses AUTH or RBAC",
  service: "elasticache",
  severity: "high",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["ElastiCache.6"],
    checkov: ["CKV_AWS_31"],
    cdkNag: ["AwsSolutions-AEC6"],
    prowler: ["elasticache_redis_replication_group_auth_enabled"],
  },
  types: REPLICATION_GROUP,
  fix: "Set userGroupIds to a group whose users sign in.",
  url: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html",
  example: `
import { elasticache } from "@pulumi/aws";

new elasticache.ReplicationGroup("baskets", {
  ...settings,
  userGroupIds: [userGroup.userGroupId],
});`,
  check({ props, report }) {
    const ways = ["userGroupIds", "authToken", "authTokenWo"];
    if (ways.every((name) => props.at(name).isMissing)) {
      report("none of userGroupIds, authToken and authTokenWo is set");
    }
  },
});
