import type * as pulumi from "@pulumi/pulumi";
import type { ResourceKind } from "../../services/contract";
import type { Bucket } from "../data/bucket";
import type { Cache } from "../data/cache";
import type { Database } from "../data/database";
import type { Key } from "../data/key";
import type { LogBucket } from "../data/logBucket";
import type { Secret } from "../data/secret";
import type { Table } from "../data/table";
import type { ResourceSettings } from "../internal/resourceSettings";
import type { EventBus } from "../messaging/eventBus";
import type { Queue } from "../messaging/queue";
import type { Stream } from "../messaging/stream";
import type { Topic } from "../messaging/topic";
import type { Network } from "../network/network";
import type { LogSettings } from "../observability/logGroup";
import type { LinkTarget } from "./linkTarget";

/** The component of each kind. */
interface Components {
  readonly table: Table;
  readonly database: Database;
  readonly cache: Cache;
  readonly bucket: Bucket;
  readonly queue: Queue;
  readonly topic: Topic;
  readonly eventBus: EventBus;
  readonly stream: Stream;
  readonly secret: Secret;
}

/** A resource of the stack: what it is, and what services can do with it. */
export type StackResource = {
  readonly [Kind in ResourceKind]: LinkTarget & {
    readonly kind: Kind;
    readonly component: Components[Kind];
  };
}[ResourceKind];

/** What resources take from the stack that they are in. */
export interface ResourceContext {
  readonly network: Network;
  /** Key that encrypts what is stored. */
  readonly key: Key;
  /** Key that encrypts messages; made when first asked for. */
  readonly messageKey: () => Key;
  readonly logs: LogSettings;
  readonly accessLogs: LogBucket;
  /** Begins the names that AWS does not choose. */
  readonly prefix: string;
  readonly region: string;
  readonly accountId: pulumi.Input<string>;
  /** Refuses to delete what holds state, and takes a snapshot of a database before it goes. */
  readonly protect: boolean;
  /** Writes the seed items of tables. */
  readonly seedData: boolean;
  /** SNS topic that is told of messages which nobody could process. */
  readonly alarmTopicArn: pulumi.Input<string>;
  /** What the stack says of databases and caches. */
  readonly sizes: ResourceSettings;
}
