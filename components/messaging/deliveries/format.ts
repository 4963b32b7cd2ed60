/** How delivered objects are written: as the records came, or in columns. */
import type * as pulumi from "@pulumi/pulumi";
import { rangeFaults } from "../../internal/serviceFaults";

/** Records one after another, as they came. */
export interface LinesFormat {
  readonly kind: "lines";
  /** @default "GZIP" */
  readonly compression?: "GZIP" | "Snappy" | "ZIP" | "UNCOMPRESSED";
}

/** Apache Parquet in the columns of a Glue table; records must be JSON. */
export interface ParquetFormat {
  readonly kind: "parquet";
  /** Database and table of the Glue catalog in the stack's own account and region. */
  readonly databaseName: pulumi.Input<string>;
  readonly tableName: pulumi.Input<string>;
  /** Compression inside the files. @default "SNAPPY" */
  readonly compression?: "SNAPPY" | "GZIP" | "UNCOMPRESSED";
}

export type DeliveryFormat = LinesFormat | ParquetFormat;

/** Records are collected until one of the two is reached. */
export interface DeliveryBuffer {
  /** MiB, 1 to 128; at least 64 for Parquet. @default 64; 128 for Parquet */
  readonly mib?: number;
  /** Seconds, 0 to 900. @default 300 */
  readonly seconds?: number;
}

/** The part of the destination that the format decides. */
export function formatInputs(
  format: DeliveryFormat,
  { mib, seconds }: DeliveryBuffer,
  roleArn: pulumi.Input<string>,
) {
  const bufferingInterval = seconds ?? 300;
  if (format.kind === "lines") {
    return {
      bufferingInterval,
      bufferingSize: mib ?? 64,
      compressionFormat: format.compression ?? "GZIP",
    };
  }
  return {
    bufferingInterval,
    bufferingSize: mib ?? 128,
    // Parquet compresses inside the file; Firehose refuses to do it again.
    compressionFormat: "UNCOMPRESSED",
    dataFormatConversionConfiguration: {
      enabled: true,
      inputFormatConfiguration: { deserializer: { openXJsonSerDe: {} } },
      outputFormatConfiguration: {
        serializer: { parquetSerDe: { compression: format.compression ?? "SNAPPY" } },
      },
      schemaConfiguration: {
        roleArn,
        databaseName: format.databaseName,
        tableName: format.tableName,
      },
    },
  };
}

/** https://docs.aws.amazon.com/firehose/latest/dev/enable-record-format-conversion.html */
export function formatFaults(format: DeliveryFormat, { mib, seconds }: DeliveryBuffer): string[] {
  const isParquet = format.kind === "parquet";
  return [
    ...rangeFaults("buffer.mib", mib ?? 128, isParquet ? 64 : 1, 128).map((fault) =>
      isParquet ? `${fault}; Parquet needs room for its columns` : fault,
    ),
    ...rangeFaults("buffer.seconds", seconds ?? 300, 0, 900),
  ];
}
