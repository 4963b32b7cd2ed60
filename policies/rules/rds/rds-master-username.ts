import { RDS_CLUSTER, RDS_INSTANCE } from "../../aws/types";
import { found } from "../../framework/display";
import { strings } from "../../framework/parameters";
import { defineResourceRule } from "../../framework/rule";

/** What a database is made from, a source or a snapshot, has named the user already; the rule is then silent. */
export default defineResourceRule({
  id: "rds-master-username",
  title: "RDS master user has a name of its own",
  service: "rds",
  severity: "medium",
  pillar: "security",
  // An existing database keeps its name: a change replaces it, with all that it holds.
  enforcement: "advisory",
  controls: {
    fsbp: ["RDS.24", "RDS.25"],
    prowler: ["rds_instance_default_admin", "rds_cluster_default_admin"],
  },
  parameters: {
    defaultNames: strings({
      description: "Names that everybody knows, such as those that AWS's console suggests.",
      default: ["admin", "postgres"],
    }),
  },
  types: [...RDS_INSTANCE, ...RDS_CLUSTER],
  fix: "Name the master user otherwise when the database is created; a changed name replaces the database.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.MasterAccounts.html",
  example: `
import { rds } from "@pulumi/aws";

new rds.Cluster("orders", {
  ...settings,
  masterUsername: "orders_owner",
  manageMasterUserPassword: true,
});`,
  check({ props, parameters, report }) {
    for (const user of [props.at("username"), props.at("masterUsername")]) {
      if (!user.is(...parameters.defaultNames)) continue;
      report(`${found(user, parameters.defaultNames)}, a name that everybody knows`);
    }
  },
});
