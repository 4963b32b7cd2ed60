import * as pulumi from "@pulumi/pulumi";
import {
  consumeStream,
  decryptSource,
  listDelivered,
  encryptMessages,
  readTableSchema,
  storeDelivered,
  writeDeliveryErrors,
} from "../../internal/permissions/messaging";
import { createServiceRole, type PolicyStatement } from "../../internal/policyDocument";
import type { DeliveryArgs } from "../delivery";
import { useOfKey } from "../keyUse";
import type { Stream } from "../stream";
import type { ParquetFormat } from "./format";

/**
 * The role that Firehose acts in: it reads the stream, writes to the bucket under the key, looks up the
 * table, and logs what it could not deliver.
 */
export function createDeliveryRole(
  name: string,
  args: DeliveryArgs & { readonly logGroupArn: pulumi.Output<string> },
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const { bucket, key, region, format, source } = args;
  return createServiceRole(
    name,
    {
      service: "firehose.amazonaws.com",
      description: "Delivers records to a bucket",
      sourceAccountId: args.accountId,
      statements: [
        { sid: "ListDelivered", actions: listDelivered, resources: [bucket.arn] },
        {
          sid: "StoreDelivered",
          actions: storeDelivered,
          resources: [pulumi.interpolate`${bucket.arn}/*`],
        },
        useOfKey({
          ...{ sid: "StoreDeliveredKey", actions: encryptMessages },
          ...{ keyArn: key.arn, service: "s3", region },
        }),
        {
          sid: "LogErrors",
          actions: writeDeliveryErrors,
          resources: [pulumi.interpolate`${args.logGroupArn}:log-stream:*`],
        },
        ...(source?.kind === "stream" ? readingStream(source.stream, region) : []),
        ...(format?.kind === "parquet" ? [readingTable(format, args)] : []),
      ],
    },
    opts,
  ).arn;
}

function readingStream(stream: Stream, region: string): PolicyStatement[] {
  return [
    { sid: "ReadStream", actions: consumeStream, resources: [stream.arn] },
    useOfKey({
      ...{ sid: "ReadStreamKey", actions: decryptSource },
      ...{ keyArn: stream.keyArn, service: "kinesis", region },
    }),
  ];
}

/** Glue asks for the catalog and the database besides the table. */
function readingTable(
  { databaseName, tableName }: ParquetFormat,
  { region, accountId }: DeliveryArgs,
): PolicyStatement {
  const glue = pulumi.interpolate`arn:aws:glue:${region}:${accountId}`;
  return {
    sid: "ReadTableSchema",
    actions: readTableSchema,
    resources: [
      pulumi.interpolate`${glue}:catalog`,
      pulumi.interpolate`${glue}:database/${databaseName}`,
      pulumi.interpolate`${glue}:table/${databaseName}/${tableName}`,
    ],
  };
}
