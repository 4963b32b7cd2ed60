/** The arguments of a database with every default filled in. Pure. */
import { environmentName } from "../../internal/naming";
import type { AuroraArgs, DatabaseArgs, InstanceArgs } from "./arguments";
import { engines, isAurora, type EngineFacts } from "./engines";

export interface DatabaseSettings {
  readonly facts: EngineFacts;
  readonly identifier: string;
  readonly version: string;
  /** Undefined where RDS creates no database. */
  readonly databaseName: string | undefined;
  readonly masterUsername: string;
  readonly availability: "single" | "multiAz";
  readonly signIn: "iam" | "secret";
  readonly users: { readonly reads: string; readonly readsWrites: string };
  readonly backupRetentionDays: number;
  readonly monitoringSeconds: number;
  readonly insights: "none" | "standard" | "advanced";
  readonly logExports: readonly string[];
  readonly protect: boolean;
  readonly finalSnapshot: boolean;
  /** Whether RDS makes, keeps and rotates the master password. */
  readonly managedPassword: boolean;
}

function defaultDatabaseName(name: string, kind: EngineFacts["databaseName"]): string | undefined {
  if (kind === "none") return undefined;
  return kind === "sid" ? "ORCL" : environmentName(name).toLowerCase();
}

/**
 * RDS manages no password where a copy takes over, and none of a global database:
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-secrets-manager.html
 */
function isPasswordManaged(args: DatabaseArgs): boolean {
  if (isAuroraArgs(args)) return args.global === undefined;
  return !("updates" in args && args.updates === "blueGreen");
}

export function settingsOf(name: string, args: DatabaseArgs): DatabaseSettings {
  const facts = engines[args.engine];
  const word = environmentName(name).toLowerCase();
  return {
    facts,
    identifier: `${args.prefix}-${name}`,
    version: args.version ?? facts.defaultVersion,
    databaseName: args.databaseName ?? defaultDatabaseName(name, facts.databaseName),
    masterUsername: args.masterUsername ?? "dbadmin",
    availability: args.availability ?? (facts.multiAz ? "multiAz" : "single"),
    signIn: args.signIn ?? (facts.iamSignIn ? "iam" : "secret"),
    users: { reads: `${word}_reader`, readsWrites: `${word}_writer`, ...args.users },
    backupRetentionDays: args.backupRetentionDays ?? 7,
    monitoringSeconds: args.monitoringSeconds ?? 60,
    insights: args.insights ?? "standard",
    logExports: args.logExports ?? facts.logExports,
    protect: args.protect ?? true,
    finalSnapshot: args.finalSnapshot ?? true,
    managedPassword: isPasswordManaged(args),
  };
}

export function isAuroraArgs(args: DatabaseArgs): args is AuroraArgs {
  return isAurora(args.engine);
}

/** Storage of an instance, in GiB. */
export interface StorageSettings {
  readonly storageGiB: number;
  readonly maxStorageGiB: number;
}

/** RDS wants the most to be a tenth above the storage: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html */
export function leastMaxStorageGiB(storageGiB: number): number {
  return Math.ceil((storageGiB * 11) / 10);
}

export function storageOf(args: InstanceArgs): StorageSettings {
  const storageGiB = args.storageGiB ?? 100;
  return {
    storageGiB,
    maxStorageGiB: args.maxStorageGiB ?? Math.max(1000, leastMaxStorageGiB(storageGiB)),
  };
}

/** Class, readers and bounds of an Aurora cluster. */
export interface ClusterCapacity {
  readonly instanceClass: string;
  readonly readers: number;
  readonly serverless?: {
    readonly minUnits: number;
    readonly maxUnits: number;
    /** Only where the database pauses. */
    readonly pauseAfterSeconds?: number;
  };
  readonly scaling?: { readonly maxReaders: number; readonly cpuPercent: number };
}

export function capacityOf(
  args: Pick<AuroraArgs, "engine" | "availability" | "capacity">,
): ClusterCapacity {
  const capacity = args.capacity ?? { mode: "serverless" };
  const readers = capacity.readers ?? (args.availability === "single" ? 0 : 1);
  if (capacity.mode === "provisioned") {
    const { readerScaling } = capacity;
    return {
      instanceClass: capacity.instanceClass ?? engines[args.engine].defaultInstanceClass,
      readers,
      ...(readerScaling && { scaling: { cpuPercent: 60, ...readerScaling } }),
    };
  }
  const { minUnits = 0.5, maxUnits = 8 } = capacity;
  const pauseAfterSeconds = capacity.pauseAfterSeconds ?? (minUnits === 0 ? 300 : undefined);
  return {
    instanceClass: "db.serverless",
    readers,
    serverless: { minUnits, maxUnits, ...(pauseAfterSeconds && { pauseAfterSeconds }) },
  };
}
