import { SINGLE_ZONE_ENGINES, isReplica } from "../../aws/databases";
import { exemptStacks, isExempt } from "../../aws/stacks";
import { RDS_CLUSTER, RDS_CLUSTER_INSTANCE, RDS_INSTANCE } from "../../aws/types";
import { found } from "../../framework/display";
import { defineStackRule } from "../../framework/rule";

export default defineStackRule({
  id: "rds-multi-az",
  title: "RDS is spread over zones",
  service: "rds",
  severity: "medium",
  pillar: "reliability",
  enforcement: "advisory",
  controls: {
    fsbp: ["RDS.5", "RDS.15"],
    cis: ["v5.0.0-2.2.4", "v6.0.0-3.2.4"],
    checkov: ["CKV_AWS_157"],
    cdkNag: ["AwsSolutions-RDS3"],
    prowler: ["rds_instance_multi_az", "rds_cluster_multi_az"],
  },
  parameters: { exemptStacks },
  types: [...RDS_INSTANCE, ...RDS_CLUSTER],
  relatedTypes: RDS_CLUSTER_INSTANCE,
  fix: "Set multiAz to true, or give the cluster a second ClusterInstance, or name a stack that may do without in exemptStacks.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.html",
  example: `
import { rds } from "@pulumi/aws";

new rds.Instance("orders", { ...settings, multiAz: true });`,
  check({ resource, props, stack, parameters, report }) {
    if (isExempt(resource, parameters.exemptStacks)) return;
    if (RDS_INSTANCE.some((type) => type === resource.type)) {
      const multiAz = props.at("multiAz");
      const single = isReplica(props) || !props.at("engine").isNot(...SINGLE_ZONE_ENGINES);
      if (!single && multiAz.isNot(true)) report(found(multiAz));
      return;
    }
    // A class of its own makes a Multi-AZ DB cluster, whose instances RDS creates.
    if (!props.at("dbClusterInstanceClass").isMissing) return;
    const reference = [RDS_CLUSTER_INSTANCE, "clusterIdentifier"] as const;
    const members = stack.referrers(resource, ...reference);
    const possible = stack.possibleReferrers(resource, ...reference);
    if (members !== undefined && possible.length < 2) {
      report(`the cluster has ${members.length} of the 2 instances that it takes to fail over`);
    }
  },
});
