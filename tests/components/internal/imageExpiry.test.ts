import assert from "node:assert/strict";
import { imageExpiry } from "../../../components/internal/imageExpiry";

const newest = {
  description: "Keep the newest images",
  selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 7 },
  action: { type: "expire" },
};

describe("imageExpiry", () => {
  it("keeps as many images as it is told", () => {
    assert.deepEqual(JSON.parse(imageExpiry({ keepImages: 7 })), {
      rules: [{ rulePriority: 1, ...newest }],
    });
  });

  it("lets images without a tag expire sooner, by a rule before the one for any image", () => {
    assert.deepEqual(JSON.parse(imageExpiry({ keepImages: 7, untaggedDays: 3 })), {
      rules: [
        {
          rulePriority: 1,
          description: "Images without a tag expire",
          selection: {
            tagStatus: "untagged",
            countType: "sinceImagePushed",
            countUnit: "days",
            countNumber: 3,
          },
          action: { type: "expire" },
        },
        { rulePriority: 2, ...newest },
      ],
    });
  });
});
