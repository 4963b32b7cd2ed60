import assert from "node:assert/strict";
import type { ContainerServiceArgs } from "../../../components/compute/containerService";
import { accountId, find, inputsOf, namesOf } from "../../helpers/recordingMocks";
import { useWorkspace } from "../../helpers/workspace";
import { registered, sources } from "./catalogContainers";

describe("ContainerService roles", () => {
  useWorkspace(sources);

  it("let a task do what its links say, and nothing else", async () => {
    const policy = find(
      await registered(),
      "aws:iam/rolePolicy:RolePolicy",
      "catalog-task-role-policy",
    );
    assert.deepEqual(inputsOf(policy), {
      role: "catalog-task-role",
      policy: {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "ReadOrders",
            Effect: "Allow",
            Action: ["dynamodb:GetItem"],
            Resource: ["arn:mock:t"],
          },
        ],
      },
    });
  });

  it("let ECS pull this service's image and write this service's log", async () => {
    const policy = find(
      await registered(),
      "aws:iam/rolePolicy:RolePolicy",
      "catalog-execution-role-policy",
    );
    const { Statement: statements } = inputsOf(policy)["policy"] as {
      Statement: { Sid: string; Action: string[]; Resource: string[] }[];
    };
    assert.deepEqual(
      statements.map(({ Sid, Action, Resource }) => [Sid, Action, Resource]),
      [
        ["SignInToRegistry", ["ecr:GetAuthorizationToken"], ["*"]],
        [
          "PullImage",
          ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
          ["arn:mock:catalog-images-repository"],
        ],
        [
          "WriteLogs",
          ["logs:CreateLogStream", "logs:PutLogEvents"],
          ["arn:mock:catalog-logs:log-stream:*"],
        ],
      ],
    );
  });

  it("can be assumed by ECS for this account alone", async () => {
    const registrations = await registered();
    for (const name of ["catalog-task-role", "catalog-execution-role"]) {
      assert.deepEqual(
        inputsOf(find(registrations, "aws:iam/role:Role", name))["assumeRolePolicy"],
        {
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "AssumedByService",
              Effect: "Allow",
              Principal: { Service: "ecs-tasks.amazonaws.com" },
              Action: "sts:AssumeRole",
              Condition: { StringEquals: { "aws:SourceAccount": accountId } },
            },
          ],
        },
      );
    }
  });

  it("carry no policy for the task when nothing is linked", async () => {
    const names = namesOf(await registered({ grants: [] }), "aws:iam/rolePolicy:RolePolicy");
    assert.ok(!names.includes("catalog-task-role-policy"));
  });
});

describe("ContainerService arguments", () => {
  const faults: [string, Partial<ContainerServiceArgs>, string][] = [
    [
      "a size that Fargate does not offer",
      { runtime: { kind: "fargate", cpu: 256, memoryMiB: 300 } },
      "memoryMiB must be 512, 1024, 2048 when cpu is 256, got 300",
    ],
    [
      "more tasks at least than at most",
      { scale: { min: 5, max: 3 } },
      "scale.min must not exceed scale.max, got 5 and 3; raise max or lower min",
    ],
  ];
  for (const [fault, args, message] of faults) {
    it(`are refused for ${fault}`, async () => {
      await assert.rejects(registered(args), {
        message: `ContainerService "catalog": ${message}`,
      });
    });
  }
});
