/** What Lambda would refuse, or what contradicts itself, told before anything is created. Pure. */
import type { LambdaRuntime } from "../../../services/contract";
import { heldTwice } from "../../internal/objects";
import { rangeFaults, sizeFaults } from "../../internal/serviceFaults";
import { patternFaults } from "../../messaging/eventPattern";
import { expressionFaults } from "../../messaging/schedules/scheduledCall";
import type { EventSource, QueueSource } from "./eventSource";
import {
  defaultQueueConcurrency,
  defaultTimeoutSeconds,
  type FunctionSettings,
} from "./functionSettings";

export interface FunctionFaultsArgs extends FunctionSettings {
  readonly runtime: LambdaRuntime;
  readonly eventSources?: readonly EventSource[];
}

/** The faults in how a function is run and in what calls it. */
export function functionFaults(args: FunctionFaultsArgs): string[] {
  return [
    ...sizeFaults(args.runtime),
    ...rangeFaults("ephemeralStorageMiB", args.ephemeralStorageMiB, 512, 10_240),
    ...rangeFaults("reservedConcurrency", args.reservedConcurrency, 1, 1_000_000),
    ...rangeFaults("asyncRetries", args.asyncRetries, 0, 2),
    ...rangeFaults("asyncMaxAgeSeconds", args.asyncMaxAgeSeconds, 60, 21_600),
    ...provisionedFaults(args),
    ...sourceFaults(args),
  ];
}

function provisionedFaults(args: FunctionSettings): string[] {
  const { provisionedConcurrency: kept, reservedConcurrency: reserved } = args;
  if (kept === undefined) return [];
  const { min, max = min, utilizationPercent = 70 } = kept;
  const faults = [
    ...rangeFaults("provisionedConcurrency.min", min, 1, 1_000_000),
    ...rangeFaults("provisionedConcurrency.utilizationPercent", utilizationPercent, 10, 90),
  ];
  if (max < min) {
    faults.push(
      `provisionedConcurrency.max must be at least min ${min}, got ${max}; raise max or lower min`,
    );
  }
  if (reserved !== undefined && max > reserved) {
    faults.push(
      `provisionedConcurrency.max must not exceed reservedConcurrency ${reserved}, got ${max}; raise reservedConcurrency or lower max`,
    );
  }
  return faults;
}

function sourceFaults(args: FunctionFaultsArgs): string[] {
  const sources = args.eventSources ?? [];
  const names = sources.map(({ name }) => name);
  const twice = heldTwice(names);
  return [
    ...(twice === undefined
      ? []
      : [`eventSources must have different names, got "${twice}" twice; rename one`]),
    ...sources.flatMap((source) =>
      [...nameFaults(source.name), ...kindFaults(source, args)].map(
        (fault) => `event source "${source.name}": ${fault}`,
      ),
    ),
  ];
}

function nameFaults(name: string): string[] {
  return /^[a-z][a-z0-9-]{0,19}$/.test(name)
    ? []
    : [
        `name must be 1 to 20 lower-case letters, digits and hyphens that start with a letter, got "${name}"`,
      ];
}

function kindFaults(source: EventSource, args: FunctionFaultsArgs): string[] {
  switch (source.kind) {
    case "queue":
      return queueFaults(source, args);
    case "stream":
    case "tableStream":
      return [
        ...rangeFaults("batchSize", source.batchSize, 1, 10_000),
        ...rangeFaults("windowSeconds", source.windowSeconds, 0, 300),
        ...rangeFaults("retries", source.retries, 0, 10_000),
        ...rangeFaults("maxAgeSeconds", source.maxAgeSeconds, 60, 604_800),
        ...rangeFaults("parallelization", source.parallelization, 1, 10),
      ];
    case "eventBridge":
      return patternFaults("pattern", source.pattern);
    case "schedule":
      return expressionFaults(source.expression);
  }
}

function queueFaults(source: QueueSource, args: FunctionFaultsArgs): string[] {
  const { maxConcurrency = defaultQueueConcurrency, batchSize = 10, windowSeconds } = source;
  const { reservedConcurrency: reserved } = args;
  const faults = [
    ...rangeFaults("batchSize", batchSize, 1, 10_000),
    ...rangeFaults("windowSeconds", windowSeconds, 0, 300),
    ...rangeFaults("maxConcurrency", maxConcurrency, 2, 1000),
  ];
  if (batchSize > 10 && windowSeconds === 0) {
    faults.push(
      `windowSeconds must be at least 1 for a batchSize of more than 10, got 0; leave windowSeconds out or lower batchSize ${batchSize}`,
    );
  }
  if (reserved !== undefined && maxConcurrency > reserved) {
    faults.push(
      `maxConcurrency must not exceed reservedConcurrency ${reserved}, got ${maxConcurrency}; lower maxConcurrency or raise reservedConcurrency`,
    );
  }
  return [...faults, ...visibilityFaults(source, args.runtime)];
}

/** A message must stay hidden while its batch waits and is tried again after throttling. */
function visibilityFaults(source: QueueSource, runtime: LambdaRuntime): string[] {
  const { visibilityTimeoutSeconds: visibility } = source;
  const timeout = runtime.timeoutSeconds ?? defaultTimeoutSeconds;
  const least = 6 * timeout + windowOf(source);
  return visibility === undefined || visibility >= least
    ? []
    : [
        `visibilityTimeoutSeconds must be at least ${least}, six times the function's ${timeout} s and its windowSeconds, got ${visibility}; raise it on the queue or lower runtime.timeoutSeconds`,
      ];
}

/** Seconds that Lambda waits for a batch; SQS asks for one when a batch takes more than ten messages. */
export function windowOf({ batchSize = 10, windowSeconds }: QueueSource): number {
  return windowSeconds ?? (batchSize > 10 ? 1 : 0);
}
