import { exemptStacks, isExempt } from "../../aws/stacks";
import { TABLE, TABLE_REPLICA } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "dynamodb-deletion-protection",
  title: "DynamoDB has deletion protection",
  service: "dynamodb",
  severity: "medium",
  pillar: "reliability",
  enforcement: "mandatory",
  controls: {
    fsbp: ["DynamoDB.6"],
    prowler: ["dynamodb_table_deletion_protection_enabled"],
  },
  parameters: { exemptStacks },
  types: [...TABLE, ...TABLE_REPLICA],
  fix: "Set deletionProtectionEnabled to true, or name a stack whose data may go in exemptStacks.",
  url: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html",
  example: `
import { dynamodb } from "@pulumi/aws";

new dynamodb.Table("orders", { ...settings, deletionProtectionEnabled: true });`,
  remedy: [{ path: "deletionProtectionEnabled", value: true }],
  check({ resource, props, parameters, report }) {
    if (isExempt(resource, parameters.exemptStacks)) return;
    const protection = props.at("deletionProtectionEnabled");
    if (protection.isNot(true)) report(found(protection));
  },
});
