import assert from "node:assert/strict";
import {
  PullThroughCache,
  type PullThroughCacheArgs,
} from "../../../components/compute/pullThroughCache";
import { Key } from "../../../components/data/key";
import { describeMistakes } from "../../helpers/mistakes";
import { accountId, childrenOf, find, record, region, valueOf } from "../../helpers/recordingMocks";

function create(more: Partial<PullThroughCacheArgs> = {}): PullThroughCache {
  const key = new Key("data", { description: "Data", accountId });
  const upstream = { registry: "ecrPublic" } as const;
  return new PullThroughCache("public", { upstream, region, accountId, key, ...more });
}

const repositories = `arn:aws:ecr:us-east-1:${accountId}:repository/ecr-public/*`;

describe("PullThroughCache", () => {
  it("caches Amazon ECR Public in repositories that are encrypted and keep five images", async () => {
    const { registrations } = await record(() => create());
    const children = childrenOf(registrations, "compute:PullThroughCache", "public");
    assert.deepEqual(Object.keys(children).sort(), [
      "aws:ecr:PullThroughCacheRule public-rule",
      "aws:ecr:RepositoryCreationTemplate public-template",
      "aws:iam:Role public-role",
      "aws:iam:RolePolicy public-role-policy",
    ]);
    assert.deepEqual(children["aws:ecr:PullThroughCacheRule public-rule"], {
      ecrRepositoryPrefix: "ecr-public",
      upstreamRegistryUrl: "public.ecr.aws",
    });
    assert.deepEqual(children["aws:ecr:RepositoryCreationTemplate public-template"], {
      prefix: "ecr-public",
      description: "Cached images",
      appliedFors: ["PULL_THROUGH_CACHE"],
      imageTagMutability: "MUTABLE",
      encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: "arn:mock:data-key" }],
      lifecyclePolicy: {
        rules: [
          {
            rulePriority: 1,
            description: "Keep the newest images",
            selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 5 },
            action: { type: "expire" },
          },
        ],
      },
      customRoleArn: "arn:mock:public-role",
    });
  });

  it("lets ECR create the repositories below the prefix and encrypt them, and nothing else", async () => {
    const { registrations } = await record(() => create());
    const children = childrenOf(registrations, "compute:PullThroughCache", "public");
    const { Statement } = children["aws:iam:RolePolicy public-role-policy"]?.["policy"] as {
      Statement: { Action: string[]; Resource: string[] }[];
    };
    assert.deepEqual(
      Statement.map(({ Action, Resource }) => [Action, Resource]),
      [
        [["ecr:CreateRepository", "ecr:ReplicateImage", "ecr:TagResource"], [repositories]],
        [["kms:CreateGrant", "kms:DescribeKey", "kms:RetireGrant"], ["arn:mock:data-key"]],
      ],
    );
  });

  it("has its rule once repositories would get the right settings", async () => {
    const { registrations } = await record(() => create());
    const rule = find(registrations, "aws:ecr/pullThroughCacheRule:PullThroughCacheRule");
    const template = find(
      registrations,
      "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate",
    );
    assert.ok(rule.dependencies.includes(template.urn));
  });

  it("says where cached images are pulled from, and what that takes", async () => {
    const { result } = await record(() => create());
    assert.equal(
      await valueOf(result.url),
      `${accountId}.dkr.ecr.us-east-1.amazonaws.com/ecr-public`,
    );
    assert.deepEqual(
      result.statements.flatMap(({ actions }) => actions),
      [
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:GetDownloadUrlForLayer",
        "ecr:BatchImportUpstreamImage",
        "ecr:CreateRepository",
      ],
    );
  });

  it("signs in to a registry that asks who pulls", async () => {
    const credentialArn = `arn:aws:secretsmanager:us-east-1:${accountId}:secret:ecr-pullthroughcache/hub`;
    const { registrations } = await record(() =>
      create({ upstream: { registry: "dockerHub", credentialArn } }),
    );
    const { inputs } = find(registrations, "aws:ecr/pullThroughCacheRule:PullThroughCacheRule");
    assert.deepEqual(inputs, {
      ecrRepositoryPrefix: "docker-hub",
      upstreamRegistryUrl: "registry-1.docker.io",
      credentialArn,
    });
  });
});

describeMistakes("PullThroughCache", "pull-through-cache.md", [
  {
    argument: "prefix",
    message:
      'prefix must be 2 to 30 lower-case letters, digits and single . _ - / between them, got "Public/"; choose one such as ecr-public',
    make: () => create({ prefix: "Public/" }),
  },
  {
    argument: "keepImages",
    message: "keepImages must be a whole number from 1 to 1000, got 0",
    make: () => create({ keepImages: 0 }),
  },
  {
    argument: "upstream.credentialArn",
    message:
      'upstream.credentialArn must name a secret that begins with ecr-pullthroughcache/, got "arn:aws:secretsmanager:us-east-1:123456789012:secret:hub"; ECR reads no other',
    make: () =>
      create({
        upstream: {
          registry: "dockerHub",
          credentialArn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:hub",
        },
      }),
  },
]);
