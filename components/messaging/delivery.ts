import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as kinesis from "@pulumi/aws/kinesis";
import * as pulumi from "@pulumi/pulumi";
import type { Bucket } from "../data/bucket";
import { ArgumentError } from "../internal/errors";
import { environmentName, statementName } from "../internal/naming";
import { writeDelivery } from "../internal/permissions/messaging";
import type { Grant, Linkable } from "../internal/policyDocument";
import { createLogGroup, type LogSettings } from "../observability/logGroup";
import { createDeliveryRole } from "./deliveries/deliveryRole";
import {
  type DeliveryBuffer,
  type DeliveryFormat,
  formatFaults,
  formatInputs,
} from "./deliveries/format";
import type { MessagingSettings } from "./settings";
import type { Stream } from "./stream";

/** What a service can do with a delivery that reads no stream. */
export type DeliveryVerb = "writes";

/** Where the records come from. */
export type DeliverySource =
  { readonly kind: "direct" } | { readonly kind: "stream"; readonly stream: Stream };

export interface DeliveryArgs extends MessagingSettings {
  /** Where the objects go; they are encrypted with `key`. */
  readonly bucket: Bucket;
  readonly logs: LogSettings;
  /** @default direct: services hand records over */
  readonly source?: DeliverySource;
  /** @default lines, compressed by GZIP */
  readonly format?: DeliveryFormat;
  /** @default 64 MiB (128 for Parquet) or 300 seconds */
  readonly buffer?: DeliveryBuffer;
  /** Beginning of the objects' keys, after which come year, month, day and hour. @default the name */
  readonly prefix?: string;
  /** Beginning of the keys of records that could not be converted. @default the prefix and `-errors` */
  readonly errorPrefix?: string;
}

/** A Firehose stream that collects records into objects of a bucket, encrypted on the way and there. */
export class Delivery extends pulumi.ComponentResource implements Linkable<DeliveryVerb> {
  readonly deliveryName: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  /** Log group of what could not be delivered. */
  readonly logGroupName: pulumi.Output<string>;
  readonly #name: string;
  readonly #args: DeliveryArgs;

  constructor(name: string, args: DeliveryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:messaging:Delivery", name, {}, opts);
    const faults = deliveryFaults(name, args);
    if (faults.length > 0) throw new ArgumentError("Delivery", name, faults.join("; "));
    this.#name = name;
    this.#args = args;

    const child = { parent: this };
    const group = createLogGroup(`${name}-logs`, args.logs, {}, child);
    const errors = new cloudwatch.LogStream(
      `${name}-errors`,
      { name: "delivery", logGroupName: group.name },
      child,
    );
    const role = { ...args, logGroupArn: group.arn };
    const roleArn = createDeliveryRole(`${name}-delivery-role`, role, child);
    const stream = new kinesis.FirehoseDeliveryStream(
      `${name}-delivery`,
      {
        destination: "extended_s3",
        ...sourceInputs(args, roleArn),
        extendedS3Configuration: {
          roleArn,
          bucketArn: args.bucket.arn,
          kmsKeyArn: args.key.arn,
          ...prefixInputs(name, args),
          ...formatInputs(args.format ?? { kind: "lines" }, args.buffer ?? {}, roleArn),
          cloudwatchLoggingOptions: {
            enabled: true,
            logGroupName: group.name,
            logStreamName: errors.name,
          },
        },
      },
      { parent: this, dependsOn: args.bucket.ready },
    );

    this.deliveryName = stream.name;
    this.arn = stream.arn;
    this.logGroupName = group.name;
    this.registerOutputs({
      deliveryName: this.deliveryName,
      arn: this.arn,
      logGroupName: this.logGroupName,
    });
  }

  /** @throws ArgumentError when the delivery reads a stream: write to that */
  grant(verb: DeliveryVerb): Grant {
    if (this.#args.source?.kind === "stream") {
      throw new ArgumentError(
        "Delivery",
        this.#name,
        "source must be direct for services to hand records over, got stream; grant them the Stream, or leave source out",
      );
    }
    return {
      environment: { [`${environmentName(this.#name)}_DELIVERY_NAME`]: this.deliveryName },
      statements: [
        {
          sid: statementName(verb, this.#name, "delivery"),
          actions: writeDelivery,
          resources: [this.arn],
        },
      ],
    };
  }
}

/** Records of a stream are encrypted there already, and Firehose refuses to do it again. */
function sourceInputs(
  { source, key }: DeliveryArgs,
  roleArn: pulumi.Output<string>,
): Partial<kinesis.FirehoseDeliveryStreamArgs> {
  return source?.kind === "stream"
    ? { kinesisSourceConfiguration: { kinesisStreamArn: source.stream.arn, roleArn } }
    : {
        serverSideEncryption: {
          enabled: true,
          keyType: "CUSTOMER_MANAGED_CMK",
          keyArn: key.arn,
        },
      };
}

/** Partitions as Athena and Glue read them. */
function prefixInputs(name: string, { prefix = name, errorPrefix }: DeliveryArgs) {
  const day = "year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}";
  return {
    prefix: `${prefix}/${day}/hour=!{timestamp:HH}/`,
    errorOutputPrefix: `${errorPrefix ?? `${prefix}-errors`}/!{firehose:error-output-type}/${day}/`,
  };
}

/** The longest name whose role, with its endings, IAM takes. */
const longestName = 42;

function deliveryFaults(name: string, args: DeliveryArgs): string[] {
  const named = [
    ["prefix", args.prefix],
    ["errorPrefix", args.errorPrefix],
  ] as const;
  return [
    ...(/^[A-Za-z0-9._-]+$/.test(name) && name.length <= longestName
      ? []
      : [
          `name must be at most ${longestName} letters, digits and ._- only, got "${name}"; the role is named after it`,
        ]),
    ...named.flatMap(([argument, prefix = "a"]) =>
      /^[A-Za-z0-9][A-Za-z0-9=._/-]*[A-Za-z0-9]$|^[A-Za-z0-9]$/.test(prefix)
        ? []
        : [
            `${argument} must be letters, digits and =._/- with no slash at its ends, got "${prefix}"; the time is added after it`,
          ],
    ),
    ...formatFaults(args.format ?? { kind: "lines" }, args.buffer ?? {}),
  ];
}
