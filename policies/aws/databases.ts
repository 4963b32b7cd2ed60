/** What Amazon RDS has for which engine. */
import type { Property } from "../framework/property";

/** Engines that cannot have a standby. */
export const SINGLE_ZONE_ENGINES = ["sqlserver-ex", "sqlserver-web"] as const;

const mysqlLogs = ["error", "slowquery", "audit"];

/** Log types worth keeping, by how the engine's name begins; the first match counts. */
const LOGS: readonly (readonly [prefix: string, types: readonly string[]])[] = [
  ["aurora-postgresql", ["postgresql"]],
  ["aurora-mysql", mysqlLogs],
  ["postgres", ["postgresql"]],
  ["mysql", mysqlLogs],
  ["mariadb", mysqlLogs],
  ["oracle", ["alert", "audit", "listener", "trace"]],
  // Express has no agent.
  ["sqlserver-ex", ["error"]],
  ["sqlserver", ["agent", "error"]],
];

/** Log types that a database of this engine must export; none for an engine that is not known. */
export function expectedLogs(engine: string): readonly string[] {
  return LOGS.find(([prefix]) => engine.startsWith(prefix))?.[1] ?? [];
}

/** Whether identities of IAM can sign in to the engine. */
export function hasIamSignIn(engine: string): boolean {
  return /^(aurora-)?(postgres|mysql|mariadb)/.test(engine);
}

interface TlsParameter {
  readonly name: string;
  readonly values: readonly string[];
  /** Whether RDS forces TLS where the group does not name the parameter. */
  readonly isDefault: boolean;
}

/**
 * The first version of an engine whose default forces TLS, as AWS's pages say in September 2026:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html and the
 * same of each other engine.
 */
const TLS_BY_DEFAULT_FROM: readonly (readonly [engine: string, version: number])[] = [
  ["aurora-postgresql", 17],
  ["postgres", 15],
  ["mysql", 9.7],
  ["mariadb", 11.8],
];

function forcesTlsByDefault(family: string): boolean {
  const [, from] = TLS_BY_DEFAULT_FROM.find(([engine]) => family.startsWith(engine)) ?? [];
  const version = Number(/\d+(\.\d+)?$/.exec(family)?.[0] ?? Number.NaN);
  return from !== undefined && version >= from;
}

/**
 * The parameter by which groups of this family force TLS; undefined where there is none. Aurora has it
 * in the group of the cluster alone.
 */
export function tlsParameter(family: string, isCluster: boolean): TlsParameter | undefined {
  if (family.startsWith("aurora-") && !isCluster) return undefined;
  const engine = family.replace(/^aurora-/, "");
  const isDefault = forcesTlsByDefault(family);
  if (/^(postgres|sqlserver)/.test(engine)) {
    return { name: "rds.force_ssl", values: ["1"], isDefault };
  }
  return /^(mysql|mariadb)/.test(engine)
    ? { name: "require_secure_transport", values: ["ON", "1"], isDefault }
    : undefined;
}

/** Whether the database copies another one, and with it what the other was created with. */
export function isReplica(props: Property): boolean {
  return ["replicateSourceDb", "replicationSourceIdentifier"].some(
    (name) => !props.at(name).isMissing,
  );
}

/** Events worth waking somebody for, by the type of source that RDS sends them of. */
const CRITICAL_EVENTS: ReadonlyMap<string, readonly string[]> = new Map([
  ["db-cluster", ["failure", "maintenance"]],
  ["db-instance", ["configuration change", "failure", "maintenance"]],
  ["db-parameter-group", ["configuration change"]],
  ["db-security-group", ["configuration change", "failure"]],
]);

/** Categories that an event subscription must have; none for a source that is not known. */
export function criticalEvents(subscription: Property): readonly string[] {
  return CRITICAL_EVENTS.get(subscription.at("sourceType").text() ?? "") ?? [];
}
