import { exemptStacks, isExempt } from "../../aws/stacks";
import { RDS_CLUSTER, RDS_INSTANCE } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "rds-deletion-protection",
  title: "RDS has deletion protection",
  service: "rds",
  severity: "high",
  pillar: "reliability",
  enforcement: "mandatory",
  controls: {
    fsbp: ["RDS.7", "RDS.8"],
    checkov: ["CKV_AWS_139", "CKV_AWS_293"],
    cdkNag: ["AwsSolutions-RDS10"],
    prowler: ["rds_instance_deletion_protection", "rds_cluster_deletion_protection"],
  },
  parameters: { exemptStacks },
  types: [...RDS_INSTANCE, ...RDS_CLUSTER],
  fix: "Set deletionProtection to true, or name a stack whose data may go in exemptStacks.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html",
  example: `
import { rds } from "@pulumi/aws";

new rds.Instance("orders", { ...settings, deletionProtection: true });
new rds.Cluster("carts", { ...settings, deletionProtection: true });`,
  remedy: [{ path: "deletionProtection", value: true }],
  check({ resource, props, parameters, report }) {
    if (isExempt(resource, parameters.exemptStacks)) return;
    const protection = props.at("deletionProtection");
    if (protection.isNot(true)) report(found(protection));
  },
});
