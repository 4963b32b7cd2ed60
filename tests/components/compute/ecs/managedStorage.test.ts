import assert from "node:assert/strict";
import { managedStorageEncryption } from "../../../../components/compute/ecs/managedStorage";

describe("managedStorageEncryption", () => {
  it("lets Fargate make data keys and grants for clusters of this account, and nothing else", () => {
    const ownClusters = { "kms:EncryptionContext:aws:ecs:clusterAccount": "123456789012" };
    assert.deepEqual(managedStorageEncryption("123456789012"), [
      {
        sid: "FargateDataKeys",
        principals: { Service: "fargate.amazonaws.com" },
        actions: ["kms:GenerateDataKeyWithoutPlaintext"],
        resources: ["*"],
        conditions: { StringEquals: ownClusters },
      },
      {
        sid: "FargateGrants",
        principals: { Service: "fargate.amazonaws.com" },
        actions: ["kms:CreateGrant"],
        resources: ["*"],
        conditions: {
          StringEquals: ownClusters,
          "ForAllValues:StringEquals": { "kms:GrantOperations": ["Decrypt"] },
        },
      },
    ]);
  });
});
