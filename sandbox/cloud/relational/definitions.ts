/** Relational databases of Aurora and RDS as the state declares them. */
import { z } from "zod";
import type { Endpoint } from "../network/securityGroups";
import type { DeployedStack } from "../state/deployedStack";

const masterSecret = z.object({ secretArn: z.string() });
const shared = z.object({
  arn: z.string(),
  engine: z.string(),
  engineVersion: z.string().default(""),
  port: z.number().optional(),
  vpcSecurityGroupIds: z.array(z.string()).default([]),
  dbSubnetGroupName: z.string().optional(),
  iamDatabaseAuthenticationEnabled: z.boolean().default(false),
  masterUserSecrets: z.array(masterSecret).default([]),
});
const clusterSchema = shared.extend({
  clusterIdentifier: z.string(),
  clusterResourceId: z.string(),
  endpoint: z.string(),
  readerEndpoint: z.string(),
  databaseName: z.string().optional(),
  masterUsername: z.string().optional(),
  masterPassword: z.string().optional(),
  masterPasswordWo: z.string().optional(),
});
const instanceSchema = shared.extend({
  identifier: z.string(),
  resourceId: z.string(),
  address: z.string(),
  dbName: z.string().optional(),
  username: z.string().optional(),
  password: z.string().optional(),
  passwordWo: z.string().optional(),
});
const memberSchema = z.object({ clusterIdentifier: z.string() });
const subnetGroupSchema = z.object({
  name: z.string(),
  subnetIds: z.array(z.string()).default([]),
});
const proxySchema = z.object({
  name: z.string(),
  arn: z.string(),
  endpoint: z.string(),
  vpcSecurityGroupIds: z.array(z.string()).default([]),
  vpcSubnetIds: z.array(z.string()).default([]),
});
const proxyTargetSchema = z.object({
  dbProxyName: z.string(),
  dbClusterIdentifier: z.string().optional(),
  dbInstanceIdentifier: z.string().optional(),
});
const proxyEndpointSchema = z.object({
  dbProxyName: z.string(),
  endpoint: z.string(),
  targetRole: z.string().default("READ_WRITE"),
  vpcSecurityGroupIds: z.array(z.string()).default([]),
  vpcSubnetIds: z.array(z.string()).default([]),
});

/** What a caller must reach, and then each from the one before it; the last is the server. */
export type Way = readonly [Endpoint, ...Endpoint[]];

/** One address of a database: its writer's, its readers', or a proxy's. */
export interface DatabaseAddress {
  readonly host: string;
  /** Whether replicas answer, which write nothing. */
  readonly readOnly: boolean;
  /** Id by which IAM names what answers in `rds-db:connect`. */
  readonly resourceId: string;
  readonly path: Way;
}

export interface Database {
  /** What people call it: the component's name. */
  readonly name: string;
  readonly identifier: string;
  readonly engine: string;
  /** Major version; undefined where the state says none. */
  readonly majorVersion: number | undefined;
  readonly port: number;
  readonly iamSignIn: boolean;
  readonly databaseName: string | undefined;
  readonly masterUser: string | undefined;
  /** Password that the program set itself. */
  readonly masterPassword: string | undefined;
  /** Secret of the master user that RDS manages. */
  readonly managedSecretArn: string | undefined;
  readonly addresses: readonly DatabaseAddress[];
}

/** Whether the sandbox has a server for the engine. */
export function isPostgres({ engine }: Database): boolean {
  return engine === "postgres" || engine === "aurora-postgresql";
}

/** Port of an engine that the state says none for. */
function defaultPort(engine: string): number {
  if (engine.includes("postgres")) return 5432;
  if (engine.startsWith("oracle")) return 1521;
  return engine.startsWith("sqlserver") ? 1433 : 3306;
}

/** What both forms of a database have. */
function common(properties: z.infer<typeof shared>) {
  const { engine, engineVersion, port, masterUserSecrets } = properties;
  const majorVersion = Number.parseInt(engineVersion, 10);
  return {
    engine,
    majorVersion: Number.isNaN(majorVersion) ? undefined : majorVersion,
    port: port ?? defaultPort(engine),
    iamSignIn: properties.iamDatabaseAuthenticationEnabled,
    managedSecretArn: masterUserSecrets[0]?.secretArn,
  };
}

/** Reads databases with their subnets, replicas and proxies. */
class Reader {
  readonly #stack: DeployedStack;
  readonly #cidrs: ReadonlyMap<string, string>;

  constructor(stack: DeployedStack, cidrs: ReadonlyMap<string, string>) {
    this.#stack = stack;
    this.#cidrs = cidrs;
  }

