import { RDS_CLUSTER, RDS_CLUSTER_PARAMETER_GROUP } from "../../aws/types";
import { found } from "../../framework/display";
import type { Property } from "../../framework/property";
import { defineStackRule } from "../../framework/rule";

const GROUP = "dbClusterParameterGroupName";
const DEFAULT_GROUP = /^default\.[a-z0-9.-]{1,60}$/;

/** What keeps a parameter group from writing the audit log; nothing while the preview does not know. */
function faultsOf(group: Property): readonly string[] {
  const parameters = group.at("parameters");
  const items = parameters.items();
  if (parameters.isUnknown || items.some((item) => item.at("name").isUnknown)) return [];
  const valueOf = (name: string): Property | undefined =>
    items.find((item) => item.at("name").is(name))?.at("value");
  const logging = valueOf("server_audit_logging");
  const events = valueOf("server_audit_events");
  return [
    ...(logging?.isNot("1", "ON", "on") === false ? [] : ["server_audit_logging is not on"]),
    ...(events?.isMissing === false ? [] : ["server_audit_events names none"]),
  ];
}

/**
 * The log has to be written before rds-log-exports can send it anywhere. A group that another stack
 * has cannot be looked into.
 */
export default defineStackRule({
  id: "rds-aurora-mysql-audit",
  title: "Aurora MySQL writes an audit log",
  service: "rds",
  severity: "medium",
  pillar: "security",
  enforcement: "mandatory",
  controls: { fsbp: ["RDS.45"] },
  types: RDS_CLUSTER,
  relatedTypes: RDS_CLUSTER_PARAMETER_GROUP,
  fix: "Set server_audit_logging to 1 and name events in server_audit_events, in a ClusterParameterGroup of the cluster.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Auditing.html",
  example: `
import { rds } from "@pulumi/aws";

const audited = new rds.ClusterParameterGroup("orders", {
  family: "aurora-mysql8.0",
  parameters: [
    { name: "server_audit_logging", value: "1" },
    { name: "server_audit_events", value: "CONNECT,QUERY_DDL,QUERY_DCL" },
  ],
});
new rds.Cluster("orders", { ...settings, dbClusterParameterGroupName: audited.name });`,
  check({ resource, props, stack, report }) {
    if (!props.at("engine").is("aurora-mysql")) return;
    const name = props.at(GROUP);
    if (name.isMissing || DEFAULT_GROUP.test(name.text() ?? "")) {
      report(`${found(name, DEFAULT_GROUP)}, and AWS's default group writes no audit log`);
      return;
    }
    for (const group of stack.targets(resource, GROUP, RDS_CLUSTER_PARAMETER_GROUP) ?? []) {
      const faults = faultsOf(group.props);
      if (faults.length === 0) continue;
      report(`in its parameter group "${group.name}" ${faults.join(" and ")}`);
    }
  },
});
