import { readFileSync } from "node:fs";
import { marshall } from "@aws-sdk/util-dynamodb";
import * as dynamodb from "@pulumi/aws/dynamodb";
import type * as pulumi from "@pulumi/pulumi";
import type { TableDefinition } from "../../../services/contract";
import { shortHash } from "../../internal/naming";

/** One item each, named by its key, so that a changed seed changes only the items concerned. */
export function createSeed(
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
