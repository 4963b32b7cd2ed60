/** What RDS would refuse, or what contradicts itself, in the arguments of a database. Pure. */
import { rangeFaults } from "../../internal/serviceFaults";
import { dailyWindowPattern, weeklyWindowPattern } from "../../internal/timeWindows";
import type { DatabaseArgs, InstanceArgs, ProxySettings } from "./arguments";
import { clusterFaults } from "./clusterFaults";
import { engines, hasInsights, isGraviton } from "./engines";
import {
  type DatabaseSettings,
  isAuroraArgs,
  leastMaxStorageGiB,
  settingsOf,
  storageOf,
} from "./settings";

/** Longest identifier that leaves room for the numbers and snapshots that are named after it. */
const longestIdentifier = 45;

function nameFaults({ identifier, databaseName, facts }: DatabaseSettings, args: DatabaseArgs) {
  const isIdentifier =
    /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(identifier) && identifier.length <= longestIdentifier;
  const isSid = facts.databaseName === "sid";
  const form = isSid ? /^[A-Za-z][A-Za-z0-9]{0,7}$/ : /^[A-Za-z]\w{0,62}$/;
  const rule = isSid
    ? "at most 8 letters and digits"
    : "at most 63 letters, digits and underscores";
  return [
    ...(isIdentifier
      ? []
      : [
          `prefix and name must make an identifier of at most ${longestIdentifier} lower-case letters, digits and single hyphens, got "${identifier}"; the database is named after them`,
        ]),
    ...(args.databaseName !== undefined && facts.databaseName === "none"
      ? [
          `databaseName is not for ${args.engine}, where RDS creates no database, got "${args.databaseName}"; leave it out and create databases in a migration`,
        ]
      : []),
    ...(databaseName !== undefined && facts.databaseName !== "none" && !form.test(databaseName)
      ? [
          `databaseName must be ${rule}, beginning with a letter, got "${databaseName}"; set another databaseName`,
        ]
      : []),
  ];
}

/** Members of a global database are upgraded together, so it names one version of them all. */
function versionFaults(args: DatabaseArgs, { facts, version }: DatabaseSettings): string[] {
  const { exactVersion } = facts;
  if (exactVersion !== undefined && isAuroraArgs(args) && args.global !== undefined) {
    return exactVersion.form.test(version)
      ? []
      : [
          `version of a global database must be exact, such as ${exactVersion.example}, got "${version}"; name the version that all its clusters run`,
        ];
  }
  return facts.version.test(version)
    ? []
    : [
        `version of ${args.engine} must be a major version such as ${facts.defaultVersion}, got "${version}"; AWS applies minor versions by itself`,
      ];
}

function engineFaults(args: DatabaseArgs, settings: DatabaseSettings): string[] {
  const { engine } = args;
  const { facts } = settings;
  const { tls } = facts;
  return [
    ...versionFaults(args, settings),
    ...(args.signIn === "iam" && !facts.iamSignIn
      ? [
          `signIn "iam" is not for ${engine}, which IAM identities cannot sign in to; use "secret" or another engine`,
        ]
      : []),
    ...(args.availability === "multiAz" && !facts.multiAz
      ? [
          `availability "multiAz" is not for ${engine}, which has no standby; use "single", or sqlserver-se`,
        ]
      : []),
    ...(args.proxy !== undefined && facts.proxyFamily === undefined
      ? [
          `proxy is not for ${engine}, which RDS Proxy does not speak; leave it out and pool connections in the services`,
        ]
      : []),
    ...(tls.by === "parameter" && args.parameters?.[tls.name] !== undefined
      ? [
          `parameters must not hold ${tls.name}, which forces TLS and is always ${tls.value}; remove it`,
        ]
      : []),
    ...(args.logExports ?? [])
      .filter((type) => !facts.logExports.includes(type))
      .map(
        (type) =>
          `logExports of ${engine} may hold ${facts.logExports.join(", ")}, got "${type}"; remove it`,
      ),
  ];
}

function windowFaults(args: DatabaseArgs): string[] {
  const { backupWindow, maintenanceWindow } = args;
  return [
    ...(backupWindow === undefined || dailyWindowPattern.test(backupWindow)
      ? []
      : [`backupWindow must be two times in UTC such as 02:00-03:00, got "${backupWindow}"`]),
    ...(maintenanceWindow === undefined || weeklyWindowPattern.test(maintenanceWindow)
      ? []
      : [
          `maintenanceWindow must be two days and times in UTC such as sun:03:30-sun:04:30, got "${maintenanceWindow}"`,
        ]),
  ];
}

