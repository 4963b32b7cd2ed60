/** Images and tasks. */
import { find } from "../../helpers/recordingMocks";
import type { CaughtCut } from "./caughtCut";

export const containers: readonly CaughtCut[] = [
  {
    title: "images are not scanned",
    type: "aws:ecr/repository:Repository",
    set: { "imageScanningConfiguration.scanOnPush": false },
    caughtBy: ["ecr-scan-on-push"],
  },
  {
    title: "an image's tag can be moved",
    type: "aws:ecr/repository:Repository",
    set: { imageTagMutability: "MUTABLE" },
    caughtBy: ["ecr-tag-immutability"],
  },
  {
    title: "the cluster is not watched",
    type: "aws:ecs/cluster:Cluster",
    set: { "settings.0.value": "disabled" },
    caughtBy: ["ecs-container-insights"],
  },
  {
    title: "a task has a size that Fargate does not offer",
    type: "aws:ecs/taskDefinition:TaskDefinition",
    name: "catalog-task",
    set: { memory: "300" },
    caughtBy: ["ecs-fargate-valid-size"],
  },
  {
    title: "a failed deployment stays",
    type: "aws:ecs/service:Service",
    set: { "deploymentCircuitBreaker.rollback": false, "alarms.rollback": false },
    caughtBy: ["ecs-service-circuit-breaker"],
  },
  {
    title: "tasks have public addresses",
    type: "aws:ecs/service:Service",
    set: { "networkConfiguration.assignPublicIp": true },
    caughtBy: ["ecs-service-no-public-ip"],
  },
  {
    title: "a container keeps no log",
    type: "aws:ecs/taskDefinition:TaskDefinition",
    name: "catalog-task",
    set: { "containerDefinitions.0.logConfiguration": undefined },
    caughtBy: ["ecs-task-logging"],
  },
  {
    title: "a container's environment holds a secret",
    type: "aws:ecs/taskDefinition:TaskDefinition",
    name: "catalog-task",
    set: {
      "containerDefinitions.0.environment": [{ name: "DB_PASSWORD", value: "hunter2-hunter2" }],
    },
    caughtBy: ["ecs-task-no-env-secrets"],
  },
  {
    title: "a container runs as root",
    type: "aws:ecs/taskDefinition:TaskDefinition",
    name: "catalog-task",
    set: { "containerDefinitions.0.user": "root" },
    caughtBy: ["ecs-task-non-root-user"],
  },
  {
    title: "a container may write its file system",
    type: "aws:ecs/taskDefinition:TaskDefinition",
    name: "catalog-task",
    set: { "containerDefinitions.0.readonlyRootFilesystem": false },
    caughtBy: ["ecs-task-readonly-root"],
  },
  {
    title: "a task works with the role that starts it",
    type: "aws:ecs/taskDefinition:TaskDefinition",
    name: "catalog-task",
    set: (stack) => ({
      executionRoleArn: find(stack, "aws:ecs/taskDefinition:TaskDefinition", "catalog-task").outputs
        .taskRoleArn,
    }),
    caughtBy: ["ecs-task-separate-roles"],
  },
  {
    title: "a container is privileged",
    type: "aws:ecs/taskDefinition:TaskDefinition",
    name: "catalog-task",
    set: { "containerDefinitions.0.privileged": true },
    caughtBy: ["ecs-task-no-privileged"],
  },
  {
    title: "a task shares the host's network",
    type: "aws:ecs/taskDefinition:TaskDefinition",
    name: "catalog-task",
    set: { networkMode: "host", requiresCompatibilities: ["EC2"] },
    caughtBy: ["ecs-task-no-host-modes"],
  },
  {
    title: "a task runs whatever is latest",
    type: "aws:ecs/taskDefinition:TaskDefinition",
    name: "catalog-task",
    set: { "containerDefinitions.0.image": "example.com/catalog:latest" },
    caughtBy: ["ecs-task-image-pinned"],
  },
  {
    title: "a task mounts a file system over plain NFS",
    type: "aws:ecs/taskDefinition:TaskDefinition",
    name: "catalog-task",
    set: { volumes: [{ name: "files", efsVolumeConfiguration: { fileSystemId: "fs-1" } }] },
    caughtBy: ["ecs-task-efs-encryption"],
  },
  {
    title: "sessions in containers leave no trace",
    type: "aws:ecs/service:Service",
    set: { enableExecuteCommand: true },
    caughtBy: ["ecs-exec-logging"],
    at: "services-cluster",
  },
  {
    title: "a service stays as many as it is",
    type: "aws:appautoscaling/target:Target",
    name: "catalog-scaling-target",
    caughtBy: ["ecs-service-autoscaling"],
    at: "catalog-service",
  },
  {
    title: "a service may shrink to one task",
    type: "aws:appautoscaling/target:Target",
    name: "catalog-scaling-target",
    set: { minCapacity: 1 },
    caughtBy: ["ecs-service-min-tasks"],
    at: "catalog-service",
  },
  {
    title: "old images stay for ever",
    type: "aws:ecr/lifecyclePolicy:LifecyclePolicy",
    caughtBy: ["ecr-lifecycle-policy"],
    at: "catalog-images-repository",
  },
  {
    title: "nobody is told how a service does",
    type: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
    name: "carts-budget-fast",
    also: [
      { type: "aws:cloudwatch/compositeAlarm:CompositeAlarm", name: "carts-budget-slow" },
      ...[
        ...["carts-budget-fast-long", "carts-budget-fast-short"],
        ...["carts-budget-slow-long", "carts-budget-slow-short"],
        ...["carts-latency", "carts-throttles", "carts-time"],
      ].map((name) => ({ type: "aws:cloudwatch/metricAlarm:MetricAlarm", name })),
    ],
    caughtBy: ["alarms-per-service"],
    at: "carts-function",
  },
];
