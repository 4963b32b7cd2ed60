import { isReplica } from "../../aws/databases";
import { RDS_CLUSTER, RDS_INSTANCE } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

/** A replica, a database from a snapshot and a secondary of a global database have the password of what they come from. */
export default defineResourceRule({
  id: "rds-managed-password",
  title: "RDS master password is managed by Secrets Manager",
  service: "rds",
  severity: "high",
  pillar: "security",
  enforcement: "mandatory",
  controls: {},
  types: [...RDS_INSTANCE, ...RDS_CLUSTER],
  fix: "Set manageMasterUserPassword to true and remove the password, or use the write-only argument where RDS manages none.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html",
  example: `
import { rds } from "@pulumi/aws";

new rds.Instance("orders", {
  ...settings,
  password: undefined,
  manageMasterUserPassword: true,
});
new rds.Cluster("carts", {
  ...settings,
  masterPassword: undefined,
  manageMasterUserPassword: true,
});`,
  check({ props, report }) {
    const given = ["password", "masterPassword"].find((name) => !props.at(name).isMissing);
    if (given !== undefined) {
      report(`${given} is set, and so in the state`);
      return;
    }
    const users = ["username", "masterUsername"].map((name) => props.at(name));
    if (isReplica(props) || users.every((user) => user.isMissing)) return;
    const managed = props.at("manageMasterUserPassword");
    const writeOnly = ["passwordWo", "masterPasswordWo"].some((name) => !props.at(name).isMissing);
    if (!writeOnly && managed.isNot(true)) report(found(managed));
  },
});
