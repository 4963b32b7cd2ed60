/** Caches of ElastiCache and their users as the state declares them. */
import { z } from "zod";
import type { Endpoint } from "../network/securityGroups";
import type { DeployedStack } from "../state/deployedStack";

const userSchema = z.object({
  userId: z.string(),
  userName: z.string(),
  arn: z.string(),
  accessString: z.string(),
  authenticationMode: z
    .object({ type: z.string(), passwords: z.array(z.string()).default([]) })
    .optional(),
  passwords: z.array(z.string()).default([]),
  noPasswordRequired: z.boolean().default(false),
});
const userGroupSchema = z.object({
  userGroupId: z.string(),
  userIds: z.array(z.string()).default([]),
});
const associationSchema = z.object({ userGroupId: z.string(), userId: z.string() });
const shared = z.object({
  arn: z.string(),
  engine: z.string().default("redis"),
  securityGroupIds: z.array(z.string()).default([]),
});
const replicationGroupSchema = shared.extend({
  replicationGroupId: z.string(),
  port: z.number().default(6379),
  primaryEndpointAddress: z.string().optional(),
  readerEndpointAddress: z.string().optional(),
  configurationEndpointAddress: z.string().optional(),
  numNodeGroups: z.number().default(1),
  transitEncryptionEnabled: z.boolean().default(false),
  authToken: z.string().optional(),
  userGroupIds: z.array(z.string()).default([]),
  subnetGroupName: z.string().optional(),
});
const serverlessSchema = shared.extend({
  name: z.string(),
  endpoints: z.array(z.object({ address: z.string(), port: z.number() })).default([]),
  userGroupId: z.string().optional(),
  subnetIds: z.array(z.string()).default([]),
});
const memcachedSchema = shared.extend({
  clusterId: z.string(),
  port: z.number().default(11211),
  clusterAddress: z.string().optional(),
  subnetGroupName: z.string().optional(),
  replicationGroupId: z.string().optional(),
});
const subnetGroupSchema = z.object({
  name: z.string(),
  subnetIds: z.array(z.string()).default([]),
});

/** How a user of a cache signs in. */
export type CacheSignIn =
  | { readonly kind: "iam"; readonly arn: string }
  | { readonly kind: "passwords"; readonly passwords: readonly string[] }
  | { readonly kind: "none" };

export interface CacheUser {
  readonly name: string;
  /** Rules of https://valkey.io/topics/acl/, with `on` or `off`. */
  readonly accessString: string;
  readonly signIn: CacheSignIn;
}

export interface Cache {
  /** What people call it: the component's name. */
  readonly name: string;
  /** Name that tokens of IAM are signed for. */
  readonly cacheName: string;
  readonly arn: string;
  readonly engine: string;
  readonly serverless: boolean;
  /** Whether clients see one node, or a cluster that tells them where keys are. */
  readonly cluster: boolean;
  readonly tls: boolean;
  readonly port: number;
  readonly users: readonly CacheUser[];
  readonly hosts: readonly string[];
  readonly place: Endpoint;
}

/** Whether the sandbox has a server for the engine. */
export function isKeyValue({ engine }: Cache): boolean {
  return engine === "valkey" || engine === "redis";
}

function signInOf(user: z.infer<typeof userSchema>): CacheSignIn {
  const { authenticationMode: mode, arn, noPasswordRequired } = user;
  if (mode?.type === "iam") return { kind: "iam", arn };
  if (noPasswordRequired || mode?.type === "no-password-required") return { kind: "none" };
  return { kind: "passwords", passwords: [...(mode?.passwords ?? []), ...user.passwords] };
}

/** What ElastiCache gives a cache without user groups. */
function defaultUser(authToken: string | undefined): CacheUser {
  return {
    name: "default",
    accessString: "on ~* &* +@all",
    signIn:
      authToken === undefined ? { kind: "none" } : { kind: "passwords", passwords: [authToken] },
  };
}

class Reader {
  readonly #stack: DeployedStack;
  readonly #cidrs: ReadonlyMap<string, string>;

  constructor(stack: DeployedStack, cidrs: ReadonlyMap<string, string>) {
    this.#stack = stack;
    this.#cidrs = cidrs;
  }

