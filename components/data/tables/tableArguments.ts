/** A table's arguments in DynamoDB's words. */
import type * as dynamodb from "@pulumi/aws/dynamodb";
import type { AttributeType, TableDefinition } from "../../../services/contract";
import type { TableArgs } from "../table";
import type { StreamView, TableClass } from "./tableOptions";

const attributeTypes: Readonly<Record<AttributeType, string>> = {
  string: "S",
  number: "N",
  binary: "B",
};
const streamViews: Readonly<Record<StreamView, string>> = {
  keys: "KEYS_ONLY",
  newImage: "NEW_IMAGE",
  oldImage: "OLD_IMAGE",
  newAndOldImages: "NEW_AND_OLD_IMAGES",
};
const tableClasses: Readonly<Record<TableClass, string>> = {
  standard: "STANDARD",
  infrequentAccess: "STANDARD_INFREQUENT_ACCESS",
};

/** The stream that is asked for, or that replicas need. */
export function streamOf({ stream, replicas = [] }: TableArgs): StreamView | undefined {
  return stream ?? (replicas.length > 0 ? "newAndOldImages" : undefined);
}

export function tableArguments(args: TableArgs): dynamodb.TableArgs {
  const { definition, tableClass } = args;
  const provisioned = definition.capacity?.mode === "provisioned" ? definition.capacity : undefined;
  const throughput = {
    ...(provisioned && {
      readCapacity: provisioned.read.min,
      writeCapacity: provisioned.write.min,
    }),
    ...throughputOf(args),
  };
  const stream = streamOf(args);
  return {
    billingMode: provisioned ? "PROVISIONED" : "PAY_PER_REQUEST",
    ...throughput,
    hashKey: definition.partitionKey,
    ...(definition.sortKey === undefined ? {} : { rangeKey: definition.sortKey }),
    attributes: Object.entries(definition.attributes).map(([attribute, type]) => ({
      name: attribute,
      type: attributeTypes[type],
    })),
    globalSecondaryIndexes: indexesOf(definition).map((index) => ({ ...index, ...throughput })),
    ...(stream === undefined ? {} : { streamEnabled: true, streamViewType: streamViews[stream] }),
    ...(tableClass === undefined ? {} : { tableClass: tableClasses[tableClass] }),
    pointInTimeRecovery: { enabled: true },
    serverSideEncryption: { enabled: true, kmsKeyArn: args.key.arn },
    deletionProtectionEnabled: args.protect ?? false,
    ...(definition.ttlAttribute === undefined
      ? {}
      : { ttl: { attributeName: definition.ttlAttribute, enabled: true } }),
  };
}

/** An index without a limit of its own would take what the table is spared, so it has the table's. */
function throughputOf({
  maxRequestUnits,
  warmThroughput,
}: TableArgs): Pick<dynamodb.TableArgs, "onDemandThroughput" | "warmThroughput"> {
  return {
    ...(maxRequestUnits && {
      onDemandThroughput: {
        maxReadRequestUnits: maxRequestUnits.read,
        maxWriteRequestUnits: maxRequestUnits.write,
      },
    }),
    ...(warmThroughput && { warmThroughput: { ...warmThroughput } }),
  };
}

function indexesOf({ indexes = {} }: TableDefinition) {
  return Object.entries(indexes).map(([name, keys]) => ({
    name,
    keySchemas: [
      { attributeName: keys.partitionKey, keyType: "HASH" },
      ...(keys.sortKey === undefined ? [] : [{ attributeName: keys.sortKey, keyType: "RANGE" }]),
    ],
    projectionType: "ALL",
  }));
}

/**
 * What others move and a deployment must not move back: scaling the capacity, and replicas, which are
 * resources of their own. Nothing of the capacity on demand: what a table that was provisioned before
 * leaves behind must go, since DynamoDB takes no capacity beside that mode.
 *
 * Pulumi knows an index by its place only. One that takes the place of a removed one gets that one's
 * capacity, until scaling has corrected it a few minutes later.
 */
export function movedElsewhere({ definition, replicas = [] }: TableArgs): string[] {
  const { capacity, indexes = {} } = definition;
  const holders =
    capacity?.mode === "provisioned"
      ? ["", ...Object.keys(indexes).map((_, at) => `globalSecondaryIndexes[${at}].`)]
      : [];
  return [
    ...holders.flatMap((holder) => [`${holder}readCapacity`, `${holder}writeCapacity`]),
    ...(replicas.length > 0 ? ["replicas"] : []),
  ];
}
