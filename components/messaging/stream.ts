import * as kinesis from "@pulumi/aws/kinesis";
import * as pulumi from "@pulumi/pulumi";
import { ArgumentError } from "../internal/errors";
import { environmentName, statementName } from "../internal/naming";
import { heldTwice } from "../internal/objects";
import {
  consumeStream,
  decryptSource,
  encryptRecords,
  subscribeToShards,
  writeStream,
} from "../internal/permissions/messaging";
import type { Grant, Linkable } from "../internal/policyDocument";
import { rangeFaults } from "../internal/serviceFaults";
import { streamSignals } from "../observability/slo/dependencyPlans";
import type { Watched } from "../observability/watched";
import { useOfKey } from "./keyUse";
import type { MessagingSettings } from "./settings";

/** What each verb takes on the stream, and on its key. */
const verbs = {
  writes: { actions: writeStream, keyActions: encryptRecords },
  reads: { actions: consumeStream, keyActions: decryptSource },
} as const;

/** What a service can do with a stream. */
export type StreamVerb = keyof typeof verbs;

/** How a stream pays for throughput. */
export type StreamCapacity =
  /** Per gigabyte; it follows the load up to twice the highest of the last 30 days. */
  | { readonly mode: "onDemand" }
  /** Per shard, each 1 MiB or 1000 records a second in and 2 MiB a second out. */
  | { readonly mode: "provisioned"; readonly shards: number };

export interface StreamArgs extends Omit<MessagingSettings, "accountId"> {
  /** @default on demand */
  readonly capacity?: StreamCapacity;
  /** Hours that a record can be read, 24 to 8760. @default 168, a week */
  readonly retentionHours?: number;
  /** Consumers with a throughput of their own, by name: enhanced fan-out. At most 20. @default none; readers share 2 MiB a second of each shard */
  readonly consumers?: readonly string[];
  /** Refuses to delete the stream. @default false */
  readonly protect?: boolean;
}

/** A Kinesis data stream under a customer managed key. */
export class Stream extends pulumi.ComponentResource implements Linkable<StreamVerb> {
  readonly streamName: pulumi.Output<string>;
  readonly watched: Watched;
  readonly arn: pulumi.Output<string>;
  /** ARNs of the consumers by name. */
  readonly consumerArns: Readonly<Record<string, pulumi.Output<string>>>;
  /** ARN of the key that encrypts the records. */
  readonly keyArn: pulumi.Output<string>;
  readonly #name: string;
  readonly #args: StreamArgs;

  constructor(name: string, args: StreamArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:messaging:Stream", name, {}, opts);
    const faults = streamFaults(name, args);
    if (faults.length > 0) throw new ArgumentError("Stream", name, faults.join("; "));
    this.#name = name;
    this.#args = args;

    const stream = new kinesis.Stream(`${name}-stream`, streamInputs(args), {
      parent: this,
      protect: args.protect ?? false,
    });
    this.consumerArns = Object.fromEntries(
      (args.consumers ?? []).map((consumer) => [
        consumer,
        new kinesis.StreamConsumer(
          `${name}-${consumer}-consumer`,
          { streamArn: stream.arn },
          { parent: this },
        ).arn,
      ]),
    );

    this.streamName = stream.name;
    this.watched = { name, owner: this, ...streamSignals(name, stream.name) };
    this.arn = stream.arn;
    this.keyArn = args.key.arn;
    this.registerOutputs({
      streamName: this.streamName,
      arn: this.arn,
      consumerArns: this.consumerArns,
      keyArn: this.keyArn,
    });
  }

  grant(verb: StreamVerb): Grant {
    const { key, region } = this.#args;
    const { actions, keyActions } = verbs[verb];
    const sid = statementName(verb, this.#name, "stream");
    return {
      environment: { [`${environmentName(this.#name)}_STREAM_NAME`]: this.streamName },
      statements: [
        { sid, actions, resources: [this.arn] },
        useOfKey({
          ...{ sid: `${sid}Key`, actions: keyActions },
          ...{ keyArn: key.arn, service: "kinesis", region },
        }),
      ],
    };
  }

  /**
   * Reading as one of `consumers`, with a throughput of its own; `<NAME>_CONSUMER_ARN` names it.
   *
   * @throws ArgumentError when there is no such consumer
   */
  grantConsumer(consumer: string): Grant {
    const consumerArn = this.consumerArns[consumer];
    if (consumerArn === undefined) {
      const known = Object.keys(this.consumerArns).join(", ") || "none";
      throw new ArgumentError(
        "Stream",
        this.#name,
        `consumers must hold every consumer that is granted, got "${consumer}" among ${known}; add it to consumers`,
      );
    }
    const reading = this.grant("reads");
    return {
      environment: {
        ...reading.environment,
        [`${environmentName(this.#name)}_CONSUMER_ARN`]: consumerArn,
      },
      statements: [
        ...reading.statements,
        {
          sid: statementName("subscribes", this.#name, consumer),
          actions: subscribeToShards,
          resources: [consumerArn],
        },
      ],
    };
  }
}

function streamInputs({ key, capacity, retentionHours }: StreamArgs): kinesis.StreamArgs {
  return {
    encryptionType: "KMS",
    kmsKeyId: key.arn,
    retentionPeriod: retentionHours ?? defaultRetentionHours,
    ...(capacity?.mode === "provisioned"
      ? {
          streamModeDetails: { streamMode: "PROVISIONED" },
          shardCount: capacity.shards,
          shardLevelMetrics: [
            "ReadProvisionedThroughputExceeded",
            "WriteProvisionedThroughputExceeded",
          ],
        }
      : { streamModeDetails: { streamMode: "ON_DEMAND" } }),
  };
}

const defaultRetentionHours = 168;

/** The longest name that Kinesis takes with `-stream` and Pulumi's suffix. */
const longestName = 113;

function streamFaults(name: string, args: StreamArgs): string[] {
  const { capacity, consumers = [], retentionHours = defaultRetentionHours } = args;
  const twice = heldTwice(consumers);
  return [
    ...(/^[A-Za-z0-9._-]+$/.test(name) && name.length <= longestName
      ? []
      : [
          `name must be at most ${longestName} letters, digits and ._- only, got "${name}"; the stream is named after it`,
        ]),
    ...(capacity?.mode === "provisioned"
      ? rangeFaults("capacity.shards", capacity.shards, 1, 10_000)
      : []),
    ...rangeFaults("retentionHours", retentionHours, 24, 8760),
    ...(twice === undefined
      ? []
      : [`consumers must have different names, got "${twice}" twice; rename one`]),
    ...(consumers.length <= 20
      ? []
      : [`consumers must be at most 20, got ${consumers.length}; let some readers share`]),
  ];
}
