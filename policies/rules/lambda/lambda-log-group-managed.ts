import { refersTo } from "../../aws/references";
import { FUNCTION, LOG_GROUP } from "../../aws/types";
import type { StackGraph } from "../../framework/graph";
import type { Resource } from "../../framework/resource";
import { defineStackRule } from "../../framework/rule";

/** Whether the function logs to the group; undefined when the preview does not know. */
function logsTo(stack: StackGraph, fn: Resource, group: Resource): boolean | undefined {
  const chosen = fn.props.at("loggingConfig").at("logGroup");
  if (!chosen.isMissing) return refersTo(stack, fn, "loggingConfig", [chosen], group);
  const name = group.references.at("name");
  const owner = fn.references.at("name").text();
  const text = name.text();
  if (text !== undefined && owner !== undefined) return text === `/aws/lambda/${owner}`;
  if (text?.startsWith("/aws/lambda/") === true && fn.props.at("name").isUnknown) return undefined;
  const functions = stack.targets(group, "name", FUNCTION);
  if (functions?.includes(fn) === true) return true;
  // AWS or the provider names it later; only a name made from the function's could be the one.
  return text === undefined && functions === undefined ? undefined : false;
}

/**
 * Lambda makes a group of its own where none exists, which keeps everything for ever. How long a
 * declared one keeps it is judged by log-group-retention.
 */
export default defineStackRule({
  id: "lambda-log-group-managed",
  title: "Lambda log group is declared",
  service: "lambda",
  severity: "medium",
  pillar: "cost",
  enforcement: "advisory",
  controls: {
    checkov: ["CKV_AWS_66"],
    cdkNag: ["Serverless-CloudWatchLogGroupRetentionPeriod"],
  },
  types: FUNCTION,
  relatedTypes: LOG_GROUP,
  fix: "Declare a LogGroup with retentionInDays and set loggingConfig.logGroup to its name.",
  url: "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html",
  example: `
import { cloudwatch, lambda } from "@pulumi/aws";

const logs = new cloudwatch.LogGroup("orders", { retentionInDays: 365 });
new lambda.Function("orders", {
  ...settings,
  loggingConfig: { logFormat: "JSON", logGroup: logs.name },
});`,
  check({ resource, stack, report }) {
    const answers = stack.ofType(LOG_GROUP).map((group) => logsTo(stack, resource, group));
    if (answers.every((answer) => answer === false)) {
      report("no LogGroup in the stack is the one that this function logs to");
    }
  },
});