  read(): Database[] {
    return [...this.#clusters(), ...this.#instances()];
  }

  #clusters(): Database[] {
    const members = this.#stack.ofType("aws:rds/clusterInstance:ClusterInstance", memberSchema);
    return this.#stack
      .ofType("aws:rds/cluster:Cluster", clusterSchema)
      .map(({ id, displayName: name, properties }) => {
        const { clusterIdentifier: identifier, clusterResourceId: resourceId } = properties;
        const isOwn = (other: string | undefined) => other === identifier || other === id;
        const own = members.filter((member) => isOwn(member.properties.clusterIdentifier));
        const path: Way = [this.#endpoint(`database "${name}"`, properties)];
        const address = { resourceId, path };
        return {
          ...common(properties),
          name,
          identifier,
          databaseName: properties.databaseName,
          masterUser: properties.masterUsername,
          masterPassword: properties.masterPassword ?? properties.masterPasswordWo,
          addresses: [
            { ...address, host: properties.endpoint, readOnly: false },
            // Without a replica, the writer answers for the readers.
            { ...address, host: properties.readerEndpoint, readOnly: own.length > 1 },
            ...this.#proxies(name, path, (target) => isOwn(target.dbClusterIdentifier)),
          ],
        };
      });
  }

  #instances(): Database[] {
    return this.#stack
      .ofType("aws:rds/instance:Instance", instanceSchema)
      .map(({ id, displayName: name, properties }) => {
        const { identifier, resourceId, address: host } = properties;
        const path: Way = [this.#endpoint(`database "${name}"`, properties)];
        const isOwn = (other: string | undefined) => other === identifier || other === id;
        return {
          ...common(properties),
          name,
          identifier,
          databaseName: properties.dbName,
          masterUser: properties.username,
          masterPassword: properties.password ?? properties.passwordWo,
          addresses: [
            { host, resourceId, path, readOnly: false },
            ...this.#proxies(name, path, (target) => isOwn(target.dbInstanceIdentifier)),
          ],
        };
      });
  }

  #proxies(
    name: string,
    database: Way,
    isTarget: (target: z.infer<typeof proxyTargetSchema>) => boolean,
  ): DatabaseAddress[] {
    const targets = this.#stack.ofType("aws:rds/proxyTarget:ProxyTarget", proxyTargetSchema);
    const names = targets
      .filter(({ properties }) => isTarget(properties))
      .map(({ properties }) => properties.dbProxyName);
    const proxies = this.#stack
      .ofType("aws:rds/proxy:Proxy", proxySchema)
      .filter(({ properties }) => names.includes(properties.name));
    const ends = this.#stack.ofType("aws:rds/proxyEndpoint:ProxyEndpoint", proxyEndpointSchema);
    return proxies.flatMap(({ properties: proxy }) => {
      const resourceId = proxy.arn.slice(proxy.arn.lastIndexOf(":") + 1);
      const label = `proxy of database "${name}"`;
      const way = (of: {
        readonly vpcSecurityGroupIds: readonly string[];
        readonly vpcSubnetIds: readonly string[];
      }): Way => [this.#place(label, of.vpcSecurityGroupIds, of.vpcSubnetIds), ...database];
      const own = ends.filter(({ properties }) => properties.dbProxyName === proxy.name);
      return [
        { host: proxy.endpoint, readOnly: false, resourceId, path: way(proxy) },
        ...own.map(({ properties: end }) => ({
          host: end.endpoint,
          readOnly: end.targetRole === "READ_ONLY",
          resourceId,
          path: way(end),
        })),
      ];
    });
  }

  #endpoint(label: string, properties: z.infer<typeof shared>): Endpoint {
    const group = this.#stack
      .ofType("aws:rds/subnetGroup:SubnetGroup", subnetGroupSchema)
      .find(({ properties: { name } }) => name === properties.dbSubnetGroupName);
    return this.#place(label, properties.vpcSecurityGroupIds, group?.properties.subnetIds ?? []);
  }

  #place(label: string, groupIds: readonly string[], subnetIds: readonly string[]): Endpoint {
    const cidrs = subnetIds.map((id) => this.#cidrs.get(id));
    return { label, groupIds, subnetCidrs: cidrs.filter((cidr) => cidr !== undefined) };
  }
}

/** @param cidrs address ranges by subnet id */
export function readDatabases(
  stack: DeployedStack,
  cidrs: ReadonlyMap<string, string>,
): Database[] {
  return new Reader(stack, cidrs).read();
}
