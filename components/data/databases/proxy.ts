import * as rds from "@pulumi/aws/rds";
import * as pulumi from "@pulumi/pulumi";
import { allowFrom, allowTo, createSecurityGroup } from "../../internal/firewall";
import { connectDatabase } from "../../internal/permissions/databases";
import { decryptSecret, readSecret } from "../../internal/permissions/secrets";
import { createServiceRole, type PolicyStatement } from "../../internal/policyDocument";
import type { DatabaseArgs, ProxySettings } from "./arguments";
import type { DatabaseServer } from "./parts";
import type { DatabaseSettings } from "./settings";

/** A pool of connections in front of a database. */
export interface DatabaseProxy {
  readonly host: pulumi.Output<string>;
  /** Where reads go: to the readers, where there are any. */
  readonly readerHost: pulumi.Output<string>;
  /** Id, such as `prx-0abc`, by which IAM names the proxy. */
  readonly resourceId: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
}

/** ARNs of the users that services sign in as, below a cluster, instance or proxy. */
export function userArn(
  { region, accountId }: Pick<DatabaseArgs, "region" | "accountId">,
  resourceId: pulumi.Input<string>,
  user: string,
): pulumi.Output<string> {
  return pulumi.interpolate`arn:aws:rds-db:${region}:${accountId}:dbuser:${resourceId}/${user}`;
}

/**
 * RDS Proxy. With IAM it signs in to the database as the user that signed in to it, and knows no
 * password: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-iam-setup.html
 */
export function createProxy(
  name: string,
  args: DatabaseArgs & { readonly proxy: ProxySettings },
  settings: DatabaseSettings,
  database: { readonly server: DatabaseServer; readonly securityGroupId: pulumi.Output<string> },
  opts: pulumi.CustomResourceOptions,
): DatabaseProxy {
  const { server } = database;
  const role = createServiceRole(
    `${name}-proxy-role`,
    {
      service: "rds.amazonaws.com",
      // Without the source account, which RDS does not say that its proxies send.
      description: `Signs in to ${name} for its proxy`,
      statements: signInStatements(args, settings, server),
    },
    opts,
  );
  const securityGroupId = createProxyFirewall(name, args, settings, database.securityGroupId, opts);
  const proxy = new rds.Proxy(
    `${name}-proxy`,
    {
      name: settings.identifier,
      engineFamily: settings.facts.proxyFamily ?? "",
      requireTls: true,
      debugLogging: false,
      idleClientTimeout: args.proxy.idleClientTimeoutSeconds ?? 1800,
      roleArn: role.arn,
      vpcSubnetIds: args.network.isolatedSubnetIds,
      vpcSecurityGroupIds: [securityGroupId],
      ...authentication(settings, server),
    },
    opts,
  );
  createTarget(name, proxy, args.proxy, server, opts);
  return {
    host: proxy.endpoint,
    readerHost: readerHost(name, proxy, args, securityGroupId, server, opts),
    resourceId: proxy.arn.apply((arn) => arn.slice(arn.lastIndexOf(":") + 1)),
    securityGroupId,
  };
}

function signInStatements(
  args: DatabaseArgs,
  { signIn, users }: DatabaseSettings,
  { resourceId, secretArn }: DatabaseServer,
): PolicyStatement[] {
  if (signIn === "iam" || secretArn === undefined) {
    const arns = Object.values(users).map((user) => userArn(args, resourceId, user));
    return [{ sid: "SignIn", actions: connectDatabase, resources: arns }];
  }
  return [
    { sid: "ReadSecret", actions: readSecret, resources: [secretArn] },
    {
      sid: "DecryptSecret",
      actions: decryptSecret,
      resources: [args.key.arn],
      conditions: {
        StringEquals: { "kms:ViaService": `secretsmanager.${args.region}.amazonaws.com` },
      },
    },
  ];
}

function authentication({ signIn }: DatabaseSettings, { secretArn }: DatabaseServer) {
  return signIn === "iam" || secretArn === undefined
    ? { defaultAuthScheme: "IAM_AUTH" }
    : { auths: [{ authScheme: "SECRETS", iamAuth: "DISABLED", secretArn }] };
}

/** The proxy reaches the database, and nobody reaches the proxy until a link says so. */
function createProxyFirewall(
  name: string,
  args: DatabaseArgs,
  { facts }: DatabaseSettings,
  databaseGroupId: pulumi.Output<string>,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const group = createSecurityGroup(
    `${name}-proxy-security-group`,
    { vpcId: args.network.vpcId, description: `Proxy of the ${name} database` },
    opts,
  );
  const rule = { port: facts.port, description: `Proxy of ${name} to the database` };
  allowTo(
    `${name}-proxy-egress`,
    { ...rule, securityGroupId: group.id, peer: { securityGroupId: databaseGroupId } },
    opts,
  );
  allowFrom(
    `${name}-proxy-ingress`,
    { ...rule, securityGroupId: databaseGroupId, peer: { securityGroupId: group.id } },
    opts,
  );
  return group.id;
}

function createTarget(
  name: string,
  proxy: rds.Proxy,
  settings: ProxySettings,
  server: DatabaseServer,
  opts: pulumi.CustomResourceOptions,
): void {
  const group = new rds.ProxyDefaultTargetGroup(
    `${name}-proxy-pool`,
    {
      dbProxyName: proxy.name,
      connectionPoolConfig: {
        maxConnectionsPercent: settings.maxConnectionsPercent ?? 90,
        connectionBorrowTimeout: settings.borrowTimeoutSeconds ?? 120,
      },
    },
    opts,
  );
  new rds.ProxyTarget(
    `${name}-proxy-target`,
    { dbProxyName: proxy.name, targetGroupName: group.name, ...server.proxyTarget },
    { ...opts, dependsOn: [...server.instances] },
  );
}

function readerHost(
  name: string,
  proxy: rds.Proxy,
  { network }: DatabaseArgs,
  securityGroupId: pulumi.Output<string>,
  { hasReaders }: DatabaseServer,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  if (!hasReaders) return proxy.endpoint;
  return new rds.ProxyEndpoint(
    `${name}-proxy-readers`,
    {
      dbProxyName: proxy.name,
      dbProxyEndpointName: pulumi.interpolate`${proxy.name}-readers`,
      targetRole: "READ_ONLY",
      vpcSubnetIds: network.isolatedSubnetIds,
      vpcSecurityGroupIds: [securityGroupId],
    },
    opts,
  ).endpoint;
}
