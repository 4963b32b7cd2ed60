/**
 * What is different between the engines of Amazon RDS and Aurora, one row each. Pure. Versions and
 * features are those of the user guides as of November 2026:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.RDS_Fea_Regions_DB-eng.Feature.html
 */
export type AuroraEngine = "aurora-postgresql" | "aurora-mysql";
export type OpenSourceEngine = "postgres" | "mysql" | "mariadb";
export type OracleEngine = "oracle-se2" | "oracle-se2-cdb" | "oracle-ee" | "oracle-ee-cdb";
export type SqlServerEngine = "sqlserver-ex" | "sqlserver-web" | "sqlserver-se" | "sqlserver-ee";
export type DatabaseEngine = AuroraEngine | OpenSourceEngine | OracleEngine | SqlServerEngine;

/** How the engine is made to refuse connections without TLS. */
export type TlsSetting =
  /** One parameter. */
  | {
      readonly by: "parameter";
      readonly name: string;
      readonly value: string;
      /** `pending-reboot` for a parameter that the engine reads when it starts. */
      readonly applyMethod: "immediate" | "pending-reboot";
    }
  /** A port of its own for TLS; nobody is let through to the other one. */
  | { readonly by: "port"; readonly plainPort: number };

/** An option of an option group, beside TLS. */
export interface EngineOption {
  readonly name: string;
  readonly settings: Readonly<Record<string, string>>;
}

export interface EngineFacts {
  /** TCP port that speaks TLS. */
  readonly port: number;
  readonly defaultVersion: string;
  /** Form of a major version. */
  readonly version: RegExp;
  /** Exact version, which a global database must name, by form and example; Aurora's alone. */
  readonly exactVersion?: { readonly form: RegExp; readonly example: string };
  /** Parameter group family of a major version. */
  readonly family: (version: string) => string;
  readonly tls: TlsSetting;
  /** Parameters that make the engine write its logs. */
  readonly logParameters: Readonly<Record<string, string>>;
  /** Option that makes the engine write its audit log. */
  readonly auditOption?: EngineOption;
  /** Log types that RDS can send to CloudWatch Logs, those worth keeping. */
  readonly logExports: readonly string[];
  /** Whether IAM identities can sign in. */
  readonly iamSignIn: boolean;
  /** Protocol that RDS Proxy speaks; undefined where there is none. */
  readonly proxyFamily?: "POSTGRESQL" | "MYSQL" | "SQLSERVER";
  /** Licence model that RDS calls the engine's default. */
  readonly licenceModel?: "license-included" | "bring-your-own-license";
  readonly defaultInstanceClass: string;
  /** Whether the engine runs on Graviton (ARM64). */
  readonly graviton: boolean;
  /** Whether a standby in another zone can take over. */
  readonly multiAz: boolean;
  /** Whether Performance Insights runs on the burstable classes micro and small. */
  readonly insightsOnSmallClasses: boolean;
  /** Whether RDS can update a copy and switch over to it. */
  readonly blueGreen: boolean;
  /** Storage from which gp3 takes more than its baseline of operations. */
  readonly tunableFromGiB: number;
  /** Name of the first database: `any`, an Oracle `sid`, or `none` where RDS creates no database. */
  readonly databaseName: "any" | "sid" | "none";
}

const postgres = {
  port: 5432,
  version: /^\d{2}$/,
  tls: { by: "parameter", name: "rds.force_ssl", value: "1", applyMethod: "immediate" },
  // Statements that change the schema, and those that take a second or longer.
  logParameters: { log_statement: "ddl", log_min_duration_statement: "1000" },
  iamSignIn: true,
  proxyFamily: "POSTGRESQL",
  graviton: true,
  multiAz: true,
  insightsOnSmallClasses: true,
  tunableFromGiB: 400,
  databaseName: "any",
} as const;

const mysql = {
  port: 3306,
  version: /^\d{1,2}\.\d{1,2}$/,
  iamSignIn: true,
  proxyFamily: "MYSQL",
  graviton: true,
  multiAz: true,
  insightsOnSmallClasses: false,
  tunableFromGiB: 400,
  databaseName: "any",
} as const;

const slowQueries = { slow_query_log: "1", long_query_time: "1" };

/**
 * RDS for MySQL and MariaDB audit by a plug-in, Aurora by parameters.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.MySQL.Options.AuditPlugin.html
 */
const instanceMysql = {
  ...mysql,
  // RDS writes "1" where Aurora writes "ON".
  tls: { by: "parameter", name: "require_secure_transport", value: "1", applyMethod: "immediate" },
  logParameters: { ...slowQueries, log_output: "FILE" },
  auditOption: {
    name: "MARIADB_AUDIT_PLUGIN",
    settings: { SERVER_AUDIT_EVENTS: "CONNECT,QUERY_DDL,QUERY_DCL" },
  },
  logExports: ["error", "slowquery", "audit"],
  defaultInstanceClass: "db.m7g.large",
  blueGreen: true,
} as const;

