import assert from "node:assert/strict";
import { find, namesOf } from "../../helpers/recordingMocks";
import { useWorkspace } from "../../helpers/workspace";
import { type Change, onInstances, registered, sources } from "./catalogContainers";

/** What decides where the service's tasks run, and nothing else. */
const about = [
  "launchType",
  "capacityProviderStrategies",
  "forceNewDeployment",
  "schedulingStrategy",
  "orderedPlacementStrategies",
  "placementConstraints",
  "availabilityZoneRebalancing",
  "desiredCount",
  "deploymentMinimumHealthyPercent",
  "deploymentMaximumPercent",
];

async function capacity(change?: Change): Promise<Record<string, unknown>> {
  const { inputs } = find(await registered(change), "aws:ecs/service:Service");
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => about.includes(key)));
}

const replica = {
  desiredCount: 2,
  deploymentMinimumHealthyPercent: 100,
  deploymentMaximumPercent: 200,
};
const rebalanced = { ...replica, availabilityZoneRebalancing: "ENABLED" };

function fargate(spotPercent: number): Change {
  return { runtime: { kind: "fargate", memoryMiB: 1024, spotPercent } };
}

describe("ContainerService on Fargate", () => {
  useWorkspace(sources);

  it("keeps the launch type while nothing runs on Spot", async () => {
    const plain = { ...rebalanced, launchType: "FARGATE" };
    assert.deepEqual(await capacity(), plain);
    assert.deepEqual(await capacity(fargate(0)), plain);
  });

  it("runs a share on Spot, and one task always on demand", async () => {
    assert.deepEqual(await capacity(fargate(70)), {
      ...rebalanced,
      capacityProviderStrategies: [
        { capacityProvider: "FARGATE", base: 1, weight: 30 },
        { capacityProvider: "FARGATE_SPOT", weight: 70 },
      ],
      forceNewDeployment: true,
    });
  });

  it("runs everything on Spot when all of it is asked for", async () => {
    const { capacityProviderStrategies } = await capacity(fargate(100));
    assert.deepEqual(capacityProviderStrategies, [
      { capacityProvider: "FARGATE_SPOT", weight: 100 },
    ]);
  });

  it("runs on Intel and AMD when told so, with an image built for them", async () => {
    const registrations = await registered({ architecture: "x86_64" });
    const { runtimePlatform } = find(registrations, "aws:ecs/taskDefinition:TaskDefinition").inputs;
    assert.deepEqual(runtimePlatform, {
      cpuArchitecture: "X86_64",
      operatingSystemFamily: "LINUX",
    });
    const image = find(registrations, "awsx:ecr:Image").inputs;
    assert.equal(image["platform"], "linux/amd64");
    assert.match(String(image["imageTag"]), /^catalog-build-[0-9a-f]{16}-x86_64$/);
  });
});

describe("ContainerService on EC2", () => {
  useWorkspace(sources);

  it("spreads over zones and fills instances, through the cluster's capacity provider", async () => {
    assert.deepEqual(await capacity(onInstances()), {
      ...rebalanced,
      capacityProviderStrategies: [{ capacityProvider: "rich-instances-provider", weight: 1 }],
      forceNewDeployment: true,
      orderedPlacementStrategies: [
        { type: "spread", field: "attribute:ecs.availability-zone" },
        { type: "binpack", field: "memory" },
      ],
    });
  });

  it("gives its tasks addresses of their own and the size of the definition", async () => {
    const registrations = await registered(
      onInstances({ runtime: { kind: "ec2", memoryMiB: 900, cpu: 300 } }),
    );
    const { requiresCompatibilities, networkMode, cpu, memory } = find(
      registrations,
      "aws:ecs/taskDefinition:TaskDefinition",
    ).inputs;
    assert.deepEqual(
      [requiresCompatibilities, networkMode, cpu, memory],
      [["EC2"], "awsvpc", "300", "900"],
    );
  });

  it("places tasks as it is told, without rebalancing over zones it does not spread over", async () => {
    const placed = await capacity(
      onInstances({
        placementStrategies: [{ type: "spread", over: "instance" }, { type: "random" }],
        placementConstraints: [
          { type: "distinctInstance" },
          { type: "memberOf", expression: "attribute:ecs.instance-type =~ m7g.*" },
        ],
      }),
    );
    assert.deepEqual(
      [
        placed["orderedPlacementStrategies"],
        placed["placementConstraints"],
        placed["availabilityZoneRebalancing"],
      ],
      [
        [{ type: "spread", field: "instanceId" }, { type: "random" }],
        [
          { type: "distinctInstance" },
          { type: "memberOf", expression: "attribute:ecs.instance-type =~ m7g.*" },
        ],
        "DISABLED",
      ],
    );
  });

  it("as a daemon runs one task on each instance, which nothing counts, places or scales", async () => {
    const change = onInstances({ scheduling: "daemon" });
    assert.deepEqual(await capacity(change), {
      launchType: "EC2",
      schedulingStrategy: "DAEMON",
      deploymentMinimumHealthyPercent: 0,
      deploymentMaximumPercent: 100,
    });
    const registrations = await registered(change);
    assert.deepEqual(namesOf(registrations, "aws:appautoscaling/target:Target"), []);
    assert.deepEqual(namesOf(registrations, "aws:appautoscaling/policy:Policy"), []);
  });
});
