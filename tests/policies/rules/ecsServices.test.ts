import type * as appautoscaling from "@pulumi/aws/appautoscaling";
import type * as ecs from "@pulumi/aws/ecs";
import {
  ecsExecLogging,
  ecsServiceAutoscaling,
  ecsServiceMinTasks,
  ecsTaskEfsEncryption,
  ecsTaskImagePinned,
  ecsTaskNoHostModes,
  ecsTaskNoPrivileged,
} from "../../../policies/registry";
import { describeRule } from "../helpers/describeRule";
import { UNKNOWN } from "../helpers/engine";
import { type Change, resource, unknown } from "../helpers/fixture";

const registry = "111122223333.dkr.ecr.eu-west-1.amazonaws.com";
const container = { name: "app", image: `${registry}/catalog@sha256:${"0".repeat(64)}` };

function containers(...changes: readonly object[]): Change {
  const definitions = changes.map((change) => ({ ...container, ...change }));
  return { set: { containerDefinitions: JSON.stringify(definitions) } };
}

const task = resource<ecs.TaskDefinitionArgs>("aws:ecs/taskDefinition:TaskDefinition", "catalog", {
  family: "catalog",
  networkMode: "awsvpc",
  containerDefinitions: JSON.stringify([container]),
});

describeRule(ecsTaskNoPrivileged, {
  valid: [task],
  passes: { "an explicit false": containers({ privileged: false }) },
  fails: {
    "a privileged container": {
      ...containers({}, { name: "agent", privileged: true }),
      says: 'privileged of container "agent" is true',
    },
  },
  silent: { "the containers": unknown("containerDefinitions") },
});

describeRule(ecsTaskNoHostModes, {
  valid: [task],
  passes: {
    "the defaults": { set: { networkMode: undefined } },
    "namespaces of the task": { set: { pidMode: "task", ipcMode: "task" } },
  },
  fails: {
    "the host's network": { set: { networkMode: "host" }, says: 'networkMode is "host"' },
    "the host's processes": { set: { pidMode: "host" }, says: 'pidMode is "host"' },
    "the host's processes and memory": {
      set: { pidMode: "host", ipcMode: "host" },
      says: 'pidMode is "host" and ipcMode is "host"',
    },
  },
  silent: { "the network": unknown("networkMode"), "the processes": unknown("pidMode") },
});

describeRule(ecsTaskImagePinned, {
  valid: [task],
  passes: {
    "a tag of one release": containers({ image: `${registry}/catalog:2.4.1` }),
    "a registry with a port": containers({ image: "registry.example.com:5000/catalog:2.4.1" }),
    "a digest beside a moving tag": containers({
      image: `${registry}/catalog:latest@sha256:${"0".repeat(64)}`,
    }),
  },
  fails: {
    "no tag": {
      ...containers({ image: `${registry}/catalog` }),
      says: 'image of container "app" has neither tag nor digest',
    },
    "no tag after a registry with a port": {
      ...containers({ image: "registry.example.com:5000/catalog" }),
      says: 'image of container "app" has neither tag nor digest',
    },
    latest: {
      ...containers({ image: `${registry}/catalog:latest` }),
      says: 'image of container "app" has the moving tag "latest"',
    },
  },
  silent: { "the image": containers({ image: UNKNOWN }) },
});

const fileSystem = {
  name: "files",
  efsVolumeConfiguration: {
    fileSystemId: "fs-1",
    transitEncryption: "ENABLED",
    authorizationConfig: { iam: "ENABLED" },
  },
};

describeRule(ecsTaskEfsEncryption, {
  valid: [{ ...task, props: { ...task.props, volumes: [fileSystem] } }],
  passes: {
    "no volume": { set: { volumes: undefined } },
    "a volume of another kind": { set: { volumes: [{ name: "scratch" }] } },
  },
  fails: {
    "plain transit": {
      set: { "volumes[0].efsVolumeConfiguration.transitEncryption": "DISABLED" },
      says: 'volumes[0].efsVolumeConfiguration.transitEncryption is "DISABLED"',
    },
    "the defaults": {
      set: {
        "volumes[0].efsVolumeConfiguration.transitEncryption": undefined,
        "volumes[0].efsVolumeConfiguration.authorizationConfig": undefined,
      },
      says: "transitEncryption is not set and volumes[0].efsVolumeConfiguration.authorizationConfig.iam is not set",
    },
  },
  silent: {
    "the volumes": unknown("volumes"),
    "the transit encryption": unknown("volumes[0].efsVolumeConfiguration.transitEncryption"),
  },
});

const cluster = resource<ecs.ClusterArgs>("aws:ecs/cluster:Cluster", "services", {
  configuration: {
    executeCommandConfiguration: {
      kmsKeyId: "alias/data",
      logging: "OVERRIDE",
      logConfiguration: { cloudWatchLogGroupName: "exec" },
    },
  },
});
const service = resource<ecs.ServiceArgs>(
  "aws:ecs/service:Service",
  "orders",
  { cluster: UNKNOWN, name: "orders", desiredCount: 2, enableExecuteCommand: true },
  { dependsOn: { cluster: ["services"] } },
);
const exec = "configuration.executeCommandConfiguration";

