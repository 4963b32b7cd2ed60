import { readFileSync } from "node:fs";
import { marshall } from "@aws-sdk/util-dynamodb";
import * as dynamodb from "@pulumi/aws/dynamodb";
import * as pulumi from "@pulumi/pulumi";
import type {
  AttributeType,
  LinkVerb,
  TableCapacity,
  TableDefinition,
} from "../../services/contract";
import { ArgumentError } from "../internal/errors";
import { environmentName, shortHash, statementName } from "../internal/naming";
import { indexActions, tableActions, tableKeyActions } from "../internal/permissions";
import type { Grant, Linkable } from "../internal/policyDocument";
import { rangeFaults } from "../internal/serviceFaults";
import type { Key } from "./key";
import { createTableScaling } from "./tableScaling";

export interface TableArgs {
  /** Keys, indexes and capacity, in the words of the service definitions. */
  readonly definition: TableDefinition;
  /** Key that encrypts the table at rest. */
  readonly key: Key;
  /** Region, for the condition that ties the key to DynamoDB. */
  readonly region: string;
  /** Refuses to delete the table, in AWS and in Pulumi. @default false */
  readonly protect?: boolean;
  /** Writes the definition's seed items. @default false */
  readonly seedData?: boolean;
}

const attributeTypes: Readonly<Record<AttributeType, string>> = {
  string: "S",
  number: "N",
  binary: "B",
};

/**
 * A DynamoDB table: encrypted with a customer managed key, point-in-time recovery, and capacity that
 * follows the load on the table and on every index.
 *
 * From on demand to provisioned takes two steps, since Pulumi ignores the capacity from then on, also
 * the first: change the mode with `aws dynamodb update-table`, and deploy with `--refresh`.
 */
export class Table extends pulumi.ComponentResource implements Linkable<LinkVerb> {
  readonly tableName: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly #name: string;
  readonly #args: TableArgs;

  constructor(name: string, args: TableArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:data:Table", name, {}, opts);
    checkKeys(name, args.definition);
    checkCapacity(name, args.definition.capacity);
    this.#name = name;
    this.#args = args;

    const table = new dynamodb.Table(`${name}-table`, tableArguments(args), {
      parent: this,
      protect: args.protect ?? false,
      ignoreChanges: scaledCapacity(args.definition),
    });
    if (args.definition.capacity?.mode === "provisioned") {
      createTableScaling(`${name}-scaling`, table.name, args.definition, args.definition.capacity, {
        parent: this,
      });
    }
    if (args.seedData) createSeed(name, table, args.definition, { parent: this });

    this.tableName = table.name;
    this.arn = table.arn;
    this.registerOutputs({ tableName: this.tableName, arn: this.arn });
  }

