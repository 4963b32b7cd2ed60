/** What an RDS database is called, how it is tagged, and what is told and written down of it. */
import type * as rds from "@pulumi/aws/rds";
import {
  rdsAuroraMysqlAudit,
  rdsCopyTags,
  rdsEventSubscription,
  rdsMasterUsername,
} from "../../../policies/registry";
import { describeRule } from "../helpers/describeRule";
import { UNKNOWN } from "../helpers/engine";
import { resource, unknown } from "../helpers/fixture";

const instance = resource<rds.InstanceArgs>("aws:rds/instance:Instance", "orders", {
  engine: "postgres",
  instanceClass: "db.m7g.large",
  username: "orders_owner",
  copyTagsToSnapshot: true,
});
const cluster = resource<rds.ClusterArgs>(
  "aws:rds/cluster:Cluster",
  "carts",
  {
    engine: "aurora-mysql",
    masterUsername: "carts_owner",
    copyTagsToSnapshot: true,
    dbClusterParameterGroupName: UNKNOWN,
  },
  { dependsOn: { dbClusterParameterGroupName: ["carts-parameters"] } },
);

describeRule(rdsCopyTags, {
  valid: [instance, cluster],
  fails: {
    "the default": {
      set: { copyTagsToSnapshot: undefined },
      says: "copyTagsToSnapshot is not set",
    },
    "a cluster whose snapshots have none": {
      on: "carts",
      at: "carts",
      set: { copyTagsToSnapshot: false },
      says: "copyTagsToSnapshot is false",
    },
  },
  silent: { "the setting": unknown("copyTagsToSnapshot") },
});

describeRule(rdsMasterUsername, {
  valid: [instance, cluster],
  passes: {
    "a replica, which has its source's": {
      set: { username: undefined, replicateSourceDb: "carts" },
    },
    "a name that the pack does not call known": {
      set: { username: "admin" },
      config: { defaultNames: ["root"] },
    },
  },
  fails: {
    "PostgreSQL's own": {
      set: { username: "postgres" },
      says: 'username is "postgres", a name that everybody knows',
    },
    "the console's, of a cluster": {
      on: "carts",
      at: "carts",
      set: { masterUsername: "admin" },
      says: 'masterUsername is "admin", a name that everybody knows',
    },
    "one that the pack calls known": {
      set: { username: "root" },
      config: { defaultNames: ["root"] },
      says: 'username is "root"',
    },
  },
  silent: { "the name": unknown("username") },
});

const subscription = resource<rds.EventSubscriptionArgs>(
  "aws:rds/eventSubscription:EventSubscription",
  "databases",
  {
    snsTopic: UNKNOWN,
    sourceType: "db-instance",
    eventCategories: ["configuration change", "failure", "low storage", "maintenance"],
  },
);

describeRule(rdsEventSubscription, {
  valid: [subscription],
  passes: {
    "every event of a type": { set: { eventCategories: undefined } },
    "every event": { set: { sourceType: undefined, eventCategories: undefined, enabled: true } },
    "snapshots, of which no event is critical": {
      set: { sourceType: "db-snapshot", eventCategories: ["deletion"] },
    },
    "those of a parameter group": {
      set: { sourceType: "db-parameter-group", eventCategories: ["configuration change"] },
    },
  },
  fails: {
    "one that is switched off": { set: { enabled: false }, says: "enabled is false" },
    "instances without their failures": {
      set: { eventCategories: ["configuration change", "maintenance"] },
      says: "eventCategories lacks failure",
    },
    "clusters without anything critical": {
      set: { sourceType: "db-cluster", eventCategories: ["failover"] },
      says: "eventCategories lacks failure, maintenance",
    },
    "a parameter group's changes left out": {
      set: { sourceType: "db-parameter-group", eventCategories: ["deletion"] },
      says: "eventCategories lacks configuration change",
    },
    "a security group's failures left out, and switched off": {
      set: {
        enabled: false,
        sourceType: "db-security-group",
        eventCategories: ["configuration change"],
      },
      says: "enabled is false and eventCategories lacks failure",
    },
  },
  silent: {
    "the type of source": unknown("sourceType"),
    "the categories": unknown("eventCategories"),
    "one category": unknown("eventCategories[0]"),
    "whether it is on": unknown("enabled"),
  },
});

const audited = resource<rds.ClusterParameterGroupArgs>(
  "aws:rds/clusterParameterGroup:ClusterParameterGroup",
  "carts-parameters",
  {
    family: "aurora-mysql8.0",
    parameters: [
      { name: "server_audit_events", value: "CONNECT,QUERY_DDL" },
      { name: "server_audit_logging", value: "1" },
    ],
  },
);

describeRule(rdsAuroraMysqlAudit, {
  valid: [cluster, audited],
  passes: {
    "Aurora PostgreSQL": {
      set: { engine: "aurora-postgresql", dbClusterParameterGroupName: undefined },
      dependsOn: {},
    },
    "MySQL's spelling": { on: "carts-parameters", set: { "parameters[1].value": "ON" } },
    "a group of another stack": {
      set: { dbClusterParameterGroupName: "audited-everywhere" },
      dependsOn: {},
    },
  },
  fails: {
    "AWS's default group": {
      set: { dbClusterParameterGroupName: "default.aurora-mysql8.0" },
      dependsOn: {},
      says: 'dbClusterParameterGroupName is "default.aurora-mysql8.0", and AWS\'s default group writes no audit log',
    },
    "no group": {
      set: { dbClusterParameterGroupName: undefined },
      dependsOn: {},
      says: "dbClusterParameterGroupName is not set",
    },
    "a group that is silent on it": {
      on: "carts-parameters",
      at: "carts",
      set: { parameters: undefined },
      says: 'in its parameter group "carts-parameters" server_audit_logging is not on and server_audit_events names none',
    },
    "events that nobody writes": {
      on: "carts-parameters",
      at: "carts",
      set: { "parameters[1].value": "0" },
      says: "server_audit_logging is not on",
    },
    "a log of no events": {
      on: "carts-parameters",
      at: "carts",
      set: { "parameters[0].value": "" },
      says: "server_audit_events names none",
    },
  },
  silent: {
    "the engine": unknown("engine", { ...cluster.dependsOn, engine: [] }),
    "the group": unknown("dbClusterParameterGroupName", { dbClusterParameterGroupName: [] }),
    "a value": { on: "carts-parameters", ...unknown("parameters[1].value") },
  },
});
