import { ASYNC_INVOKER_TYPES, asyncTargets } from "../../aws/asyncInvocation";
import { FUNCTION, FUNCTION_ALIAS, FUNCTION_INVOKE_CONFIG } from "../../aws/types";
import type { StackGraph } from "../../framework/graph";
import type { Resource } from "../../framework/resource";
import { defineStackRule } from "../../framework/rule";

/** Whether the settings are for this alias, or for the function without one. */
function isFor(stack: StackGraph, settings: Resource, target: Resource): boolean | undefined {
  const qualifier = settings.references.at("qualifier");
  if (!FUNCTION_ALIAS.some((type) => type === target.type)) {
    if ((stack.targets(settings, "qualifier", FUNCTION_ALIAS) ?? []).length > 0) return false;
    if (qualifier.isUnknown) return undefined;
    return qualifier.isMissing || qualifier.is("$LATEST");
  }
  if (qualifier.isMissing) return false;
  const text = qualifier.text();
  const name = target.props.at("name").text();
  if (text !== undefined && target.props.at("name").isUnknown) return undefined;
  if (text !== undefined && name !== undefined) return text === name;
  return stack.targets(settings, "qualifier", FUNCTION_ALIAS)?.includes(target);
}

/**
 * Goes beyond the catalogue: schedules and buckets invoke in this way too, and the settings hold for the
 * one alias that they name. The dead-letter queue of an event target or a subscription is another thing:
 * it keeps what could not be handed over, not what the function failed on.
 */
export default defineStackRule({
  id: "lambda-async-failure-destination",
  title: "Asynchronous Lambda invocations have a failure target",
  service: "lambda",
  severity: "medium",
  pillar: "reliability",
  enforcement: "advisory",
  controls: {
    checkov: ["CKV_AWS_116"],
    cdkNag: ["Serverless-LambdaDLQ", "Serverless-LambdaAsyncFailureDestination"],
    prowler: ["awslambda_function_no_dead_letter_queue"],
  },
  types: FUNCTION,
  relatedTypes: [...FUNCTION_ALIAS, ...FUNCTION_INVOKE_CONFIG, ...ASYNC_INVOKER_TYPES],
  fix: "Add a FunctionEventInvokeConfig with destinationConfig.onFailure.destination for the function, with qualifier where an alias is invoked.",
  url: "https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html",
  example: `
import { lambda } from "@pulumi/aws";

new lambda.FunctionEventInvokeConfig("orders", {
  functionName: handler.name,
  destinationConfig: { onFailure: { destination: deadLetters.arn } },
});`,
  check({ resource, props, stack, report }) {
    if (!props.at("deadLetterConfig").at("targetArn").isMissing) return;
    const targets = asyncTargets(stack, resource);
    if (targets.length === 0) return;
    const settings = stack.referrers(resource, FUNCTION_INVOKE_CONFIG, "functionName");
    if (settings === undefined) return;
    const keeping = settings.filter(
      (each) => !each.props.at("destinationConfig").at("onFailure").at("destination").isMissing,
    );
    for (const target of targets) {
      if (keeping.some((each) => isFor(stack, each, target) !== false)) continue;
      const what = target === resource ? "it" : `its alias "${target.name}"`;
      report(`${what} is invoked asynchronously, and what it fails on is kept nowhere`);
    }
  },
});