  read(): Cache[] {
    return [...this.#replicationGroups(), ...this.#serverless(), ...this.#memcached()];
  }

  #replicationGroups(): Cache[] {
    return this.#stack
      .ofType("aws:elasticache/replicationGroup:ReplicationGroup", replicationGroupSchema)
      .map(({ displayName: name, properties }) => {
        const { replicationGroupId: cacheName, arn, engine, port, userGroupIds } = properties;
        const hosts = [
          properties.primaryEndpointAddress,
          properties.readerEndpointAddress,
          properties.configurationEndpointAddress,
        ];
        return {
          name,
          cacheName,
          arn,
          engine,
          port,
          serverless: false,
          cluster: properties.numNodeGroups > 1,
          tls: properties.transitEncryptionEnabled,
          users:
            userGroupIds.length === 0
              ? [defaultUser(properties.authToken)]
              : this.#users(userGroupIds),
          hosts: hosts.filter((host) => host !== undefined),
          place: this.#place(name, properties, this.#subnets(properties.subnetGroupName)),
        };
      });
  }

  #serverless(): Cache[] {
    return this.#stack
      .ofType("aws:elasticache/serverlessCache:ServerlessCache", serverlessSchema)
      .map(({ displayName: name, properties }) => {
        const { name: cacheName, arn, engine, endpoints, userGroupId } = properties;
        return {
          name,
          cacheName,
          arn,
          engine,
          port: endpoints[0]?.port ?? 6379,
          serverless: true,
          cluster: true,
          tls: true,
          users: userGroupId === undefined ? [defaultUser(undefined)] : this.#users([userGroupId]),
          hosts: endpoints.map(({ address }) => address),
          place: this.#place(name, properties, properties.subnetIds),
        };
      });
  }

  /** Memcached, which is read so that it can be refused by name. */
  #memcached(): Cache[] {
    return this.#stack
      .ofType("aws:elasticache/cluster:Cluster", memcachedSchema)
      .filter(({ properties }) => properties.replicationGroupId === undefined)
      .map(({ displayName: name, properties }) => {
        const { clusterId: cacheName, arn, engine, port, clusterAddress: host } = properties;
        return {
          name,
          cacheName,
          arn,
          engine,
          port,
          serverless: false,
          cluster: false,
          tls: true,
          users: [defaultUser(undefined)],
          hosts: host === undefined ? [] : [host],
          place: this.#place(name, properties, this.#subnets(properties.subnetGroupName)),
        };
      });
  }

  #users(groupIds: readonly string[]): CacheUser[] {
    const groups = this.#stack
      .ofType("aws:elasticache/userGroup:UserGroup", userGroupSchema)
      .map(({ properties }) => properties);
    const associations = this.#stack
      .ofType("aws:elasticache/userGroupAssociation:UserGroupAssociation", associationSchema)
      .map(({ properties }) => properties);
    const ids = new Set([
      ...groups
        .filter((group) => groupIds.includes(group.userGroupId))
        .flatMap((group) => group.userIds),
      ...associations.filter((one) => groupIds.includes(one.userGroupId)).map((one) => one.userId),
    ]);
    return this.#stack
      .ofType("aws:elasticache/user:User", userSchema)
      .filter(({ properties }) => ids.has(properties.userId))
      .map(({ properties }) => ({
        name: properties.userName,
        accessString: properties.accessString,
        signIn: signInOf(properties),
      }));
  }

  #subnets(groupName: string | undefined): readonly string[] {
    const group = this.#stack
      .ofType("aws:elasticache/subnetGroup:SubnetGroup", subnetGroupSchema)
      .find(({ properties: { name } }) => name === groupName);
    return group?.properties.subnetIds ?? [];
  }

  #place(
    name: string,
    { securityGroupIds: groupIds }: z.infer<typeof shared>,
    subnetIds: readonly string[],
  ): Endpoint {
    const cidrs = subnetIds.map((id) => this.#cidrs.get(id));
    return {
      label: `cache "${name}"`,
      groupIds,
      subnetCidrs: cidrs.filter((cidr) => cidr !== undefined),
    };
  }
}

/** @param cidrs address ranges by subnet id */
export function readCaches(stack: DeployedStack, cidrs: ReadonlyMap<string, string>): Cache[] {
  return new Reader(stack, cidrs).read();
}
