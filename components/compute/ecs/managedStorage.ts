import type * as pulumi from "@pulumi/pulumi";
import type { PolicyStatement } from "../../internal/policyDocument";

/**
 * What the policy of a key must say so that Fargate encrypts the ephemeral storage of this account's
 * tasks with it: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-create-storage-key.html
 */
export function managedStorageEncryption(accountId: pulumi.Input<string>): PolicyStatement[] {
  const principals = { Service: "fargate.amazonaws.com" };
  const ownClusters = { "kms:EncryptionContext:aws:ecs:clusterAccount": accountId };
  return [
    {
      sid: "FargateDataKeys",
      principals,
      actions: ["kms:GenerateDataKeyWithoutPlaintext"],
      resources: ["*"],
      conditions: { StringEquals: ownClusters },
    },
    {
      sid: "FargateGrants",
      principals,
      actions: ["kms:CreateGrant"],
      resources: ["*"],
      conditions: {
        StringEquals: ownClusters,
        "ForAllValues:StringEquals": { "kms:GrantOperations": ["Decrypt"] },
      },
    },
  ];
}
