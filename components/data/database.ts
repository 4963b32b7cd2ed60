import * as pulumi from "@pulumi/pulumi";
import { ArgumentError } from "../internal/errors";
import { createSecurityGroup } from "../internal/firewall";
import type { Grant, Linkable } from "../internal/policyDocument";
import { databaseSignals } from "../observability/slo/databasePlans";
import type { Watched } from "../observability/watched";
import type { DatabaseArgs } from "./databases/arguments";
import { createCluster } from "./databases/cluster";
import { databaseFaults } from "./databases/faults";
import { type DatabaseAccess, type DatabaseVerb, databaseGrant } from "./databases/grant";
import { createInstance } from "./databases/instance";
import { createOptionGroup, createParameterGroup } from "./databases/parameters";
import {
  createLogGroups,
  createMonitoringRole,
  createSubnetGroup,
  type DatabaseParts,
  finalSnapshotName,
} from "./databases/parts";
import { createProxy } from "./databases/proxy";
import { type DatabaseSettings, isAuroraArgs, settingsOf } from "./databases/settings";

export type { DatabaseArgs, DatabaseVerb };

/**
 * A relational database of Amazon RDS or Aurora in the isolated subnets: encrypted, TLS only, backed
 * up, protected from deletion, watched, and closed to everybody until a link opens it.
 */
export class Database extends pulumi.ComponentResource implements Linkable<DatabaseVerb> {
  readonly identifier: string;
  readonly arn: pulumi.Output<string>;
  /** Where writes go: the proxy, where there is one. */
  readonly host: pulumi.Output<string>;
  /** Where reads go. */
  readonly readerHost: pulumi.Output<string>;
  /** TCP port, for TLS. */
  readonly port: number;
  /** Id by which IAM names the database in `rds-db:connect`. */
  readonly resourceId: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  readonly watched: Watched;
  /** Secret of the master user; a secondary of a global database has none. */
  readonly secretArn: pulumi.Output<string> | undefined;
  readonly #name: string;
  readonly #access: DatabaseAccess;

  constructor(name: string, args: DatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:data:Database", name, {}, opts);
    const faults = databaseFaults(name, args);
    if (faults.length > 0) throw new ArgumentError("Database", name, faults.join("; "));

    const child = { parent: this };
    const settings = settingsOf(name, args);
    const parts = createParts(name, args, settings, child);
    const server = isAuroraArgs(args)
      ? createCluster(name, args, settings, parts, child)
      : createInstance(name, args, settings, parts, child);
    const { securityGroupId } = parts;
    const proxy =
      args.proxy &&
      createProxy(
        name,
        { ...args, proxy: args.proxy },
        settings,
        { server, securityGroupId },
        child,
      );

    this.#name = name;
    this.#access = { args, settings, server, proxy, securityGroupId };
    this.identifier = settings.identifier;
    this.arn = server.arn;
    this.host = (proxy ?? server).host;
    this.readerHost = (proxy ?? server).readerHost;
    this.port = settings.facts.port;
    this.resourceId = server.resourceId;
    this.securityGroupId = securityGroupId;
    this.secretArn = server.secretArn;
    this.watched = { name, owner: this, ...databaseSignals(name, server.facts) };
    this.registerOutputs({
      identifier: this.identifier,
      arn: this.arn,
      host: this.host,
      readerHost: this.readerHost,
      port: this.port,
      resourceId: this.resourceId,
      securityGroupId: this.securityGroupId,
      ...(this.secretArn && { secretArn: this.secretArn }),
    });
  }

  /** @throws ArgumentError for a verb that the way to sign in cannot keep apart */
  grant(verb: DatabaseVerb): Grant {
    return databaseGrant(this.#name, verb, this.#access);
  }
}

function createParts(
  name: string,
  args: DatabaseArgs,
  settings: DatabaseSettings,
  opts: pulumi.CustomResourceOptions,
): DatabaseParts {
  const group = createSecurityGroup(
    `${name}-security-group`,
    { vpcId: args.network.vpcId, description: `The ${name} database` },
    opts,
  );
  return {
    securityGroupId: group.id,
    subnetGroupName: createSubnetGroup(name, args, opts),
    parameterGroupName: createParameterGroup(name, args, settings, opts),
    optionGroupName: createOptionGroup(name, args, settings, group.id, opts),
    monitoringRoleArn: createMonitoringRole(name, args, settings, opts),
    logGroups: createLogGroups(name, args, settings, opts),
    finalSnapshotIdentifier: finalSnapshotName(name, settings, opts),
  };
}
