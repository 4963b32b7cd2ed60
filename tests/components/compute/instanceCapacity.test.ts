import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  InstanceCapacity,
  type InstanceSettings,
} from "../../../components/compute/instanceCapacity";
import { Network } from "../../../components/network/network";
import { logSettings } from "../../helpers/components";
import { describeMistakes } from "../../helpers/mistakes";
import {
  accountId,
  childrenOf,
  find,
  record,
  region,
  type Registration,
} from "../../helpers/recordingMocks";

const GROUP = "aws:autoscaling/group:Group";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const PROVIDER = "aws:ecs/capacityProvider:CapacityProvider";
const clusterArn = `arn:aws:ecs:us-east-1:${accountId}:cluster/services`;

function create(more: Partial<InstanceSettings> = {}): InstanceCapacity {
  return new InstanceCapacity("instances", {
    network: new Network("network", { region, accountId, logs: logSettings() }),
    cluster: { arn: pulumi.output(clusterArn), clusterName: pulumi.output("services") },
    ...more,
  });
}

async function registrationsOf(more: Partial<InstanceSettings>): Promise<readonly Registration[]> {
  const { registrations } = await record(() => create(more));
  return registrations;
}

const userData = `#!/bin/bash
cat >> /etc/ecs/ecs.config <<'SETTINGS'
ECS_CLUSTER=services
ECS_AWSVPC_BLOCK_IMDS=true
ECS_DISABLE_PRIVILEGED=true
ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE=true
ECS_ENABLE_SPOT_INSTANCE_DRAINING=true
SETTINGS
`;

