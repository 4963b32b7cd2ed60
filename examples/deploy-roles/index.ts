import { DeployRoles } from "../../components/delivery/deployRoles";
import { createFoundation } from "../foundation";

function main() {
  const { accountId, region } = createFoundation();
  const roles = new DeployRoles("pipeline", {
    accountId,
    region,
    repository: "example/shop",
    environment: "prod",
    // A stack's own list: logical names by type.
    resources: {
      "aws:dynamodb/table:Table": ["products-table"],
      "aws:ecs/service:Service": ["catalog-service"],
      "aws:ecs/taskDefinition:TaskDefinition": ["catalog-task"],
      "aws:iam/role:Role": ["catalog-task-role", "catalog-execution-role"],
      "aws:s3/bucket:Bucket": ["site-bucket"],
    },
    state: { bucketArn: "arn:aws:s3:::example-pulumi-state" },
  });
  return { previewRole: roles.previewRoleArn, deployRole: roles.deployRoleArn };
}

export = main;
