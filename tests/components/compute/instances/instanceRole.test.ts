import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { createInstanceRole } from "../../../../components/compute/instances/instanceRole";
import { accountId, find, inputsOf, record } from "../../../helpers/recordingMocks";

const clusterArn = `arn:aws:ecs:us-east-1:${accountId}:cluster/services`;

async function registrationsOf(sessionManager: boolean) {
  const args = { clusterArn: pulumi.output(clusterArn), sessionManager };
  const { registrations } = await record(() => createInstanceRole("instances", args, {}));
  return registrations;
}

const agent = [
  {
    Sid: "JoinCluster",
    Effect: "Allow",
    Action: [
      "ecs:DeregisterContainerInstance",
      "ecs:RegisterContainerInstance",
      "ecs:SubmitAttachmentStateChanges",
      "ecs:SubmitContainerStateChange",
      "ecs:SubmitTaskStateChange",
    ],
    Resource: [clusterArn],
  },
  {
    Sid: "ServeCluster",
    Effect: "Allow",
    Action: ["ecs:Poll", "ecs:StartTelemetrySession", "ecs:UpdateContainerInstancesState"],
    Resource: [`arn:aws:ecs:us-east-1:${accountId}:container-instance/services/*`],
    Condition: { ArnEquals: { "ecs:cluster": clusterArn } },
  },
  {
    Sid: "FindEndpoint",
    Effect: "Allow",
    Action: ["ecs:DiscoverPollEndpoint"],
    Resource: ["*"],
  },
];

describe("the role of instances", () => {
  it("joins one cluster and reports to it, nothing else", async () => {
    const registrations = await registrationsOf(false);
    assert.deepEqual(inputsOf(find(registrations, "aws:iam/role:Role")), {
      description: "ECS agent of the instances instances",
      assumeRolePolicy: {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "AssumedByService",
            Effect: "Allow",
            Principal: { Service: "ec2.amazonaws.com" },
            Action: "sts:AssumeRole",
          },
        ],
      },
    });
    assert.deepEqual(inputsOf(find(registrations, "aws:iam/rolePolicy:RolePolicy")), {
      role: "instances-role",
      policy: { Version: "2012-10-17", Statement: agent },
    });
  });

  it("is given to instances by a profile, once it may do what it is for", async () => {
    const registrations = await registrationsOf(false);
    const profile = find(registrations, "aws:iam/instanceProfile:InstanceProfile");
    assert.deepEqual(profile.inputs, { role: "arn:mock:instances-role" });
    const policy = find(registrations, "aws:iam/rolePolicy:RolePolicy");
    assert.ok(profile.dependencies.includes(policy.urn));
  });

  it("lets administrators open a shell by Session Manager when asked", async () => {
    const registrations = await registrationsOf(true);
    const { policy } = inputsOf(find(registrations, "aws:iam/rolePolicy:RolePolicy"));
    assert.deepEqual(policy, {
      Version: "2012-10-17",
      Statement: [
        ...agent,
        {
          Sid: "ManagedInstance",
          Effect: "Allow",
          Action: ["ssm:UpdateInstanceInformation"],
          Resource: [`arn:aws:ec2:us-east-1:${accountId}:instance/*`],
        },
        {
          Sid: "SessionChannels",
          Effect: "Allow",
          Action: [
            "ssmmessages:CreateControlChannel",
            "ssmmessages:CreateDataChannel",
            "ssmmessages:OpenControlChannel",
            "ssmmessages:OpenDataChannel",
          ],
          Resource: ["*"],
        },
      ],
    });
  });
});
