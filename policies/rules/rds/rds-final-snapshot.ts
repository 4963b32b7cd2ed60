import { isReplica } from "../../aws/databases";
import { exemptStacks, isExempt } from "../../aws/stacks";
import { RDS_CLUSTER, RDS_INSTANCE } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "rds-final-snapshot",
  title: "RDS takes a final snapshot",
  service: "rds",
  severity: "medium",
  pillar: "reliability",
  enforcement: "mandatory",
  controls: {},
  parameters: { exemptStacks },
  types: [...RDS_INSTANCE, ...RDS_CLUSTER],
  fix: "Remove skipFinalSnapshot and set finalSnapshotIdentifier.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html",
  example: `
import { rds } from "@pulumi/aws";

new rds.Instance("orders", {
  ...settings,
  skipFinalSnapshot: false,
  finalSnapshotIdentifier: "orders-final",
});
new rds.Cluster("carts", {
  ...settings,
  skipFinalSnapshot: false,
  finalSnapshotIdentifier: "carts-final",
});`,
  check({ resource, props, parameters, report }) {
    // RDS takes none of a replica.
    if (isReplica(props) || isExempt(resource, parameters.exemptStacks)) return;
    const skipped = props.at("skipFinalSnapshot");
    const identifier = props.at("finalSnapshotIdentifier");
    if (skipped.is(true)) report(found(skipped));
    else if (identifier.isMissing && !skipped.isUnknown) report(found(identifier));
  },
});
