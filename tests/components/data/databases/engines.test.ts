import assert from "node:assert/strict";
import {
  engines,
  hasInsights,
  isGraviton,
  type DatabaseEngine,
} from "../../../../components/data/databases/engines";

const mysqlLogs = "error slowquery audit";
const oracleLogs = "alert audit listener trace";
const included = "license-included";
const own = "bring-your-own-license";

/** Port, default version, family, TLS, logs, IAM sign-in, protocol of a proxy, licence model. */
type Row = readonly [number, string, string, string, string, boolean, string?, string?];

const rows: Readonly<Record<DatabaseEngine, Row>> = {
  "aurora-postgresql": [
    5432,
    "17",
    "aurora-postgresql17",
    "rds.force_ssl=1",
    "postgresql",
    true,
    "POSTGRESQL",
  ],
  "aurora-mysql": [
    3306,
    "8.0",
    "aurora-mysql8.0",
    "require_secure_transport=ON",
    mysqlLogs,
    true,
    "MYSQL",
  ],
  postgres: [5432, "17", "postgres17", "rds.force_ssl=1", "postgresql upgrade", true, "POSTGRESQL"],
  mysql: [3306, "8.4", "mysql8.4", "require_secure_transport=1", mysqlLogs, true, "MYSQL"],
  mariadb: [3306, "11.8", "mariadb11.8", "require_secure_transport=1", mysqlLogs, true, "MYSQL"],
  "oracle-se2": [2484, "19", "oracle-se2-19", "not 1521", oracleLogs, false, undefined, included],
  "oracle-se2-cdb": [
    2484,
    "19",
    "oracle-se2-cdb-19",
    "not 1521",
    oracleLogs,
    false,
    undefined,
    included,
  ],
  "oracle-ee": [2484, "19", "oracle-ee-19", "not 1521", oracleLogs, false, undefined, own],
  "oracle-ee-cdb": [2484, "19", "oracle-ee-cdb-19", "not 1521", oracleLogs, false, undefined, own],
  "sqlserver-ex": [
    1433,
    "16.00",
    "sqlserver-ex-16.0",
    "rds.force_ssl=1",
    "error",
    false,
    "SQLSERVER",
    included,
  ],
  "sqlserver-web": [
    1433,
    "16.00",
    "sqlserver-web-16.0",
    "rds.force_ssl=1",
    "agent error",
    false,
    "SQLSERVER",
    included,
  ],
  "sqlserver-se": [
    1433,
    "16.00",
    "sqlserver-se-16.0",
    "rds.force_ssl=1",
    "agent error",
    false,
    "SQLSERVER",
    included,
  ],
  "sqlserver-ee": [
    1433,
    "16.00",
    "sqlserver-ee-16.0",
    "rds.force_ssl=1",
    "agent error",
    false,
    "SQLSERVER",
    included,
  ],
};

describe("the table of database engines", () => {
  for (const [engine, row] of Object.entries(rows) as [DatabaseEngine, Row][]) {
    it(`knows ${engine}`, () => {
      const facts = engines[engine];
      const { tls } = facts;
      assert.deepEqual(
        [
          facts.port,
          facts.defaultVersion,
          facts.family(facts.defaultVersion),
          tls.by === "port" ? `not ${tls.plainPort}` : `${tls.name}=${tls.value}`,
          facts.logExports.join(" "),
          facts.iamSignIn,
          facts.proxyFamily,
          facts.licenceModel,
        ],
        [...row, undefined, undefined].slice(0, 8),
      );
    });

    it(`takes its own default version and class for ${engine}`, () => {
      const { defaultInstanceClass, defaultVersion, graviton, version } = engines[engine];
      assert.match(defaultVersion, version);
      assert.ok(graviton || !isGraviton(defaultInstanceClass));
      assert.ok(hasInsights(engine, defaultInstanceClass));
    });
  }

  it("forces TLS on SQL Server with the next start, and on the others at once", () => {
    const methods = Object.values(engines).flatMap(({ tls, port }) =>
      tls.by === "parameter" ? [`${port} ${tls.applyMethod}`] : [],
    );
    assert.deepEqual(
      [...new Set(methods)],
      ["5432 immediate", "3306 immediate", "1433 pending-reboot"],
    );
  });

  it("has blue/green updates for the open-source engines of RDS alone", () => {
    const names = Object.entries(engines).filter(([, { blueGreen }]) => blueGreen);
    assert.deepEqual(
      names.map(([name]) => name),
      ["postgres", "mysql", "mariadb"],
    );
  });

  it("has a standby for all but SQL Server's small editions", () => {
    const names = Object.entries(engines).filter(([, { multiAz }]) => !multiAz);
    assert.deepEqual(
      names.map(([name]) => name),
      ["sqlserver-ex", "sqlserver-web"],
    );
  });

  for (const [engine, instanceClass, expected] of [
    ["mysql", "db.t4g.micro", false],
    ["mariadb", "db.t3.small", false],
    ["mysql", "db.t4g.medium", true],
    ["postgres", "db.t4g.micro", true],
  ] as const) {
    it(`has ${expected ? "" : "no "}insights for ${engine} on ${instanceClass}`, () => {
      assert.equal(hasInsights(engine, instanceClass), expected);
    });
  }

  for (const [instanceClass, expected] of [
    ["db.m7g.large", true],
    ["db.r6gd.xlarge", true],
    ["db.t4g.micro", true],
    ["db.m6i.large", false],
    ["db.serverless", false],
  ] as const) {
    it(`takes ${instanceClass} as ${expected ? "" : "not "}of Graviton`, () => {
      assert.equal(isGraviton(instanceClass), expected);
    });
  }
});
