import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { EcsCluster, type EcsClusterArgs } from "../../../components/compute/cluster";
import { Key } from "../../../components/data/key";
import { Network } from "../../../components/network/network";
import { logSettings } from "../../helpers/components";
import { describeMistakes } from "../../helpers/mistakes";
import { accountId, childrenOf, find, record, region, valueOf } from "../../helpers/recordingMocks";

const CLUSTER = "aws:ecs/cluster:Cluster";
const CAPACITY = "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders";
const COMPONENT = "microservices:compute:EcsCluster";

function network(): Network {
  return new Network("network", { region, accountId, logs: logSettings() });
}

function key(): Key {
  return new Key("task-key", { description: "Tasks", accountId });
}

function create(args?: EcsClusterArgs, name = "services"): EcsCluster {
  return new EcsCluster(name, args);
}

/** Anything that is created from an output of the cluster. */
class Dependent extends pulumi.CustomResource {}

describe("EcsCluster", () => {
  it("offers Fargate and watches its tasks with Container Insights", async () => {
    const { registrations } = await record(() => create());
    assert.deepEqual(childrenOf(registrations, "compute:EcsCluster", "services"), {
      "aws:ecs:Cluster services-cluster": {
        settings: [{ name: "containerInsights", value: "enhanced" }],
      },
      "aws:ecs:ClusterCapacityProviders services-capacity": {
        clusterName: "services-cluster",
        capacityProviders: ["FARGATE", "FARGATE_SPOT"],
      },
    });
  });

  it("has neither instances, namespace nor recorded sessions by default", async () => {
    const { result, registrations } = await record(() => create());
    assert.equal(result.instanceCapacityProvider, undefined);
    assert.equal(result.serviceConnectNamespaceArn, undefined);
    assert.equal(result.execLogging, false);
    assert.deepEqual(result.execStatements, []);
    assert.deepEqual(find(registrations, COMPONENT).registeredOutputs, {
      arn: "arn:mock:services-cluster",
      clusterName: "services-cluster",
      execLogging: false,
    });
  });

  it("gives its ARN only once services can use its capacity providers", async () => {
    const { registrations } = await record(
      () => new Dependent("test:index:Service", "service", { cluster: create().arn }),
    );
    const { propertyDependencies } = find(registrations, "test:index:Service");
    assert.ok(propertyDependencies["cluster"]?.includes(find(registrations, CAPACITY).urn));
  });

  it("watches as closely as asked", async () => {
    const { registrations } = await record(() => create({ containerInsights: "enabled" }));
    assert.deepEqual(find(registrations, CLUSTER).inputs["settings"], [
      { name: "containerInsights", value: "enabled" },
    ]);
  });

  it("adds its instances as a third capacity provider", async () => {
    const { result, registrations } = await record(() =>
      create({ instances: { network: network() } }),
    );
    assert.deepEqual(find(registrations, CAPACITY).inputs["capacityProviders"], [
      "FARGATE",
      "FARGATE_SPOT",
      "services-instances-provider",
    ]);
    assert.ok(result.instanceCapacityProvider);
    assert.equal(await valueOf(result.instanceCapacityProvider), "services-instances-provider");
    const instances = find(registrations, "microservices:compute:InstanceCapacity");
    assert.equal(instances.parent, find(registrations, COMPONENT).urn);
  });

  it("has a namespace for Service Connect when asked", async () => {
    const { registrations } = await record(() => create({ serviceConnect: true }));
    const type = "aws:servicediscovery/httpNamespace:HttpNamespace";
    assert.deepEqual(find(registrations, type).inputs, {
      description: "Services of the cluster services",
    });
    assert.deepEqual(find(registrations, COMPONENT).registeredOutputs, {
      arn: "arn:mock:services-cluster",
      clusterName: "services-cluster",
      execLogging: false,
      serviceConnectNamespaceArn: "arn:mock:services-namespace",
      serviceConnectNamespaceName: "services-namespace",
    });
  });

  it("records sessions, encrypted, and says what a task needs to write the record", async () => {
    const { result, registrations } = await record(() =>
      create({ exec: { logs: logSettings(), key: key() } }),
    );
    assert.deepEqual(find(registrations, CLUSTER).inputs["configuration"], {
      executeCommandConfiguration: {
        kmsKeyId: "arn:mock:task-key-key",
        logging: "OVERRIDE",
        logConfiguration: {
          cloudWatchLogGroupName: "services-exec-log",
          cloudWatchEncryptionEnabled: true,
        },
      },
    });
    assert.deepEqual(find(registrations, "aws:cloudwatch/logGroup:LogGroup").inputs, {
      retentionInDays: 30,
      kmsKeyId: "arn:mock:logs-key",
    });
    assert.equal(result.execLogging, true);
    assert.deepEqual(
      result.execStatements.map(({ actions }) => actions),
      [
        ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        ["logs:DescribeLogGroups"],
        ["kms:Decrypt"],
      ],
    );
    const resources = result.execStatements.flatMap((statement) => statement.resources);
    assert.deepEqual(await valueOf(pulumi.all(resources)), [
      "arn:mock:services-exec-log",
      "arn:mock:services-exec-log:log-stream:*",
      "*",
      "arn:mock:task-key-key",
    ]);
  });

  it("encrypts the tasks' storage with a key of the stack when asked", async () => {
    const { registrations } = await record(() => create({ storageKey: key() }));
    assert.deepEqual(find(registrations, CLUSTER).inputs["configuration"], {
      managedStorageConfiguration: {
        fargateEphemeralStorageKmsKeyId: "arn:mock:task-key-key",
        kmsKeyId: "arn:mock:task-key-key",
      },
    });
  });
});

const word: string = "on";

describeMistakes("EcsCluster", "ecs-cluster.md", [
  {
    argument: "name",
    message:
      'name must be 1 to 200 letters, digits, hyphens and underscores, got "my services"; rename the cluster',
    make: () => create({}, "my services"),
  },
  {
    argument: "instances",
    message:
      'name must not begin with aws, ecs or fargate when the cluster has instances, since ECS keeps such names for its own capacity providers, got "ecs-main"; rename the cluster',
    make: () => create({ instances: { network: network() } }, "ecs-main"),
  },
  {
    argument: "containerInsights",
    message: 'containerInsights must be enhanced, enabled or disabled, got "on"',
    make: () => create({ containerInsights: word as "enabled" }),
  },
]);
