import { EVENT_SOURCE_MAPPING, FUNCTION, QUEUE } from "../../aws/types";
import { FUNCTION_NAMES } from "../../aws/eventSources";
import { defineStackRule } from "../../framework/rule";

/** Seconds of a queue and of a function that set none. */
const QUEUE_DEFAULT = 30;
const FUNCTION_DEFAULT = 3;

export default defineStackRule({
  id: "lambda-sqs-visibility-timeout",
  title: "Queue visibility time-out is six times the function's time-out",
  service: "lambda",
  severity: "high",
  pillar: "reliability",
  enforcement: "mandatory",
  controls: { cdkNag: ["LambdaEventSourceSQSVisibilityTimeout"] },
  types: EVENT_SOURCE_MAPPING,
  relatedTypes: [...FUNCTION, ...QUEUE],
  fix: "Set visibilityTimeoutSeconds of the queue to six times the function's timeout plus the batching window.",
  url: "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html",
  example: `
import { sqs } from "@pulumi/aws";

new sqs.Queue("orders", {
  ...settings,
  visibilityTimeoutSeconds: 6 * functionTimeoutSeconds + batchingWindowSeconds,
});`,
  check({ resource, props, stack, report }) {
    const [queue] = stack.targets(resource, "eventSourceArn", QUEUE) ?? [];
    const [fn] = stack.targets(resource, "functionName", FUNCTION_NAMES) ?? [];
    const [target] =
      fn && fn.type !== FUNCTION[0] ? (stack.targets(fn, "functionName", FUNCTION) ?? []) : [fn];
    if (!queue || !target) return;
    const visibility = queue.props.at("visibilityTimeoutSeconds");
    const timeout = target.props.at("timeout");
    const window = props.at("maximumBatchingWindowInSeconds");
    if (visibility.isUnknown || timeout.isUnknown || window.isUnknown) return;
    const has = visibility.number() ?? QUEUE_DEFAULT;
    const needs = 6 * (timeout.number() ?? FUNCTION_DEFAULT) + (window.number() ?? 0);
    if (has < needs) {
      report(`its queue hides messages for ${has} s, and the function needs ${needs} s`);
    }
  },
});
