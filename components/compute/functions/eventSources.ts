import * as lambda from "@pulumi/aws/lambda";
import type * as pulumi from "@pulumi/pulumi";
import { type EventSource, isAsynchronous } from "./eventSource";
import { type FailureQueue, restrictFailureQueue } from "./failureQueue";
import type { FunctionSettings } from "./functionSettings";
import { createQueueMapping, createStreamMapping } from "./polledSources";
import { createEventBridgeRule, createSchedule } from "./pushedSources";

export interface EventSourcesArgs extends FunctionSettings {
  readonly eventSources: readonly EventSource[];
  readonly functionName: pulumi.Output<string>;
  readonly aliasName: pulumi.Output<string>;
  readonly aliasArn: pulumi.Output<string>;
  readonly accountId: pulumi.Input<string>;
  /** Undefined when no source needs one. */
  readonly failures: FailureQueue | undefined;
}

/** Connects every source to the function's alias. */
export function createEventSources(
  name: string,
  args: EventSourcesArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  const { failures, aliasArn } = args;
  const ruleArns: pulumi.Output<string>[] = [];
  for (const source of args.eventSources) {
    const child = `${name}-${source.name}`;
    if (source.kind === "queue") {
      createQueueMapping(child, source, aliasArn, opts);
    } else if (failures !== undefined) {
      ruleArns.push(...createKeptSource(child, source, { ...args, failures }, opts));
    }
  }
  if (failures === undefined) return;
  restrictFailureQueue(`${name}-failures`, failures, ruleArns, opts);
  if (args.eventSources.some(isAsynchronous)) {
    new lambda.FunctionEventInvokeConfig(
      `${name}-retries`,
      {
        functionName: args.functionName,
        qualifier: args.aliasName,
        maximumRetryAttempts: args.asyncRetries ?? 2,
        maximumEventAgeInSeconds: args.asyncMaxAgeSeconds ?? 21_600,
        destinationConfig: { onFailure: { destination: failures.arn } },
      },
      opts,
    );
  }
}

/** A source whose failures are kept. Returns the ARN of the rule that it made, if it made one. */
function createKeptSource(
  name: string,
  source: Exclude<EventSource, { kind: "queue" }>,
  args: EventSourcesArgs & { readonly failures: FailureQueue },
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string>[] {
  switch (source.kind) {
    case "stream":
    case "tableStream":
      createStreamMapping(
        name,
        source,
        { aliasArn: args.aliasArn, failureQueueArn: args.failures.arn },
        opts,
      );
      return [];
    case "eventBridge":
      return [createEventBridgeRule(name, source, args, opts)];
    case "schedule":
      createSchedule(name, source, args, opts);
      return [];
  }
}
