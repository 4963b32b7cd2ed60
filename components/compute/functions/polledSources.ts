/** Queues and streams: Lambda reads them and calls the function's alias. */
import * as lambda from "@pulumi/aws/lambda";
import type * as pulumi from "@pulumi/pulumi";
import type { EventPattern } from "../../messaging/eventPattern";
import type { QueueSource, StreamSource, TableStreamSource } from "./eventSource";
import { windowOf } from "./functionFaults";
import { defaultQueueConcurrency } from "./functionSettings";

/** The handler names the records that failed, and only those come back. */
const partialBatches = ["ReportBatchItemFailures"];

/** Messages of a queue, with a limit on how many calls they cause at a time. */
export function createQueueMapping(
  name: string,
  source: QueueSource,
  aliasArn: pulumi.Input<string>,
  opts: pulumi.CustomResourceOptions,
): void {
  new lambda.EventSourceMapping(
    name,
    {
      eventSourceArn: source.queueArn,
      functionName: aliasArn,
      batchSize: source.batchSize ?? 10,
      maximumBatchingWindowInSeconds: windowOf(source),
      scalingConfig: { maximumConcurrency: source.maxConcurrency ?? defaultQueueConcurrency },
      functionResponseTypes: partialBatches,
      ...filterCriteria(source.filters),
    },
    opts,
  );
}

/** Records of a stream. One that keeps failing is found by halving, and kept, so that its shard goes on. */
export function createStreamMapping(
  name: string,
  source: StreamSource | TableStreamSource,
  args: { readonly aliasArn: pulumi.Input<string>; readonly failureQueueArn: pulumi.Input<string> },
  opts: pulumi.CustomResourceOptions,
): void {
  new lambda.EventSourceMapping(
    name,
    {
      eventSourceArn: source.streamArn,
      functionName: args.aliasArn,
      startingPosition: source.startAt === "latest" ? "LATEST" : "TRIM_HORIZON",
      batchSize: source.batchSize ?? 100,
      maximumBatchingWindowInSeconds: source.windowSeconds ?? 0,
      parallelizationFactor: source.parallelization ?? 1,
      maximumRetryAttempts: source.retries ?? 5,
      maximumRecordAgeInSeconds: source.maxAgeSeconds ?? 86_400,
      bisectBatchOnFunctionError: source.bisect ?? true,
      destinationConfig: { onFailure: { destinationArn: args.failureQueueArn } },
      functionResponseTypes: partialBatches,
      ...filterCriteria(source.filters),
    },
    opts,
  );
}

function filterCriteria(
  filters: readonly EventPattern[] | undefined,
): Pick<lambda.EventSourceMappingArgs, "filterCriteria"> {
  return filters === undefined
    ? {}
    : {
        filterCriteria: {
          filters: filters.map((pattern) => ({ pattern: JSON.stringify(pattern) })),
        },
      };
}
