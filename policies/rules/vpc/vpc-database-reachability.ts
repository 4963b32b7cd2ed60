import { INGRESS_TYPES } from "../../aws/ingress";
import { internetPath, type Step } from "../../aws/internetPath";
import { groupsOf } from "../../aws/openings";
import {
  CACHE_CLUSTER,
  DAX_CLUSTER,
  LOAD_BALANCER,
  RDS_CLUSTER,
  RDS_INSTANCE,
  RDS_PROXY,
  REPLICATION_GROUP,
  SERVERLESS_CACHE,
  VPC_ORIGIN,
} from "../../aws/types";
import { integer } from "../../framework/parameters";
import { defineStackRule } from "../../framework/rule";

/** Properties in which databases name their security groups. */
const GROUPS = ["vpcSecurityGroupIds", "securityGroupIds"] as const;

function described(path: readonly Step[]): string {
  const names = path.map(({ group }) => `"${group.name}"`).join(", then ");
  const last = path.at(-1)?.opener ?? "";
  return `the internet reaches it through security group ${names}, and ${last} opens the last`;
}

/**
 * Follows security groups from the internet: load balancer, service, database is the way that an
 * application takes; a way with fewer groups lets strangers speak to the database, or puts nothing but
 * what faces them in between.
 */
export default defineStackRule({
  id: "vpc-database-reachability",
  title: "Databases stand behind what faces the internet, not beside it",
  service: "vpc",
  severity: "high",
  pillar: "security",
  enforcement: "mandatory",
  controls: {},
  parameters: {
    between: integer({
      description: "Fewest security groups between the internet and a database's own.",
      default: 2,
      minimum: 1,
    }),
  },
  types: [
    ...RDS_INSTANCE,
    ...RDS_CLUSTER,
    ...RDS_PROXY,
    ...REPLICATION_GROUP,
    ...CACHE_CLUSTER,
    ...SERVERLESS_CACHE,
    ...DAX_CLUSTER,
  ],
  relatedTypes: [...INGRESS_TYPES, ...LOAD_BALANCER, ...VPC_ORIGIN],
  fix: "Let the database's security group admit the groups of the services that use it, and nothing that takes traffic from the internet.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.RDSSecurityGroups.html",
  example: `
import { vpc } from "@pulumi/aws";

new vpc.SecurityGroupIngressRule("from-service", {
  securityGroupId: databaseGroup.id,
  referencedSecurityGroupId: serviceGroup.id,
  ipProtocol: "tcp",
  fromPort: 5432,
  toPort: 5432,
  description: "Queries of the orders service",
});`,
  check({ resource, parameters, stack, report }) {
    const groups = GROUPS.flatMap((name) =>
      groupsOf(stack, resource, name, resource.references.at(name)),
    );
    const path = internetPath(stack, groups);
    if (path !== undefined && path.length <= parameters.between) report(described(path));
  },
});
