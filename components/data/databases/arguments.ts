import type * as pulumi from "@pulumi/pulumi";
import type { Network } from "../../network/network";
import type { LogSettings } from "../../observability/logGroup";
import type { Key } from "../key";
import type { AuroraEngine, OpenSourceEngine, OracleEngine, SqlServerEngine } from "./engines";

/** Database users that services sign in as by IAM; a migration creates them. */
export interface DatabaseUsers {
  /** User that may only read. @default the component's name and `_reader` */
  readonly reads?: string;
  /** User that may read and write. @default the component's name and `_writer` */
  readonly readsWrites?: string;
}

/** Pool of connections in front of the database, for services whose copies come and go. */
export interface ProxySettings {
  /** Share of the database's connections, in percent, that the pool may use, 1 to 100. @default 90 */
  readonly maxConnectionsPercent?: number;
  /** Seconds after which an idle client is disconnected, 1 to 28800. @default 1800 */
  readonly idleClientTimeoutSeconds?: number;
  /** Seconds that a client waits for a connection of the pool, 1 to 3600. @default 120 */
  readonly borrowTimeoutSeconds?: number;
}

interface BaseArgs {
  readonly network: Network;
  /** Key that encrypts storage, backups, the master secret and the insights. */
  readonly key: Key;
  readonly region: string;
  readonly accountId: pulumi.Input<string>;
  /** Begins the identifier, as does the name of everything of the stack. */
  readonly prefix: string;
  readonly logs: LogSettings;
  /** Major version, such as `17`, of which AWS applies minor ones; a global database names an exact one. @default 17, 8.0 (Aurora MySQL), 8.4 (MySQL), 11.8, 19 (Oracle), 16.00 (SQL Server) */
  readonly version?: string;
  /** Lets a changed `version` upgrade the database. @default false */
  readonly allowMajorUpgrade?: boolean;
  /** First database; Oracle's SID. @default the component's name with underscores, `ORCL`, none for SQL Server */
  readonly databaseName?: string;
  /** @default "dbadmin" */
  readonly masterUsername?: string;
  /** Days between rotations of the master secret, 1 to 365. @default 7 */
  readonly secretRotationDays?: number;
  /** Raise it for another master password where RDS does not rotate it: blue/green updates, global databases. @default 1 */
  readonly passwordVersion?: number;
  /** Whether a standby or a reader in another zone can take over. @default "multiAz", where the engine has it */
  readonly availability?: "single" | "multiAz";
  /** How services sign in. @default "iam" where the engine has it, otherwise "secret" */
  readonly signIn?: "iam" | "secret";
  readonly users?: DatabaseUsers;
  /** Days that backups are kept, to any second of which the database can be restored, 1 to 35. @default 7 */
  readonly backupRetentionDays?: number;
  /** Daily window in UTC, such as `02:00-03:00`. @default AWS chooses */
  readonly backupWindow?: string;
  /** Weekly window in UTC, such as `sun:03:30-sun:04:30`. @default AWS chooses */
  readonly maintenanceWindow?: string;
  /** Applies changes at once, with the outage that some take. @default false: in the maintenance window */
  readonly applyImmediately?: boolean;
  /** Refuses to delete the database, in AWS and in Pulumi. @default true */
  readonly protect?: boolean;
  /** Takes a snapshot before the database is deleted. @default true */
  readonly finalSnapshot?: boolean;
  /** Seconds between measurements of the operating system: 0 (none), 1, 5, 10, 15, 30 or 60. @default 60 */
  readonly monitoringSeconds?: 0 | 1 | 5 | 10 | 15 | 30 | 60;
  /** What CloudWatch Database Insights keeps: 7 days of load, or 15 months with plans and locks. @default "standard" */
  readonly insights?: "none" | "standard" | "advanced";
  /** Log types sent to CloudWatch Logs. @default all that the engine is known for */
  readonly logExports?: readonly string[];
  /** Further engine parameters, in force after a restart. @default none */
  readonly parameters?: Readonly<Record<string, string>>;
  /** RDS Proxy; not for Oracle. @default none */
  readonly proxy?: ProxySettings;
}

/** How large Aurora is. */
export type AuroraCapacity =
  /** Grows and shrinks with the load, in Aurora capacity units (ACU) of about 2 GiB of memory. */
  | {
      readonly mode: "serverless";
      /** Fewest units, 0 to 256 in halves; 0 pauses the database. @default 0.5 */
      readonly minUnits?: number;
      /** Most units, 1 to 256. @default 8 */
      readonly maxUnits?: number;
      /** Seconds without a connection after which it pauses, 300 to 86400. Only with 0 units. @default 300 */
      readonly pauseAfterSeconds?: number;
      /** Readers, 0 to 15. @default 1, none when availability is "single" */
      readonly readers?: number;
    }
  /** Instances of one class. */
  | {
      readonly mode: "provisioned";
      /** @default "db.r7g.large" */
      readonly instanceClass?: string;
      /** Readers that are always there, 0 to 15. @default 1, none when availability is "single" */
      readonly readers?: number;
      /** Adds readers under load. @default the number of readers stays */
      readonly readerScaling?: {
        /** Most readers, up to 15. */
        readonly maxReaders: number;
        /** CPU use of the readers, in percent, that scaling holds. @default 60 */
        readonly cpuPercent?: number;
      };
    };

/** Place of a cluster in a database that spans regions. */
export type GlobalMembership =
  /** Creates the global database, and takes its writes. */
  | { readonly role: "primary" }
  /** Follows the primary, in the region of the component's provider. */
  | { readonly role: "secondary"; readonly globalIdentifier: pulumi.Input<string> };

export interface AuroraArgs extends BaseArgs {
  readonly engine: AuroraEngine;
  /** @default serverless, 0.5 to 8 units */
  readonly capacity?: AuroraCapacity;
  /** Pays for storage operations one by one, or with the storage. @default "standard" */
  readonly storage?: "standard" | "ioOptimized";
  /** @default one region */
  readonly global?: GlobalMembership;
}

interface InstanceBaseArgs extends BaseArgs {
  /** @default "db.m7g.large", for Oracle and SQL Server "db.m6i.large", for Express "db.t3.medium" */
  readonly instanceClass?: string;
  /** gp3 storage, 20 GiB and more. @default 100 */
  readonly storageGiB?: number;
  /** Storage up to which RDS grows by itself. @default 1000, or a tenth above `storageGiB` */
  readonly maxStorageGiB?: number;
  /** Operations per second beyond gp3's baseline, for storage of some size. @default the baseline */
  readonly iops?: number;
  /** Throughput beyond gp3's baseline. @default the baseline */
  readonly throughputMiBps?: number;
}

export interface OpenSourceArgs extends InstanceBaseArgs {
  readonly engine: OpenSourceEngine;
  /**
   * Updates the database itself, or a copy that takes over within about a minute. RDS takes no copy of
   * a database whose master password it manages, or that a proxy is in front of. @default "inPlace"
   */
  readonly updates?: "inPlace" | "blueGreen";
}

export interface OracleArgs extends InstanceBaseArgs {
  readonly engine: OracleEngine;
  /** Whose licence it runs on; Enterprise Edition takes your own only. @default "included" for Standard Edition 2 */
  readonly licence?: "included" | "bringYourOwn";
}

export interface SqlServerArgs extends InstanceBaseArgs {
  readonly engine: SqlServerEngine;
}

export type InstanceArgs = OpenSourceArgs | OracleArgs | SqlServerArgs;
export type DatabaseArgs = AuroraArgs | InstanceArgs;
