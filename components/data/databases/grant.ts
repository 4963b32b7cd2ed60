import type * as pulumi from "@pulumi/pulumi";
import { ArgumentError } from "../../internal/errors";
import { environmentName, statementName } from "../../internal/naming";
import { connectDatabase } from "../../internal/permissions/databases";
import { decryptSecret, readSecret } from "../../internal/permissions/secrets";
import type { Grant, PolicyStatement } from "../../internal/policyDocument";
import type { DatabaseArgs } from "./arguments";
import type { DatabaseServer } from "./parts";
import { type DatabaseProxy, userArn } from "./proxy";
import type { DatabaseSettings } from "./settings";

/**
 * What a service does with a database. `administers` signs in as the master user, for migrations, and
 * is told the users that these make; it goes to the database itself, past a proxy.
 */
export type DatabaseVerb = "reads" | "readsWrites" | "administers";

/** What a grant is made of. */
export interface DatabaseAccess {
  readonly args: DatabaseArgs;
  readonly settings: DatabaseSettings;
  readonly server: DatabaseServer;
  readonly proxy: DatabaseProxy | undefined;
  readonly securityGroupId: pulumi.Output<string>;
}

type Environment = Record<string, pulumi.Input<string>>;

export function databaseGrant(name: string, verb: DatabaseVerb, access: DatabaseAccess): Grant {
  const { settings, server, securityGroupId } = access;
  const proxy = verb === "administers" ? undefined : access.proxy;
  const prefix = environmentName(name);
  const endpoint = proxy ?? server;
  const signIn =
    settings.signIn === "iam" && verb !== "administers"
      ? iamSignIn(name, verb, access, endpoint.resourceId)
      : secretSignIn(name, verb, access);
  const namesUsers = settings.signIn === "iam" && verb === "administers";
  return {
    environment: {
      [`${prefix}_HOST`]: verb === "reads" ? endpoint.readerHost : endpoint.host,
      [`${prefix}_PORT`]: String(settings.facts.port),
      ...(settings.databaseName !== undefined && { [`${prefix}_NAME`]: settings.databaseName }),
      ...signIn.environment,
      ...(namesUsers && {
        [`${prefix}_READER`]: settings.users.reads,
        [`${prefix}_WRITER`]: settings.users.readsWrites,
      }),
    },
    statements: signIn.statements,
    connections: [
      {
        name,
        securityGroupId: proxy?.securityGroupId ?? securityGroupId,
        port: settings.facts.port,
      },
    ],
  };
}

interface SignIn {
  readonly environment: Environment;
  readonly statements: readonly PolicyStatement[];
}

function iamSignIn(
  name: string,
  verb: "reads" | "readsWrites",
  { args, settings }: DatabaseAccess,
  resourceId: pulumi.Output<string>,
): SignIn {
  const user = settings.users[verb];
  return {
    environment: { [`${environmentName(name)}_USER`]: user },
    statements: [
      {
        sid: statementName(verb, name, "database"),
        actions: connectDatabase,
        resources: [userArn(args, resourceId, user)],
      },
    ],
  };
}

/** The master user's secret. Whoever has it may write, so it is no way to read alone. */
function secretSignIn(
  name: string,
  verb: DatabaseVerb,
  { args, settings, server }: DatabaseAccess,
): SignIn {
  const { secretArn } = server;
  if (verb === "reads") {
    throw new ArgumentError(
      "Database",
      name,
      `grant("reads") needs signIn "iam", got "${settings.signIn}", where the only user is the master user, who may write; grant "readsWrites", or use an engine with IAM sign-in`,
    );
  }
  if (secretArn === undefined) {
    throw new ArgumentError(
      "Database",
      name,
      `grant("${verb}") needs a master user, got a secondary of a global database; grant it on the primary`,
    );
  }
  const prefix = environmentName(name);
  const sid = statementName(verb, name, "secret");
  return {
    environment: {
      [`${prefix}_USER`]: settings.masterUsername,
      [`${prefix}_SECRET_ARN`]: secretArn,
    },
    statements: [
      { sid, actions: readSecret, resources: [secretArn] },
      {
        sid: `${sid}Key`,
        actions: decryptSecret,
        resources: [args.key.arn],
        conditions: {
          StringEquals: { "kms:ViaService": `secretsmanager.${args.region}.amazonaws.com` },
        },
      },
    ],
  };
}
