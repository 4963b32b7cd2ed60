import type { ResourceStep } from "../engine/events";

/** Types that hold data: removing or replacing one loses it. */
const STATEFUL: ReadonlySet<string> = new Set([
  "aws:backup/vault:Vault",
  "aws:cognito/userPool:UserPool",
  "aws:docdb/cluster:Cluster",
  "aws:dynamodb/globalTable:GlobalTable",
  "aws:dynamodb/table:Table",
  "aws:ebs/volume:Volume",
  "aws:ecr/repository:Repository",
  "aws:efs/fileSystem:FileSystem",
  "aws:elasticache/replicationGroup:ReplicationGroup",
  "aws:elasticache/serverlessCache:ServerlessCache",
  "aws:kinesis/stream:Stream",
  "aws:kms/key:Key",
  "aws:memorydb/cluster:Cluster",
  "aws:opensearch/domain:Domain",
  "aws:rds/cluster:Cluster",
  "aws:rds/instance:Instance",
  "aws:s3/bucket:Bucket",
  "aws:secretsmanager/secret:Secret",
  "aws:sqs/queue:Queue",
]);

const LOSES: ReadonlySet<string> = new Set(["delete", "delete-replaced", "replace"]);

/** One warning for each resource whose data the change would lose. */
export function lossWarnings(steps: readonly ResourceStep[]): string[] {
  const warned = new Map<string, string>();
  for (const { urn, type, name, operation, changes } of steps) {
    if (!STATEFUL.has(type) || !LOSES.has(operation)) {
      continue;
    }
    const replaced = operation !== "delete" || warned.has(urn);
    const because = changes.length > 0 ? ` because ${changes.join(", ")} changes` : "";
    const what = replaced ? `is replaced${because}` : "is deleted";
    if (!warned.has(urn) || because !== "") {
      warned.set(urn, `DATA LOSS: ${type} ${name} ${what}; what it holds is lost.`);
    }
  }
  return [...warned.values()];
}