  grant(verb: LinkVerb): Grant {
    const { definition, key, region } = this.#args;
    const indexes = Object.keys(definition.indexes ?? {});
    const sid = statementName(verb, this.#name, "table");
    return {
      environment: { [`${environmentName(this.#name)}_TABLE_NAME`]: this.tableName },
      statements: [
        { sid, actions: tableActions[verb], resources: [this.arn] },
        ...(indexes.length > 0 && indexActions[verb].length > 0
          ? [
              {
                sid: `${sid}Indexes`,
                actions: indexActions[verb],
                resources: indexes.map((index) => pulumi.interpolate`${this.arn}/index/${index}`),
              },
            ]
          : []),
        {
          sid: `${sid}Key`,
          actions: tableKeyActions,
          resources: [key.arn],
          conditions: { StringEquals: { "kms:ViaService": `dynamodb.${region}.amazonaws.com` } },
        },
      ],
    };
  }
}

/** DynamoDB refuses an attribute that no key uses, and a key whose attribute is missing. */
function checkKeys(name: string, definition: TableDefinition): void {
  const used = new Set(
    [definition, ...Object.values(definition.indexes ?? {})].flatMap((keys) =>
      keys.sortKey === undefined ? [keys.partitionKey] : [keys.partitionKey, keys.sortKey],
    ),
  );
  const declared = new Set(Object.keys(definition.attributes));
  const missing = [...used].filter((attribute) => !declared.has(attribute));
  const unused = [...declared].filter((attribute) => !used.has(attribute));
  if (missing.length > 0) {
    throw new ArgumentError(
      "Table",
      name,
      `attributes must declare every key attribute, got none for ${missing.join(", ")}; add its type to attributes`,
    );
  }
  if (unused.length > 0) {
    throw new ArgumentError(
      "Table",
      name,
      `attributes must hold key attributes only, got ${unused.join(", ")}, which no key or index uses; remove it`,
    );
  }
}

function checkCapacity(name: string, capacity: TableCapacity | undefined): void {
  if (capacity?.mode !== "provisioned") return;
  for (const direction of ["read", "write"] as const) {
    const { min, max } = capacity[direction];
    const holder = `capacity.${direction}`;
    const faults =
      min > max
        ? [
            `${holder}.min must not exceed ${holder}.max, got ${min} and ${max}; raise max or lower min`,
          ]
        : rangeFaults(`${holder}.min`, min, 1, max);
    if (faults.length > 0) throw new ArgumentError("Table", name, faults.join("; "));
  }
}

function tableArguments(args: TableArgs): dynamodb.TableArgs {
  const { definition } = args;
  const provisioned = definition.capacity?.mode === "provisioned" ? definition.capacity : undefined;
  const capacity = provisioned && {
    readCapacity: provisioned.read.min,
    writeCapacity: provisioned.write.min,
  };
  return {
    billingMode: provisioned ? "PROVISIONED" : "PAY_PER_REQUEST",
    ...capacity,
    hashKey: definition.partitionKey,
    ...(definition.sortKey === undefined ? {} : { rangeKey: definition.sortKey }),
    attributes: Object.entries(definition.attributes).map(([attribute, type]) => ({
      name: attribute,
      type: attributeTypes[type],
    })),
    globalSecondaryIndexes: Object.entries(definition.indexes ?? {}).map(([index, keys]) => ({
      name: index,
      keySchemas: [
        { attributeName: keys.partitionKey, keyType: "HASH" },
        ...(keys.sortKey === undefined ? [] : [{ attributeName: keys.sortKey, keyType: "RANGE" }]),
      ],
      projectionType: "ALL",
      ...capacity,
    })),
    pointInTimeRecovery: { enabled: true },
    serverSideEncryption: { enabled: true, kmsKeyArn: args.key.arn },
    deletionProtectionEnabled: args.protect ?? false,
    ...(definition.ttlAttribute === undefined
      ? {}
      : { ttl: { attributeName: definition.ttlAttribute, enabled: true } }),
  };
}

/**
 * What scaling moves and a deployment must not move back. Nothing on demand: what a table that was
 * provisioned before leaves behind must go, since DynamoDB takes no capacity beside that mode.
 */
function scaledCapacity({ capacity, indexes }: TableDefinition): string[] {
  if (capacity?.mode !== "provisioned") return [];
  return [
    "",
    ...Object.keys(indexes ?? {}).map((_, at) => `globalSecondaryIndexes[${at}].`),
  ].flatMap((holder) => [`${holder}readCapacity`, `${holder}writeCapacity`]);
}

/** One item each, named by its key, so that a changed seed changes only the items concerned. */
function createSeed(
  name: string,
  table: dynamodb.Table,
  definition: TableDefinition,
  opts: pulumi.CustomResourceOptions,
): void {
  if (definition.seedFile === undefined) return;
  const items = JSON.parse(readFileSync(definition.seedFile, "utf8")) as Record<string, unknown>[];
  for (const item of items) {
    const keys = [definition.partitionKey, definition.sortKey ?? []].flat();
    const identity = keys.map((key) => String(item[key])).join("/");
    new dynamodb.TableItem(
      `${name}-seed-${shortHash(identity, 10)}`,
      {
        tableName: table.name,
        hashKey: definition.partitionKey,
        ...(definition.sortKey === undefined ? {} : { rangeKey: definition.sortKey }),
        item: JSON.stringify(marshall(item)),
      },
      opts,
    );
  }
}
