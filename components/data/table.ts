import * as dynamodb from "@pulumi/aws/dynamodb";
import * as pulumi from "@pulumi/pulumi";
import type { TableDefinition } from "../../services/contract";
import { ArgumentError } from "../internal/errors";
import type { Grant, Linkable, PolicyStatement } from "../internal/policyDocument";
import { tableSignals } from "../observability/slo/dependencyPlans";
import type { Watched } from "../observability/watched";
import type { DaxCluster } from "./daxCluster";
import type { Key } from "./key";
import {
  createContributorInsights,
  createReplicas,
  createResourcePolicy,
} from "./tables/additions";
import { createSeed } from "./tables/seed";
import { movedElsewhere, streamOf, tableArguments } from "./tables/tableArguments";
import { tableFaults } from "./tables/tableFaults";
import { tableGrant, type TableVerb } from "./tables/tableGrants";
import type {
  ContributorInsights,
  MaxRequestUnits,
  StreamView,
  TableClass,
  TableReplica,
  TableScaling,
  WarmThroughput,
} from "./tables/tableOptions";
import { createTableScaling } from "./tableScaling";

export type { TableVerb };

export interface TableArgs {
  /** Keys, indexes and capacity, in the words of the service definitions. */
  readonly definition: TableDefinition;
  /** Key that encrypts the table at rest. */
  readonly key: Key;
  /** Region, for the condition that ties the key to DynamoDB. */
  readonly region: string;
  /** Refuses to delete the table and its replicas, in AWS and in Pulumi. @default false */
  readonly protect?: boolean;
  /** Writes the definition's seed items. @default false */
  readonly seedData?: boolean;
  /** Cool-downs and schedules of provisioned capacity. @default no cool-down, the same bounds at all times */
  readonly scaling?: TableScaling;
  /** Keeps the changes of the items for 24 hours, for readers. @default none; with replicas "newAndOldImages" */
  readonly stream?: StreamView;
  /** The table in further regions. @default none */
  readonly replicas?: readonly TableReplica[];
  /** Names the keys that CloudWatch sees throttled or used most, charged by the event. @default "none" */
  readonly contributorInsights?: "none" | ContributorInsights;
  /** Statements of the table's own policy, such as for another account. @default no policy; only roles that were granted it */
  readonly statements?: (tableArn: pulumi.Output<string>) => readonly PolicyStatement[];
  /** @default "standard" */
  readonly tableClass?: TableClass;
  /** Limit of what a table on demand can cost. @default the account's quota, 40000 of each */
  readonly maxRequestUnits?: MaxRequestUnits;
  /** Readiness for a peak that is known before. @default what DynamoDB has seen of the load, at least 12000 and 4000 */
  readonly warmThroughput?: WarmThroughput;
  /** Cluster through which services reach the items, instead of DynamoDB itself. @default none */
  readonly dax?: DaxCluster;
}

/**
 * A DynamoDB table: encrypted with a customer managed key, point-in-time recovery, and capacity that
 * follows the load on the table and on every index.
 *
 * From on demand to provisioned takes two steps, since Pulumi ignores the capacity from then on, also
 * the first: change the mode with `aws dynamodb update-table`, and deploy with `--refresh`.
 */
export class Table extends pulumi.ComponentResource implements Linkable<TableVerb> {
  readonly tableName: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly watched: Watched;
  /** None without `stream` and `replicas`. */
  readonly streamArn: pulumi.Output<string> | undefined;
  readonly #name: string;
  readonly #args: TableArgs;

  constructor(name: string, args: TableArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:data:Table", name, {}, opts);
    const faults = tableFaults(args);
    if (faults.length > 0) throw new ArgumentError("Table", name, faults.join("; "));
    this.#name = name;
    this.#args = args;

    const child = { parent: this };
    const { definition } = args;
    const table = new dynamodb.Table(`${name}-table`, tableArguments(args), {
      ...child,
      protect: args.protect ?? false,
      ignoreChanges: movedElsewhere(args),
    });
    const scaled =
      definition.capacity?.mode === "provisioned"
        ? createTableScaling(
            `${name}-scaling`,
            { ...args.scaling, tableName: table.name, definition, capacity: definition.capacity },
            child,
          )
        : [];
    createReplicas(name, table, args, scaled, child);
    createContributorInsights(name, table, args, child);
    createResourcePolicy(name, table, args, child);
    if (args.seedData) createSeed(name, table, definition, child);

    this.tableName = table.name;
    this.arn = table.arn;
    this.watched = { name, owner: this, ...tableSignals(name, table.name) };
    this.streamArn = streamOf(args) === undefined ? undefined : table.streamArn;
    this.registerOutputs({
      tableName: this.tableName,
      arn: this.arn,
      ...(this.streamArn && { streamArn: this.streamArn }),
    });
  }

  /** @throws ArgumentError for `consumes` where the table has no stream */
  grant(verb: TableVerb): Grant {
    const { tableName, arn, streamArn } = this;
    return tableGrant(this.#name, verb, { args: this.#args, tableName, arn, streamArn });
  }
}
