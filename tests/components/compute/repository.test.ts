import assert from "node:assert/strict";
import { Repository, type RepositoryArgs } from "../../../components/compute/repository";
import { Key } from "../../../components/data/key";
import { describeMistakes } from "../../helpers/mistakes";
import {
  accountId,
  childrenOf,
  find,
  inputsOf,
  namesOf,
  record,
} from "../../helpers/recordingMocks";

function create(more: Partial<RepositoryArgs> = {}): Repository {
  const key = new Key("data", { description: "Data", accountId });
  return new Repository("orders", { key, ...more });
}

describe("Repository", () => {
  for (const [keepImages, expected] of [
    [undefined, 20],
    [3, 3],
  ] as const) {
    it(`keeps ${expected} images, scanned, encrypted and immutable, when keepImages is ${keepImages ?? "absent"}`, async () => {
      const { registrations } = await record(() => create({ keepImages }));
      assert.deepEqual(childrenOf(registrations, "compute:Repository", "orders"), {
        "aws:ecr:Repository orders-repository": {
          forceDelete: true,
          imageTagMutability: "IMMUTABLE",
          imageScanningConfiguration: { scanOnPush: true },
          encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: "arn:mock:data-key" }],
        },
        "aws:ecr:LifecyclePolicy orders-lifecycle": {
          repository: "orders-repository",
          policy: {
            rules: [
              {
                rulePriority: 1,
                description: "Keep the newest images",
                selection: {
                  tagStatus: "any",
                  countType: "imageCountMoreThan",
                  countNumber: expected,
                },
                action: { type: "expire" },
              },
            ],
          },
        },
      });
    });
  }

  it("lets images without a tag expire first when told so", async () => {
    const { registrations } = await record(() => create({ untaggedDays: 7 }));
    const { policy } = inputsOf(find(registrations, "aws:ecr/lifecyclePolicy:LifecyclePolicy"));
    const { rules } = policy as { rules: { selection: Record<string, unknown> }[] };
    assert.deepEqual(
      rules.map(({ selection }) => [selection["tagStatus"], selection["countNumber"]]),
      [
        ["untagged", 7],
        ["any", 20],
      ],
    );
  });

  it("lets nobody in by a policy of its own", async () => {
    const { registrations } = await record(() => create());
    assert.deepEqual(namesOf(registrations, "aws:ecr/repositoryPolicy:RepositoryPolicy"), []);
  });
});

describeMistakes("Repository", "repository.md", [
  {
    argument: "keepImages",
    message: "keepImages must be a whole number from 1 to 1000, got 0",
    make: () => create({ keepImages: 0 }),
  },
  {
    argument: "untaggedDays",
    message: "untaggedDays must be a whole number from 1 to 365, got 400",
    make: () => create({ untaggedDays: 400 }),
  },
  {
    argument: "keepImages, untaggedDays",
    message:
      "keepImages must be a whole number from 1 to 1000, got 1.5; untaggedDays must be a whole number from 1 to 365, got 0",
    make: () => create({ keepImages: 1.5, untaggedDays: 0 }),
  },
]);
