import assert from "node:assert/strict";
import { DeployRoles, type DeployRolesArgs } from "../../../components/delivery/deployRoles";
import { describeMistakes } from "../../helpers/mistakes";
import { accountId, find, inputsOf, namesOf, record } from "../../helpers/recordingMocks";

const resources = {
  "aws:ecs/taskDefinition:TaskDefinition": ["catalog-task"],
  "aws:iam/role:Role": ["catalog-task-role"],
  "aws:s3/bucket:Bucket": ["site-bucket"],
};

function create(args: Partial<DeployRolesArgs> = {}): DeployRoles {
  return new DeployRoles("pipeline", {
    accountId,
    region: "eu-west-1",
    repository: "example/shop",
    environment: "prod",
    resources,
    ...args,
  });
}

interface Statement {
  readonly Sid: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: unknown;
}

async function statements(
  word: string,
  args: Partial<DeployRolesArgs> = {},
): Promise<Record<string, Statement>> {
  const { registrations } = await record(() => create(args));
  const policies = registrations.filter(
    ({ type, name }) => type === "aws:iam/policy:Policy" && name.startsWith(`pipeline-${word}-`),
  );
  const all = policies.flatMap(
    (one) => (inputsOf(one)["policy"] as { Statement: Statement[] }).Statement,
  );
  return Object.fromEntries(all.map((statement) => [statement.Sid, statement]));
}

describe("DeployRoles", () => {
  for (const [word, subject] of [
    ["preview", "repo:example/shop:pull_request"],
    ["deploy", "repo:example/shop:environment:prod"],
  ] as const) {
    it(`lets ${subject} alone assume ${word}`, async () => {
      const { registrations } = await record(create);
      const role = inputsOf(find(registrations, "aws:iam/role:Role", `${word}-role`));
      assert.equal(role["maxSessionDuration"], 3600);
      assert.deepEqual(role["assumeRolePolicy"], {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "AssumedByWorkflow",
            Effect: "Allow",
            Principal: { Federated: "arn:mock:pipeline-github" },
            Action: "sts:AssumeRoleWithWebIdentity",
            Condition: {
              StringEquals: {
                "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
                "token.actions.githubusercontent.com:sub": subject,
              },
            },
          },
        ],
      });
    });
  }

  it("makes GitHub a provider, or takes the account's", async () => {
    const type = "aws:iam/openIdConnectProvider:OpenIdConnectProvider";
    const made = await record(create);
    assert.deepEqual(find(made.registrations, type).inputs, {
      url: "https://token.actions.githubusercontent.com",
      clientIdLists: ["sts.amazonaws.com"],
    });
    const given = await record(() => create({ provider: { kind: "existing", arn: "arn:github" } }));
    assert.deepEqual(namesOf(given.registrations, type), []);
  });

  it("lets a deployment change the stack's own roles and buckets only", async () => {
    const { ManageRoles, ManageBuckets, Manage } = await statements("deploy");
    assert.deepEqual(ManageRoles?.Resource, [`arn:aws:iam::${accountId}:role/catalog-task-role-*`]);
    assert.ok(ManageRoles.Action.includes("iam:CreateRole"));
    assert.deepEqual(ManageBuckets?.Resource, ["arn:aws:s3:::site-bucket-*"]);
    assert.deepEqual(Manage?.Condition, {
      StringEquals: { "aws:RequestedRegion": ["eu-west-1", "us-east-1"] },
    });
    assert.ok(Manage.Action.includes("ecs:RegisterTaskDefinition"));
  });

  it("lets a deployment hand the stack's roles to the services that the stack uses", async () => {
    const { PassRoles } = await statements("deploy");
    assert.deepEqual(PassRoles, {
      Sid: "PassRoles",
      Effect: "Allow",
      Action: ["iam:PassRole"],
      Resource: [`arn:aws:iam::${accountId}:role/catalog-task-role-*`],
      Condition: { StringEquals: { "iam:PassedToService": ["ecs-tasks.amazonaws.com"] } },
    });
  });

  it("lets a preview look and read the state, and write nothing", async () => {
    const state = { bucketArn: "arn:aws:s3:::state", keyArn: "arn:aws:kms:x:1:key/2" };
    const { Manage, PassRoles, UseState, UseStateKey } = await statements("preview", { state });
    assert.equal(PassRoles, undefined);
    assert.deepEqual(UseState?.Action, ["s3:GetObject"]);
    assert.deepEqual(UseStateKey?.Action, ["kms:Decrypt"]);
    const writing = Manage?.Action.filter((action) => !/:(Describe|Get|List)/.test(action));
    assert.deepEqual(writing, []);
  });

  it("lets a deployment write the state", async () => {
    const { UseState } = await statements("deploy", { state: { bucketArn: "arn:aws:s3:::state" } });
    assert.deepEqual(UseState?.Action, ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"]);
    assert.deepEqual(UseState.Resource, ["arn:aws:s3:::state/*"]);
  });

  it("adds actions that are named, in the stack's regions", async () => {
    const { ManageMore } = await statements("deploy", { extraActions: ["iot:CreateThing"] });
    assert.deepEqual(ManageMore?.Action, ["iot:CreateThing"]);
    assert.ok(ManageMore.Condition);
  });

  it("attaches every policy to its role", async () => {
    const { registrations } = await record(create);
    const attachments = namesOf(registrations, "aws:iam/rolePolicyAttachment:RolePolicyAttachment");
    assert.deepEqual(attachments, [
      "pipeline-deploy-1-attachment",
      "pipeline-preview-1-attachment",
    ]);
  });
});

describeMistakes("DeployRoles", "deploy-roles.md", [
  {
    argument: "repository",
    message:
      'repository must be an owner and a name, got "https://github.com/example/shop"; write it as example/shop',
    make: () => create({ repository: "https://github.com/example/shop" }),
  },
  {
    argument: "environment",
    message:
      'environment must be the name of one GitHub environment in letters, digits, underscores and hyphens, got "*"; name it, such as prod',
    make: () => create({ environment: "*" }),
  },
  {
    argument: "resources",
    message:
      "resources must hold what the stack has, got nothing; name its resources by type, such as from a file that lists them",
    make: () => create({ resources: {} }),
  },
  {
    argument: "resources",
    message:
      "resources must be of types whose permissions are known, got aws:iot/thing:Thing; add them to components/delivery/actions, or name what they take in extraActions",
    make: () => create({ resources: { "aws:iot/thing:Thing": ["a"] } }),
  },
  {
    argument: "extraActions",
    message:
      'extraActions must name single actions, got "iot:*"; a wildcard gives what nobody asked for, so list what is needed',
    make: () => create({ extraActions: ["iot:*"] }),
  },
  {
    argument: "sessionMinutes",
    message: "sessionMinutes must be a whole number from 60 to 720, got 15",
    make: () => create({ sessionMinutes: 15 }),
  },
]);