function proxyFaults(proxy: ProxySettings | undefined): string[] {
  return [
    ...rangeFaults("proxy.maxConnectionsPercent", proxy?.maxConnectionsPercent ?? 90, 1, 100),
    ...rangeFaults(
      "proxy.idleClientTimeoutSeconds",
      proxy?.idleClientTimeoutSeconds ?? 1800,
      1,
      28_800,
    ),
    ...rangeFaults("proxy.borrowTimeoutSeconds", proxy?.borrowTimeoutSeconds ?? 120, 1, 3600),
  ];
}

function passwordFaults(args: DatabaseArgs, { managedPassword }: DatabaseSettings): string[] {
  return [
    ...rangeFaults("secretRotationDays", args.secretRotationDays ?? 7, 1, 365),
    ...rangeFaults("passwordVersion", args.passwordVersion ?? 1, 1, 1_000_000),
    ...(args.secretRotationDays !== undefined && !managedPassword
      ? [
          `secretRotationDays is for a password that RDS manages, which it is not for blue/green updates and global databases, got ${args.secretRotationDays}; raise passwordVersion instead`,
        ]
      : []),
    ...(args.passwordVersion !== undefined && managedPassword
      ? [
          `passwordVersion is for a password that RDS does not manage, got ${args.passwordVersion} for one that it rotates; use secretRotationDays`,
        ]
      : []),
  ];
}

function instanceFaults(args: InstanceArgs, settings: DatabaseSettings): string[] {
  const { engine } = args;
  const { facts } = settings;
  const instanceClass = args.instanceClass ?? facts.defaultInstanceClass;
  const { storageGiB, maxStorageGiB } = storageOf(args);
  const isTuned = args.iops !== undefined || args.throughputMiBps !== undefined;
  return [
    ...rangeFaults("storageGiB", storageGiB, 20, 65_536),
    ...rangeFaults("maxStorageGiB", maxStorageGiB, leastMaxStorageGiB(storageGiB), 65_536),
    ...(isTuned && storageGiB < facts.tunableFromGiB
      ? [
          `iops and throughputMiBps need at least ${facts.tunableFromGiB} GiB of storage for ${engine}, got ${storageGiB}; raise storageGiB, or leave both out`,
        ]
      : []),
    ...(isGraviton(instanceClass) && !facts.graviton
      ? [
          `instanceClass of ${engine} must not be of Graviton, got "${instanceClass}"; use one such as ${facts.defaultInstanceClass}`,
        ]
      : []),
    ...(settings.insights !== "none" && !hasInsights(engine, instanceClass)
      ? [
          `insights are not for ${engine} on "${instanceClass}", got "${settings.insights}"; use db.t4g.medium or larger, or set insights to "none"`,
        ]
      : []),
    ...updateFaults(args),
  ];
}

function updateFaults(args: InstanceArgs): string[] {
  if ("licence" in args && args.licence === "included" && args.engine.startsWith("oracle-ee")) {
    return [
      `licence of ${args.engine} must be "bringYourOwn", got "included"; AWS sells no licence of the Enterprise Edition`,
    ];
  }
  if (!("updates" in args) || args.updates !== "blueGreen") return [];
  return [
    ...(engines[args.engine].blueGreen
      ? []
      : [`updates "blueGreen" is not for ${args.engine}; use "inPlace"`]),
    ...(args.proxy === undefined
      ? []
      : [
          'updates "blueGreen" is not for a database behind a proxy, which does not follow the switch, got proxy; leave one of them out',
        ]),
  ];
}

/** One sentence for each fault. */
export function databaseFaults(name: string, args: DatabaseArgs): string[] {
  const settings = settingsOf(name, args);
  return [
    ...nameFaults(settings, args),
    ...engineFaults(args, settings),
    ...rangeFaults("backupRetentionDays", settings.backupRetentionDays, 1, 35),
    ...windowFaults(args),
    ...passwordFaults(args, settings),
    ...proxyFaults(args.proxy),
    ...(isAuroraArgs(args) ? clusterFaults(args) : instanceFaults(args, settings)),
  ];
}
