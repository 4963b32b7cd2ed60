import { isStreamSource } from "../../aws/eventSources";
import { EVENT_SOURCE_MAPPING, KINESIS_STREAM, TABLE } from "../../aws/types";
import { defineStackRule } from "../../framework/rule";

/**
 * One record that cannot be processed blocks its shard until it expires, a day later by default.
 * A negative number of retries means without end.
 */
export default defineStackRule({
  id: "lambda-stream-mapping-failure",
  title: "Stream event source mappings bound retries and keep failures",
  service: "lambda",
  severity: "medium",
  pillar: "reliability",
  enforcement: "mandatory",
  controls: { cdkNag: ["Serverless-LambdaEventSourceMappingDestination"] },
  types: EVENT_SOURCE_MAPPING,
  relatedTypes: [...KINESIS_STREAM, ...TABLE],
  fix: "Set maximumRetryAttempts, bisectBatchOnFunctionError and destinationConfig.onFailure.destinationArn.",
  url: "https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html",
  example: `
import { lambda } from "@pulumi/aws";

new lambda.EventSourceMapping("clicks", {
  ...settings,
  maximumRetryAttempts: 5,
  bisectBatchOnFunctionError: true,
  destinationConfig: { onFailure: { destinationArn: deadLetters.arn } },
});`,
  check({ resource, props, stack, report }) {
    if (isStreamSource(stack, resource) !== true) return;
    const retries = props.at("maximumRetryAttempts");
    const bisect = props.at("bisectBatchOnFunctionError");
    const destination = props.at("destinationConfig").at("onFailure").at("destinationArn");
    if (retries.isUnknown || bisect.isUnknown) return;
    const faults = [
      ...((retries.number() ?? -1) < 0 ? ["maximumRetryAttempts is not bounded"] : []),
      ...(bisect.isNot(true) ? ["bisectBatchOnFunctionError is not true"] : []),
      ...(destination.isMissing ? [`${destination.path} is not set`] : []),
    ];
    if (faults.length > 0) report(faults.join(" and "));
  },
});