describe("InstanceCapacity", () => {
  it("starts patched, closed and encrypted instances, whose number ECS manages", async () => {
    const registrations = await registrationsOf({});
    const children = Object.entries(
      childrenOf(registrations, "compute:InstanceCapacity", "instances"),
    ).filter(([name]) => !name.startsWith("aws:iam:"));
    const { "aws:ec2:LaunchTemplate instances-template": template, ...others } =
      Object.fromEntries(children);
    const { userData: encoded, ...launch } = template ?? {};
    assert.equal(Buffer.from(String(encoded), "base64").toString(), userData);
    assert.deepEqual(launch, {
      description: "ECS container instances instances",
      imageId:
        "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id",
      updateDefaultVersion: true,
      iamInstanceProfile: { arn: "arn:mock:instances-profile" },
      vpcSecurityGroupIds: ["instances-security-group-id"],
      metadataOptions: {
        httpEndpoint: "enabled",
        httpTokens: "required",
        httpPutResponseHopLimit: 1,
      },
      monitoring: { enabled: true },
      blockDeviceMappings: [
        {
          deviceName: "/dev/xvda",
          ebs: {
            volumeType: "gp3",
            volumeSize: 30,
            encrypted: "true",
            deleteOnTermination: "true",
          },
        },
      ],
      tagSpecifications: [{ resourceType: "volume", tags: { Name: "instances" } }],
    });
    assert.deepEqual(others, {
      "aws:ec2:SecurityGroup instances-security-group": {
        vpcId: "vpc-1",
        description: "Instances instances of the cluster",
      },
      "aws:vpc:SecurityGroupEgressRule instances-to-aws": {
        securityGroupId: "instances-security-group-id",
        description: "AWS APIs: ECS, images, logs",
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        cidrIpv4: "0.0.0.0/0",
      },
      "aws:autoscaling:Group instances-group": {
        minSize: 2,
        maxSize: 10,
        vpcZoneIdentifiers: ["subnet-private-1", "subnet-private-2"],
        mixedInstancesPolicy: {
          launchTemplate: {
            launchTemplateSpecification: {
              launchTemplateId: "instances-template-id",
              version: "1",
            },
            overrides: [{ instanceType: "m7g.large" }, { instanceType: "m6g.large" }],
          },
          instancesDistribution: {
            onDemandBaseCapacity: 0,
            onDemandPercentageAboveBaseCapacity: 100,
            onDemandAllocationStrategy: "prioritized",
            spotAllocationStrategy: "price-capacity-optimized",
          },
        },
        healthCheckType: "EC2",
        defaultInstanceWarmup: 120,
        protectFromScaleIn: true,
        capacityRebalance: false,
        instanceMaintenancePolicy: { minHealthyPercentage: 100, maxHealthyPercentage: 110 },
        maxInstanceLifetime: 1_209_600,
        instanceRefresh: {
          strategy: "Rolling",
          preferences: { scaleInProtectedInstances: "Refresh", minHealthyPercentage: 100 },
        },
        tags: [
          { key: "Name", value: "instances", propagateAtLaunch: true },
          { key: "AmazonECSManaged", value: "true", propagateAtLaunch: true },
        ],
      },
      "aws:ecs:CapacityProvider instances-provider": {
        autoScalingGroupProvider: {
          autoScalingGroupArn: "arn:mock:instances-group",
          managedDraining: "ENABLED",
          managedTerminationProtection: "ENABLED",
          managedScaling: { status: "ENABLED", targetCapacity: 100, instanceWarmupPeriod: 120 },
        },
      },
    });
  });

  it("lets nobody in", async () => {
    const registrations = await registrationsOf({});
    const template = find(registrations, TEMPLATE);
    assert.equal("keyName" in template.inputs, false);
    assert.equal("networkInterfaces" in template.inputs, false);
    const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    assert.deepEqual(
      registrations.filter(({ type }) => type === ingress),
      [],
    );
  });

  it("mixes in Spot instances by percent, and moves off those at risk", async () => {
    const registrations = await registrationsOf({ spotPercent: 60, instanceTypes: ["t4g.small"] });
    const { inputs } = find(registrations, GROUP);
    assert.equal(inputs["capacityRebalance"], true);
    assert.deepEqual(inputs["mixedInstancesPolicy"], {
      launchTemplate: {
        launchTemplateSpecification: { launchTemplateId: "instances-template-id", version: "1" },
        overrides: [{ instanceType: "t4g.small" }],
      },
      instancesDistribution: {
        onDemandBaseCapacity: 0,
        onDemandPercentageAboveBaseCapacity: 40,
        onDemandAllocationStrategy: "prioritized",
        spotAllocationStrategy: "price-capacity-optimized",
      },
    });
  });

  it("takes every number as an argument", async () => {
    const registrations = await registrationsOf({
      min: 0,
      max: 4,
      targetCapacityPercent: 80,
      warmUpSeconds: 60,
      volumeGiB: 50,
      maxLifetimeDays: 7,
      detailedMonitoring: false,
    });
    const group = find(registrations, GROUP).inputs;
    assert.deepEqual(
      [group["minSize"], group["maxSize"], group["maxInstanceLifetime"]],
      [0, 4, 604_800],
    );
    const { managedScaling } = find(registrations, PROVIDER).inputs[
      "autoScalingGroupProvider"
    ] as Record<string, unknown>;
    assert.deepEqual(managedScaling, {
      status: "ENABLED",
      targetCapacity: 80,
      instanceWarmupPeriod: 60,
    });
    const template = find(registrations, TEMPLATE).inputs;
    assert.deepEqual(template["monitoring"], { enabled: false });
    assert.match(JSON.stringify(template["blockDeviceMappings"]), /"volumeSize":50/);
  });

  it("has Session Manager's permissions only when asked", async () => {
    for (const sessionManager of [true, false]) {
      const registrations = await registrationsOf({ sessionManager });
      const { inputs } = find(
        registrations,
        "aws:iam/rolePolicy:RolePolicy",
        "instances-role-policy",
      );
      assert.equal(String(inputs["policy"]).includes("ssmmessages:"), sessionManager);
    }
  });

  it("registers every output", async () => {
    const registrations = await registrationsOf({});
    const component = find(registrations, "microservices:compute:InstanceCapacity");
    assert.deepEqual(component.registeredOutputs, {
      capacityProviderName: "instances-provider",
      securityGroupId: "instances-security-group-id",
      roleArn: "arn:mock:instances-role",
    });
  });
});

describeMistakes("InstanceCapacity", "instance-capacity.md", [
  {
    argument: "instanceTypes",
    message:
      'instanceTypes must be Graviton types, since images are built for ARM64, got "m7i.large"; use one such as m7g.large',
    make: () => create({ instanceTypes: ["m7i.large"] }),
  },
  {
    argument: "min",
    message: "min must not exceed max, got 12 and 10; raise max or lower min",
    make: () => create({ min: 12 }),
  },
  {
    argument: "spotPercent",
    message: "spotPercent must be a whole number from 0 to 100, got 0.5",
    make: () => create({ spotPercent: 0.5 }),
  },
  {
    argument: "maxLifetimeDays",
    message: "maxLifetimeDays must be a whole number from 1 to 365, got 0",
    make: () => create({ maxLifetimeDays: 0 }),
  },
]);
