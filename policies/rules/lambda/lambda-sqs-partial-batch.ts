import { isQueueSource } from "../../aws/eventSources";
import { EVENT_SOURCE_MAPPING, QUEUE } from "../../aws/types";
import { defineStackRule } from "../../framework/rule";

/** Otherwise one bad message has the whole batch delivered again. */
export default defineStackRule({
  id: "lambda-sqs-partial-batch",
  title: "SQS event source mappings report the messages that failed",
  service: "lambda",
  severity: "medium",
  pillar: "reliability",
  enforcement: "advisory",
  controls: {},
  types: EVENT_SOURCE_MAPPING,
  relatedTypes: QUEUE,
  fix: 'Set functionResponseTypes to ["ReportBatchItemFailures"] and answer with batchItemFailures.',
  url: "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html",
  example: `
import { lambda } from "@pulumi/aws";

new lambda.EventSourceMapping("orders", {
  ...settings,
  functionResponseTypes: ["ReportBatchItemFailures"],
});`,
  check({ resource, props, stack, report }) {
    const types = props.at("functionResponseTypes");
    if (isQueueSource(stack, resource) !== true || types.isUnknown) return;
    if (types.items().some((type) => type.isUnknown)) return;
    if (!types.texts().includes("ReportBatchItemFailures")) {
      report("functionResponseTypes lacks ReportBatchItemFailures");
    }
  },
});
