import { RDS_CLUSTER_INSTANCE, RDS_INSTANCE } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "rds-not-public",
  title: "RDS instances are not publicly accessible",
  service: "rds",
  severity: "critical",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["RDS.2"],
    cis: ["v5.0.0-2.2.3", "v6.0.0-3.2.3"],
    checkov: ["CKV_AWS_17"],
    prowler: ["rds_instance_no_public_access"],
  },
  types: [...RDS_INSTANCE, ...RDS_CLUSTER_INSTANCE],
  fix: "Set publiclyAccessible to false.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
  example: `
import { rds } from "@pulumi/aws";

new rds.Instance("orders", { ...settings, publiclyAccessible: false });
new rds.ClusterInstance("carts-1", { ...settings, publiclyAccessible: false });`,
  remedy: [{ path: "publiclyAccessible", value: false }],
  check({ props, report }) {
    const isPublic = props.at("publiclyAccessible");
    if (isPublic.is(true)) report(found(isPublic));
  },
});
