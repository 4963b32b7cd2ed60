import { perStack } from "../../aws/perStack";
import { FUNCTION, LOG_GROUP } from "../../aws/types";
import type { StackGraph } from "../../framework/graph";
import type { Resource } from "../../framework/resource";
import { defineStackRule } from "../../framework/rule";

const PREFIX = "/aws/lambda/";

const groupNames = perStack(
  (stack): ReadonlySet<string> =>
    new Set(stack.ofType(LOG_GROUP).flatMap(({ references }) => references.at("name").texts())),
);

/** Whether the function logs to a group of the stack, or may as far as the preview knows. */
function mayHaveGroup(stack: StackGraph, fn: Resource): boolean {
  if (!fn.props.at("loggingConfig").at("logGroup").isMissing) {
    const groups = stack.targets(fn, "loggingConfig.logGroup", LOG_GROUP);
    return (groups ?? stack.ofType(LOG_GROUP)).length > 0;
  }
  const names = groupNames(stack);
  const name = fn.references.at("name").text();
  if (name !== undefined && names.has(`${PREFIX}${name}`)) return true;
  const mayFit = name === undefined && [...names].some((each) => each.startsWith(PREFIX));
  if (mayFit && fn.props.at("name").isUnknown) return true;
  // AWS or the provider names it later; only a name made from the function's could be the one.
  return stack
    .possibleReferrers(fn, LOG_GROUP, "name")
    .some(({ references }) => name === undefined || references.at("name").text() === undefined);
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
    if (!mayHaveGroup(stack, resource)) {
      report("no LogGroup in the stack is the one that this function logs to");
    }
  },
});
