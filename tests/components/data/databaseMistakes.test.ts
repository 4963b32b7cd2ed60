import { describeMistakes } from "../../helpers/mistakes";
import { createDatabase } from "./databases/databaseFixture";

const aurora = { engine: "aurora-postgresql" } as const;
const postgres = { engine: "postgres" } as const;

describeMistakes("Database", "database.md", [
  {
    argument: "signIn",
    message:
      'signIn "iam" is not for oracle-se2, which IAM identities cannot sign in to; use "secret" or another engine',
    make: () => createDatabase({ engine: "oracle-se2", signIn: "iam" }),
  },
  {
    argument: "availability",
    message:
      'availability "multiAz" is not for sqlserver-ex, which has no standby; use "single", or sqlserver-se',
    make: () => createDatabase({ engine: "sqlserver-ex", availability: "multiAz" }),
  },
  {
    argument: "version",
    message:
      'version of postgres must be a major version such as 17, got "17.4"; AWS applies minor versions by itself',
    make: () => createDatabase({ ...postgres, version: "17.4" }),
  },
  {
    argument: "version",
    message:
      'version of a global database must be exact, such as 17.6, got "17"; name the version that all its clusters run',
    make: () => createDatabase({ ...aurora, global: { role: "primary" } }),
  },
  {
    argument: "capacity.readers",
    message:
      'capacity.readers must be at least 1 when availability is "multiAz", got 0; a reader is what takes over, so add one or use availability "single"',
    make: () => createDatabase({ ...aurora, capacity: { mode: "provisioned", readers: 0 } }),
  },
  {
    argument: "capacity.readers",
    message:
      'capacity.readers must be 0 when availability is "single", got 2; use availability "multiAz", or no readers',
    make: () =>
      createDatabase({
        ...aurora,
        availability: "single",
        capacity: { mode: "serverless", readers: 2 },
      }),
  },
  {
    argument: "capacity.minUnits",
    message:
      "capacity.minUnits 0 is not for a database behind a proxy, whose open connections keep it awake, got proxy; leave the proxy out, or set minUnits to 0.5",
    make: () =>
      createDatabase({ ...aurora, proxy: {}, capacity: { mode: "serverless", minUnits: 0 } }),
  },
  {
    argument: "capacity.maxUnits",
    message:
      "capacity.minUnits must not exceed capacity.maxUnits, got 4 and 2; raise maxUnits or lower minUnits",
    make: () =>
      createDatabase({ ...aurora, capacity: { mode: "serverless", minUnits: 4, maxUnits: 2 } }),
  },
  {
    argument: "capacity.pauseAfterSeconds",
    message:
      "capacity.pauseAfterSeconds is for a database that pauses, got minUnits 0.5; set minUnits to 0, or leave pauseAfterSeconds out",
    make: () =>
      createDatabase({ ...aurora, capacity: { mode: "serverless", pauseAfterSeconds: 600 } }),
  },
  {
    argument: "capacity.readerScaling",
    message: "capacity.readerScaling.maxReaders must be a whole number from 3 to 15, got 2",
    make: () =>
      createDatabase({
        ...aurora,
        capacity: { mode: "provisioned", readers: 3, readerScaling: { maxReaders: 2 } },
      }),
  },
  {
    argument: "updates",
    message:
      'updates "blueGreen" is not for a database behind a proxy, which does not follow the switch, got proxy; leave one of them out',
    make: () => createDatabase({ ...postgres, updates: "blueGreen", proxy: {} }),
  },
  {
    argument: "secretRotationDays",
    message:
      "secretRotationDays is for a password that RDS manages, which it is not for blue/green updates and global databases, got 30; raise passwordVersion instead",
    make: () => createDatabase({ ...postgres, updates: "blueGreen", secretRotationDays: 30 }),
  },
  {
    argument: "passwordVersion",
    message:
      "passwordVersion is for a password that RDS does not manage, got 2 for one that it rotates; use secretRotationDays",
    make: () => createDatabase({ ...postgres, passwordVersion: 2 }),
  },
  {
    argument: "proxy",
    message:
      "proxy is not for oracle-ee, which RDS Proxy does not speak; leave it out and pool connections in the services",
    make: () => createDatabase({ engine: "oracle-ee", proxy: {} }),
  },
  {
    argument: "parameters",
    message: "parameters must not hold rds.force_ssl, which forces TLS and is always 1; remove it",
    make: () => createDatabase({ ...postgres, parameters: { "rds.force_ssl": "0" } }),
  },
  {
    argument: "logExports",
    message: 'logExports of postgres may hold postgresql, upgrade, got "audit"; remove it',
    make: () => createDatabase({ ...postgres, logExports: ["audit"] }),
  },
  {
    argument: "instanceClass",
    message:
      'instanceClass of sqlserver-se must not be of Graviton, got "db.m7g.large"; use one such as db.m6i.large',
    make: () => createDatabase({ engine: "sqlserver-se", instanceClass: "db.m7g.large" }),
  },
  {
    argument: "insights",
    message:
      'insights are not for mysql on "db.t4g.micro", got "standard"; use db.t4g.medium or larger, or set insights to "none"',
    make: () => createDatabase({ engine: "mysql", instanceClass: "db.t4g.micro" }),
  },
  {
    argument: "iops",
    message:
      "iops and throughputMiBps need at least 400 GiB of storage for postgres, got 100; raise storageGiB, or leave both out",
    make: () => createDatabase({ ...postgres, iops: 12_000 }),
  },
  {
    argument: "maxStorageGiB",
    message: "maxStorageGiB must be a whole number from 550 to 65536, got 500",
    make: () => createDatabase({ ...postgres, storageGiB: 500, maxStorageGiB: 500 }),
  },
  {
    argument: "licence",
    message:
      'licence of oracle-ee must be "bringYourOwn", got "included"; AWS sells no licence of the Enterprise Edition',
    make: () => createDatabase({ engine: "oracle-ee", licence: "included" }),
  },
  {
    argument: "databaseName",
    message:
      'databaseName is not for sqlserver-se, where RDS creates no database, got "shop"; leave it out and create databases in a migration',
    make: () => createDatabase({ engine: "sqlserver-se", databaseName: "shop" }),
  },
  {
    argument: "databaseName",
    message:
      'databaseName must be at most 8 letters and digits, beginning with a letter, got "PRODUCTION"; set another databaseName',
    make: () => createDatabase({ engine: "oracle-se2", databaseName: "PRODUCTION" }),
  },
  {
    argument: "backupRetentionDays",
    message: "backupRetentionDays must be a whole number from 1 to 35, got 0",
    make: () => createDatabase({ ...postgres, backupRetentionDays: 0 }),
  },
  {
    argument: "backupWindow",
    message: 'backupWindow must be two times in UTC such as 02:00-03:00, got "2am"',
    make: () => createDatabase({ ...postgres, backupWindow: "2am" }),
  },
  {
    argument: "maintenanceWindow",
    message:
      'maintenanceWindow must be two days and times in UTC such as sun:03:30-sun:04:30, got "sunday"',
    make: () => createDatabase({ ...postgres, maintenanceWindow: "sunday" }),
  },
  {
    argument: "prefix",
    message:
      'prefix and name must make an identifier of at most 45 lower-case letters, digits and single hyphens, got "Shop-orders"; the database is named after them',
    make: () => createDatabase({ ...postgres, prefix: "Shop" }),
  },
  {
    argument: "grant",
    message:
      'grant("reads") needs signIn "iam", got "secret", where the only user is the master user, who may write; grant "readsWrites", or use an engine with IAM sign-in',
    make: () => createDatabase({ engine: "sqlserver-se" }).grant("reads"),
  },
  {
    argument: "grant",
    message:
      'grant("administers") needs a master user, got a secondary of a global database; grant it on the primary',
    make: () =>
      createDatabase({
        ...aurora,
        version: "17.6",
        global: { role: "secondary", globalIdentifier: "shop" },
      }).grant("administers"),
  },
]);
