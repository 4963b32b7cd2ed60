import { TABLE, TABLE_REPLICA } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "dynamodb-pitr",
  title: "DynamoDB has point-in-time recovery",
  service: "dynamodb",
  severity: "medium",
  pillar: "reliability",
  enforcement: "mandatory",
  controls: {
    fsbp: ["DynamoDB.2"],
    checkov: ["CKV_AWS_28"],
    cdkNag: ["AwsSolutions-DDB3"],
    prowler: ["dynamodb_tables_pitr_enabled"],
  },
  types: [...TABLE, ...TABLE_REPLICA],
  fix: "Set pointInTimeRecovery.enabled to true, and pointInTimeRecovery to true on every replica.",
  url: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery.html",
  example: `
import { dynamodb } from "@pulumi/aws";

new dynamodb.Table("orders", {
  ...settings,
  pointInTimeRecovery: { enabled: true },
  replicas: [{ regionName: "eu-central-1", pointInTimeRecovery: true }],
});`,
  remedy: ({ props }) =>
    // A replica of its own always names its table.
    props.at("globalTableArn").isMissing
      ? [
          { path: "pointInTimeRecovery.enabled", value: true },
          { path: "replicas[].pointInTimeRecovery", value: true },
        ]
      : [{ path: "pointInTimeRecovery", value: true }],
  check({ resource, props, report }) {
    if (TABLE_REPLICA.some((type) => type === resource.type)) {
      const recovery = props.at("pointInTimeRecovery");
      if (recovery.isNot(true)) report(found(recovery));
      return;
    }
    const enabled = props.at("pointInTimeRecovery").at("enabled");
    if (enabled.isNot(true)) report(found(enabled));
    for (const replica of props.at("replicas").items()) {
      const recovery = replica.at("pointInTimeRecovery");
      if (recovery.isNot(true)) report(found(recovery));
    }
  },
});