describeRule(ecsExecLogging, {
  valid: [cluster, service],
  passes: {
    "no log where nobody can open a session": {
      set: { configuration: undefined },
      drop: ["orders"],
    },
    "a log in a bucket": {
      set: { [`${exec}.logConfiguration`]: { s3BucketName: "exec-logs" } },
    },
  },
  fails: {
    "no configuration": {
      set: { configuration: undefined },
      says: `a service enables exec and ${exec}.logging is not set`,
    },
    "logging that is off": {
      set: { [`${exec}.logging`]: "NONE" },
      says: `${exec}.logging is "NONE"`,
    },
    "a log that goes nowhere": {
      set: { [`${exec}.logConfiguration`]: {} },
      says: "names no log",
    },
    "sessions without a key": {
      set: { [`${exec}.kmsKeyId`]: undefined },
      says: `${exec}.kmsKeyId is not set`,
    },
  },
  silent: { "the logging": unknown(`${exec}.logging`) },
});

const target = resource<appautoscaling.TargetArgs>(
  "aws:appautoscaling/target:Target",
  "orders-target",
  {
    serviceNamespace: "ecs",
    scalableDimension: "ecs:service:DesiredCount",
    resourceId: "service/services/orders",
    minCapacity: 2,
    maxCapacity: 10,
  },
);
const policy = resource<appautoscaling.PolicyArgs>(
  "aws:appautoscaling/policy:Policy",
  "orders-cpu",
  {
    serviceNamespace: "ecs",
    scalableDimension: "ecs:service:DesiredCount",
    resourceId: "service/services/orders",
  },
);
const unknownId = (dependsOn: string) =>
  unknown("resourceId", dependsOn === "" ? {} : { resourceId: [dependsOn] });

/** The service in a cluster by ARN, and a target for one of its name in this cluster. */
function inCluster(cluster: string): Change {
  return {
    set: { cluster: "arn:aws:ecs:eu-west-1:111122223333:cluster/services" },
    dependsOn: {},
    drop: ["orders-target"],
    add: [
      {
        ...target,
        name: "target",
        props: { ...target.props, resourceId: `service/${cluster}/orders` },
      },
    ],
  };
}

describeRule(ecsServiceAutoscaling, {
  valid: [service, target, policy],
  passes: {
    "a target in the cluster that the service names": inCluster("services"),
    "a target known by reference": { on: "orders-target", ...unknownId("orders") },
    "a daemon, which is as many as there are instances": {
      set: { schedulingStrategy: "DAEMON" },
      drop: ["orders-target", "orders-cpu"],
    },
  },
  fails: {
    "no target": { drop: ["orders-target"], says: "no scaling target in the stack names" },
    "a target without a policy": {
      drop: ["orders-cpu"],
      says: "its scaling target has no policy",
    },
    "a target of a service of that name in another cluster": {
      ...inCluster("tests"),
      says: "no scaling target in the stack names",
    },
    "a target of another service": {
      on: "orders-target",
      set: { resourceId: "service/services/returns" },
      says: "no scaling target in the stack names",
    },
    "a target of a table that has the same name": {
      on: "orders-target",
      set: { serviceNamespace: "dynamodb" },
      says: "no scaling target in the stack names",
    },
  },
  silent: { "whom the target is for": { on: "orders-target", ...unknownId("") } },
});

const called = {
  ...service,
  props: {
    ...service.props,
    loadBalancers: [{ containerName: "app", containerPort: 8080, targetGroupArn: "targets" }],
  },
};

describeRule(ecsServiceMinTasks, {
  valid: [called, target],
  passes: {
    "a worker that nobody calls, which starts from nothing": {
      set: { loadBalancers: undefined, desiredCount: 0 },
      drop: ["orders-target"],
    },
    "two tasks without a target": { drop: ["orders-target"] },
    "one task to start with, where scaling keeps two": { set: { desiredCount: 1 } },
    "one task where that is enough": {
      on: "orders-target",
      set: { minCapacity: 1 },
      config: { tasks: 1 },
    },
    "a daemon": {
      set: { schedulingStrategy: "DAEMON", desiredCount: undefined },
      drop: ["orders-target"],
    },
  },
  fails: {
    "a target that goes down to one": {
      on: "orders-target",
      set: { minCapacity: 1 },
      at: "orders",
      says: "its scaling target's minCapacity is 1",
    },
    "one task without a target": {
      set: { desiredCount: 1 },
      drop: ["orders-target"],
      says: "desiredCount is 1",
    },
    "one task that others find by name": {
      set: {
        loadBalancers: undefined,
        serviceConnectConfiguration: { enabled: true },
        desiredCount: 1,
      },
      drop: ["orders-target"],
      says: "desiredCount is 1",
    },
    "no count, which starts one": {
      set: { desiredCount: undefined },
      drop: ["orders-target"],
      says: "desiredCount is not set",
    },
  },
  silent: {
    "the minimum": { on: "orders-target", ...unknown("minCapacity", { minCapacity: ["orders"] }) },
    "whom the target is for": { on: "orders-target", ...unknownId("") },
  },
});
