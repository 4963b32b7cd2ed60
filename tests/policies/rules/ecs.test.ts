import type * as ecs from "@pulumi/aws/ecs";
import {
  ecsContainerInsights,
  ecsFargateValidSize,
  ecsServiceCircuitBreaker,
  ecsServiceNoPublicIp,
  ecsTaskLogging,
  ecsTaskNoEnvSecrets,
  ecsTaskNonRootUser,
  ecsTaskReadonlyRoot,
  ecsTaskSeparateRoles,
} from "../../../policies/registry";
import { describeRule } from "../helpers/describeRule";
import type { Fixture } from "../helpers/engine";
import { UNKNOWN } from "../helpers/engine";
import type { Change } from "../helpers/fixture";
import { resource, unknown } from "../helpers/fixture";

const cluster = resource<ecs.ClusterArgs>("aws:ecs/cluster:Cluster", "cluster", {
  settings: [{ name: "containerInsights", value: "enhanced" }],
});

describeRule(ecsContainerInsights, {
  valid: [cluster],
  passes: { "plain insights": { set: { "settings[0].value": "enabled" } } },
  fails: {
    "no settings": { set: { settings: undefined }, says: "settings have no containerInsights" },
    "insights that are off": {
      set: { "settings[0].value": "disabled" },
      says: 'settings[0].value is "disabled"',
    },
  },
  silent: {
    "the settings": unknown("settings"),
    "one setting": unknown("settings[0]"),
    "the value": unknown("settings[0].value"),
  },
});

const service = resource<ecs.ServiceArgs>("aws:ecs/service:Service", "catalog", {
  cluster: UNKNOWN,
  taskDefinition: UNKNOWN,
  networkConfiguration: { subnets: [UNKNOWN], assignPublicIp: false },
  deploymentCircuitBreaker: { enable: true, rollback: true },
});

describeRule(ecsServiceNoPublicIp, {
  valid: [service],
  passes: { "the default": { set: { "networkConfiguration.assignPublicIp": undefined } } },
  fails: {
    "a public address": {
      set: { "networkConfiguration.assignPublicIp": true },
      says: "networkConfiguration.assignPublicIp is true",
    },
    "a task set with a public address": {
      add: [
        {
          type: "aws:ecs/taskSet:TaskSet",
          name: "blue",
          props: { networkConfiguration: { assignPublicIp: true } },
        },
      ],
      at: "blue",
      says: "networkConfiguration.assignPublicIp is true",
    },
  },
  silent: { "the setting": unknown("networkConfiguration.assignPublicIp") },
});

describeRule(ecsServiceCircuitBreaker, {
  valid: [service],
  passes: {
    "alarms that roll back": {
      set: {
        deploymentCircuitBreaker: undefined,
        alarms: { alarmNames: ["5xx"], enable: true, rollback: true },
      },
    },
    "another deployment controller": {
      set: { deploymentController: { type: "CODE_DEPLOY" }, deploymentCircuitBreaker: undefined },
    },
  },
  fails: {
    "no circuit breaker": {
      set: { deploymentCircuitBreaker: undefined },
      says: "deploymentCircuitBreaker.enable is not set",
    },
    "a circuit breaker that does not roll back": {
      set: { "deploymentCircuitBreaker.rollback": false },
      says: "deploymentCircuitBreaker.rollback is false",
    },
    "alarms that do not roll back": {
      set: {
        "deploymentCircuitBreaker.enable": false,
        alarms: { alarmNames: [], enable: true, rollback: false },
      },
      says: "deploymentCircuitBreaker.enable is false and no alarm rolls back",
    },
  },
  silent: {
    "the circuit breaker": unknown("deploymentCircuitBreaker"),
    "the controller": {
      set: { deploymentController: { type: UNKNOWN }, deploymentCircuitBreaker: undefined },
    },
  },
});

