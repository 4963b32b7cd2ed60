import { tlsParameter } from "../../aws/databases";
import { RDS_CLUSTER_PARAMETER_GROUP, RDS_PARAMETER_GROUP } from "../../aws/types";
import { defineResourceRule } from "../../framework/rule";

/**
 * RDS for Oracle has no such parameter; its options add a port for TLS. A version that forces TLS by
 * default need not name it, and must not switch it off.
 */
export default defineResourceRule({
  id: "rds-force-tls",
  title: "RDS parameter group forces TLS",
  service: "rds",
  severity: "high",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["RDS.38", "RDS.39", "RDS.41", "RDS.44"],
    checkov: ["CKV2_AWS_69"],
    prowler: ["rds_instance_transport_encrypted"],
  },
  types: [...RDS_PARAMETER_GROUP, ...RDS_CLUSTER_PARAMETER_GROUP],
  fix: "Add the named parameter to parameters with the value that forces TLS.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html",
  example: `
import { rds } from "@pulumi/aws";

new rds.ParameterGroup("orders", {
  ...settings,
  family: "postgres17",
  parameters: [{ name: "rds.force_ssl", value: "1" }],
});`,
  check({ resource, props, report }) {
    const family = props.at("family");
    const parameters = props.at("parameters");
    const isCluster = RDS_CLUSTER_PARAMETER_GROUP.some((type) => type === resource.type);
    if (family.isUnknown || parameters.isUnknown) return;
    const demanded = tlsParameter(family.text() ?? "", isCluster);
    if (demanded === undefined) return;
    const items = parameters.items();
    if (items.some((item) => item.at("name").isUnknown)) return;
    const value = items.find((item) => item.at("name").is(demanded.name))?.at("value");
    if (value === undefined) {
      if (!demanded.isDefault) report(`parameters lack ${demanded.name}`);
    } else if (value.isNot(...demanded.values)) report(`${demanded.name} does not force TLS`);
  },
});
