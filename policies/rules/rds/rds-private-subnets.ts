import { isReplica } from "../../aws/databases";
import { internetTable, ROUTING_TYPES } from "../../aws/internetRoutes";
import { RDS_CLUSTER, RDS_INSTANCE, RDS_SUBNET_GROUP, SUBNET } from "../../aws/types";
import { defineStackRule } from "../../framework/rule";

const GROUP = "dbSubnetGroupName";

/**
 * A database without a subnet group stands in the default VPC, where every subnet has a route to the
 * internet unless somebody took it away; a replica stands where its source does.
 */
export default defineStackRule({
  id: "rds-private-subnets",
  title: "RDS stands in subnets without a route to the internet",
  service: "rds",
  severity: "high",
  pillar: "security",
  enforcement: "mandatory",
  controls: { fsbp: ["RDS.46"] },
  types: [...RDS_INSTANCE, ...RDS_CLUSTER],
  relatedTypes: [...RDS_SUBNET_GROUP, ...SUBNET, ...ROUTING_TYPES],
  fix: "Set dbSubnetGroupName to a SubnetGroup of subnets whose route tables lead to no internet gateway.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
  example: `
import { rds } from "@pulumi/aws";

const subnets = new rds.SubnetGroup("orders", { subnetIds: privateSubnetIds });
new rds.Cluster("orders", { ...settings, dbSubnetGroupName: subnets.name });`,
  check({ resource, props, stack, report }) {
    const name = props.at(GROUP);
    if (name.isMissing || name.is("default")) {
      if (!isReplica(props)) report(`${GROUP} is not set, so it stands in the default VPC`);
      return;
    }
    const groups = stack.targets(resource, GROUP, RDS_SUBNET_GROUP) ?? [];
    for (const subnet of groups.flatMap((each) => stack.targets(each, "subnetIds", SUBNET) ?? [])) {
      const table = internetTable(stack, subnet);
      if (table === undefined) continue;
      report(
        `its subnet "${subnet.name}" has a route to the internet, by route table "${table.name}"`,
      );
      return;
    }
  },
});
