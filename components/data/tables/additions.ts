/** What stands beside a table: its replicas, its policy, and what CloudWatch tells of its keys. */
import * as dynamodb from "@pulumi/aws/dynamodb";
import type * as pulumi from "@pulumi/pulumi";
import { policyDocument } from "../../internal/policyDocument";
import type { TableArgs } from "../table";
import type { ContributorInsights } from "./tableOptions";

/**
 * One replica for each region, one after the other, since DynamoDB takes one change of a table at a
 * time; and after `scaled`, since it refuses replicas of a provisioned table that does not scale yet.
 */
export function createReplicas(
  name: string,
  table: dynamodb.Table,
  { replicas = [], protect = false }: TableArgs,
  scaled: readonly pulumi.Resource[],
  opts: pulumi.CustomResourceOptions,
): void {
  let before = scaled;
  for (const { region, key } of replicas) {
    const replica = new dynamodb.TableReplica(
      `${name}-replica-${region}`,
      {
        globalTableArn: table.arn,
        region,
        kmsKeyArn: key.arn,
        pointInTimeRecovery: true,
        deletionProtectionEnabled: protect,
      },
      { ...opts, protect, dependsOn: [...before] },
    );
    before = [replica];
  }
}

const modes: Readonly<Record<ContributorInsights, string>> = {
  throttledKeys: "THROTTLED_KEYS",
  accessedAndThrottledKeys: "ACCESSED_AND_THROTTLED_KEYS",
};

/** For the table and every index: a hot key of an index throttles the table's writes. */
export function createContributorInsights(
  name: string,
  table: dynamodb.Table,
  { definition, contributorInsights = "none" }: TableArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  if (contributorInsights === "none") return;
  const settings = { tableName: table.name, mode: modes[contributorInsights] };
  new dynamodb.ContributorInsights(`${name}-insights`, settings, opts);
  for (const indexName of Object.keys(definition.indexes ?? {})) {
    new dynamodb.ContributorInsights(
      `${name}-insights-${indexName}`,
      { ...settings, indexName },
      opts,
    );
  }
}

export function createResourcePolicy(
  name: string,
  table: dynamodb.Table,
  { statements }: TableArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  if (statements === undefined) return;
  new dynamodb.ResourcePolicy(
    `${name}-policy`,
    { resourceArn: table.arn, policy: policyDocument(statements(table.arn)) },
    opts,
  );
}