const oracle = {
  // The listener of the SSL option: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.Oracle.Options.SSL.html
  port: 2484,
  defaultVersion: "19",
  version: /^\d{2}$/,
  tls: { by: "port", plainPort: 1521 },
  logParameters: {},
  logExports: ["alert", "audit", "listener", "trace"],
  iamSignIn: false,
  defaultInstanceClass: "db.m6i.large",
  graviton: false,
  multiAz: true,
  insightsOnSmallClasses: true,
  blueGreen: false,
  tunableFromGiB: 200,
  databaseName: "sid",
} as const;

const sqlServer = {
  port: 1433,
  defaultVersion: "16.00",
  version: /^\d{2}\.00$/,
  tls: { by: "parameter", name: "rds.force_ssl", value: "1", applyMethod: "pending-reboot" },
  logParameters: {},
  logExports: ["agent", "error"],
  iamSignIn: false,
  proxyFamily: "SQLSERVER",
  licenceModel: "license-included",
  defaultInstanceClass: "db.m6i.large",
  graviton: false,
  multiAz: true,
  insightsOnSmallClasses: true,
  blueGreen: false,
  tunableFromGiB: 20,
  databaseName: "none",
} as const;

function oracleFacts(
  engine: OracleEngine,
  licenceModel: NonNullable<EngineFacts["licenceModel"]>,
): EngineFacts {
  return { ...oracle, licenceModel, family: (version) => `${engine}-${version}` };
}

/** Families are named after one digit less than the versions, such as 16.0 for 16.00. */
function sqlServerFacts(engine: SqlServerEngine): EngineFacts {
  return { ...sqlServer, family: (version) => `${engine}-${version.slice(0, -1)}` };
}

export const engines: Readonly<Record<DatabaseEngine, EngineFacts>> = {
  "aurora-postgresql": {
    ...postgres,
    defaultVersion: "17",
    exactVersion: { form: /^\d{2}\.\d{1,2}$/, example: "17.6" },
    family: (version) => `aurora-postgresql${version.slice(0, 2)}`,
    logExports: ["postgresql"],
    defaultInstanceClass: "db.r7g.large",
    blueGreen: false,
  },
  "aurora-mysql": {
    ...mysql,
    defaultVersion: "8.0",
    exactVersion: {
      form: /^\d\.\d\.mysql_aurora\.\d+\.\d+\.\d+$/,
      example: "8.0.mysql_aurora.3.10.3",
    },
    family: (version) => `aurora-mysql${version.slice(0, 3)}`,
    tls: {
      by: "parameter",
      name: "require_secure_transport",
      value: "ON",
      applyMethod: "immediate",
    },
    logParameters: {
      ...slowQueries,
      server_audit_logging: "1",
      server_audit_events: "CONNECT,QUERY_DDL,QUERY_DCL",
    },
    logExports: ["error", "slowquery", "audit"],
    defaultInstanceClass: "db.r7g.large",
    insightsOnSmallClasses: true,
    blueGreen: false,
  },
  postgres: {
    ...postgres,
    defaultVersion: "17",
    family: (version) => `postgres${version}`,
    logExports: ["postgresql", "upgrade"],
    defaultInstanceClass: "db.m7g.large",
    blueGreen: true,
  },
  mysql: { ...instanceMysql, defaultVersion: "8.4", family: (version) => `mysql${version}` },
  mariadb: { ...instanceMysql, defaultVersion: "11.8", family: (version) => `mariadb${version}` },
  "oracle-se2": oracleFacts("oracle-se2", "license-included"),
  "oracle-se2-cdb": oracleFacts("oracle-se2-cdb", "license-included"),
  "oracle-ee": oracleFacts("oracle-ee", "bring-your-own-license"),
  "oracle-ee-cdb": oracleFacts("oracle-ee-cdb", "bring-your-own-license"),
  // Express has no SQL Server Agent, and neither small edition a standby.
  "sqlserver-ex": {
    ...sqlServerFacts("sqlserver-ex"),
    logExports: ["error"],
    defaultInstanceClass: "db.t3.medium",
    multiAz: false,
  },
  "sqlserver-web": { ...sqlServerFacts("sqlserver-web"), multiAz: false },
  "sqlserver-se": sqlServerFacts("sqlserver-se"),
  "sqlserver-ee": sqlServerFacts("sqlserver-ee"),
};

export function isAurora(engine: DatabaseEngine): engine is AuroraEngine {
  return engine === "aurora-postgresql" || engine === "aurora-mysql";
}

/** Whether Performance Insights runs on the class: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.Overview.Engines.html */
export function hasInsights(engine: DatabaseEngine, instanceClass: string): boolean {
  return (
    engines[engine].insightsOnSmallClasses || !/^db\.t\d[a-z]*\.(micro|small)$/.test(instanceClass)
  );
}

/** Whether a class, such as `db.m7g.large`, is of Graviton processors. */
export function isGraviton(instanceClass: string): boolean {
  return /^db\.[a-z]+\d+g/.test(instanceClass);
}