const container = {
  name: "app",
  image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/catalog:1",
  readonlyRootFilesystem: true,
  user: "1000:1000",
  environment: [
    { name: "PRODUCTS_TABLE", value: "products" },
    { name: "DB_PASSWORD_ARN", value: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db" },
  ],
  logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": "/ecs/catalog" } },
};

function containers(...changes: readonly object[]): Change {
  const definitions = changes.map((change) => ({ ...container, ...change }));
  return { set: { containerDefinitions: JSON.stringify(definitions) } };
}

const task: Fixture = resource<ecs.TaskDefinitionArgs>(
  "aws:ecs/taskDefinition:TaskDefinition",
  "catalog-task",
  {
    family: "catalog",
    requiresCompatibilities: ["FARGATE"],
    networkMode: "awsvpc",
    cpu: "256",
    memory: "512",
    executionRoleArn: UNKNOWN,
    taskRoleArn: UNKNOWN,
    containerDefinitions: JSON.stringify([container]),
  },
  { dependsOn: { executionRoleArn: ["execution-role"], taskRoleArn: ["task-role"] } },
);
const WINDOWS = { runtimePlatform: { operatingSystemFamily: "WINDOWS_SERVER_2022_CORE" } };

describeRule(ecsTaskReadonlyRoot, {
  valid: [task],
  passes: {
    Windows: { set: { ...containers({ readonlyRootFilesystem: false }).set, ...WINDOWS } },
    "definitions that are not JSON": { set: { containerDefinitions: "[" } },
  },
  fails: {
    "a writable root in the second container": {
      ...containers({}, { name: "sidecar", readonlyRootFilesystem: false }),
      says: 'readonlyRootFilesystem of container "sidecar" is false',
    },
    "the default": {
      ...containers({ readonlyRootFilesystem: undefined }),
      says: 'readonlyRootFilesystem of container "app" is not set',
    },
  },
  silent: { "the definitions": unknown("containerDefinitions") },
});

describeRule(ecsTaskNonRootUser, {
  valid: [task],
  passes: {
    "a user by name": containers({ user: "node" }),
    Windows: { set: { ...containers({ user: undefined }).set, ...WINDOWS } },
  },
  fails: {
    "no user": { ...containers({ user: undefined }), says: 'user of container "app" is not set' },
    root: { ...containers({ user: "root" }), says: 'user of container "app" is "root"' },
    "root by number and group": {
      ...containers({ user: "0:1000" }),
      says: 'user of container "app" is "0:1000"',
    },
  },
  silent: { "the definitions": unknown("containerDefinitions") },
});

describeRule(ecsTaskLogging, {
  valid: [task],
  passes: { FireLens: containers({ logConfiguration: { logDriver: "awsfirelens" } }) },
  fails: {
    "no logs": {
      ...containers({ logConfiguration: undefined }),
      says: 'logConfiguration.logDriver of container "app" is not set',
    },
    "logs that are thrown away": {
      ...containers({ logConfiguration: { logDriver: "none" } }),
      says: 'logConfiguration.logDriver of container "app" is "none"',
    },
    "logs without a group": {
      ...containers({ logConfiguration: { logDriver: "awslogs", options: {} } }),
      says: 'awslogs-group of container "app" is not set',
    },
  },
  silent: { "the definitions": unknown("containerDefinitions") },
});

function variable(name: string, value: string): Change {
  return containers({ environment: [{ name, value }] });
}

describeRule(ecsTaskNoEnvSecrets, {
  valid: [task],
  passes: {
    "a secret by reference": containers({ secrets: [{ name: "DB_PASSWORD", valueFrom: "arn:x" }] }),
    "the life time of a token": variable("TOKEN_TTL_SECONDS", "300"),
    "a path in Parameter Store": variable("DB_PASSWORD", "/shop/db/password"),
    "a switch": variable("REQUIRE_PASSWORD", "true"),
    "an address without a password": variable("DATABASE_URL", "postgres://db.internal:5432/shop"),
  },
  fails: {
    "a password": {
      ...variable("DB_PASSWORD", "hunter2!"),
      says: 'variable "DB_PASSWORD" of container "app" holds a plain value',
    },
    "an API key": { ...variable("stripeApiKey", "hunter2!"), says: 'variable "stripeApiKey"' },
    "an access key under a harmless name": {
      ...variable("CONFIG", "id=AKIAIOSFODNN7EXAMPLE"),
      says: 'variable "CONFIG" of container "app" holds a value in the form of a credential',
    },
    "an address with a password": {
      ...variable("DATABASE_URL", "postgres://shop:hunter2!@db.internal/shop"),
      says: "in the form of a credential",
    },
  },
  silent: { "the definitions": unknown("containerDefinitions") },
});

const executionRole: Fixture = { type: "aws:iam/role:Role", name: "execution-role", props: {} };
const taskRole: Fixture = { type: "aws:iam/role:Role", name: "task-role", props: {} };

describeRule(ecsTaskSeparateRoles, {
  valid: [task, executionRole, taskRole],
  fails: {
    "one role for both, before it exists": {
      dependsOn: { executionRoleArn: ["task-role"], taskRoleArn: ["task-role"] },
      says: 'executionRoleArn and taskRoleArn are both the role "task-role"',
    },
    "one role for both, by its ARN": {
      set: { executionRoleArn: "arn:aws:iam::1:role/app", taskRoleArn: "arn:aws:iam::1:role/app" },
      dependsOn: {},
      says: "executionRoleArn and taskRoleArn are the same role",
    },
    "no task role": { set: { taskRoleArn: undefined }, says: "taskRoleArn is not set" },
    "no execution role": { set: { executionRoleArn: "" }, says: "executionRoleArn is not set" },
  },
});

describeRule(ecsFargateValidSize, {
  valid: [task],
  passes: {
    "sizes in words": { set: { cpu: ".5 vCPU", memory: "4 GB" } },
    "sizes as numbers": { set: { cpu: 16384, memory: 122880 } },
    "a task of EC2": {
      set: { requiresCompatibilities: ["EC2"], cpu: "300", networkMode: "bridge" },
    },
  },
  fails: {
    "memory that Fargate does not pair with the cpu": {
      set: { memory: "4096" },
      says: 'memory is "4096", which Fargate does not offer with cpu "256"',
    },
    "memory between the steps": {
      set: { cpu: "8192", memory: "17408" },
      says: 'memory is "17408"',
    },
    "a cpu that Fargate does not offer": { set: { cpu: "300" }, says: 'cpu is "300"' },
    "no size": { set: { cpu: undefined }, says: "cpu is not set" },
    "another network mode": { set: { networkMode: "bridge" }, says: 'networkMode is "bridge"' },
    "no execution role": {
      set: { executionRoleArn: undefined },
      says: "executionRoleArn is not set",
    },
  },
  silent: { "the cpu": unknown("cpu"), "the memory": unknown("memory") },
});
