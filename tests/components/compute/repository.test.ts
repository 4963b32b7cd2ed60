import assert from "node:assert/strict";
import { Repository } from "../../../components/compute/repository";
import { Key } from "../../../components/data/key";
import { accountId, childrenOf, record } from "../../helpers/recordingMocks";

describe("Repository", () => {
  for (const [keepImages, expected] of [
    [undefined, 20],
    [3, 3],
  ] as const) {
    it(`keeps ${expected} images, scanned, encrypted and immutable, when keepImages is ${keepImages ?? "absent"}`, async () => {
      const { registrations } = await record(() => {
        const key = new Key("data", { description: "Data", accountId });
        return new Repository("orders", { key, keepImages });
      });
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
});
