import * as elasticache from "@pulumi/aws/elasticache";
import * as random from "@pulumi/random";
import * as pulumi from "@pulumi/pulumi";
import { nameWithin } from "../../internal/naming";
import type { KeyValueEngine } from "./engines";

/** Longest name that leaves room for a user's ending, such as `-default`, within ElastiCache's 40 characters. */
const longestIdentifier = 32;

/** What a service does with a cache. */
export type CacheVerb = "reads" | "readsWrites";

/**
 * Commands of each user, as ACL rules: https://valkey.io/topics/acl/. Nobody may administer; INFO and
 * the layout of the cluster are what clients ask for when they connect.
 */
const accessStrings: Readonly<Record<CacheVerb, string>> = {
  reads:
    "on ~* -@all +@read +@connection -@dangerous +info +cluster|nodes +cluster|shards +cluster|slots",
  readsWrites: "on ~* &* +@all -@admin -@dangerous +info",
};

const nouns: Readonly<Record<CacheVerb, string>> = { reads: "reader", readsWrites: "writer" };

/** Users who sign in with a token that IAM signs, one for each verb. */
export interface CacheUsers {
  readonly groupId: pulumi.Output<string>;
  readonly byVerb: Readonly<Record<CacheVerb, { readonly name: string; readonly arn: UserArn }>>;
}

type UserArn = pulumi.Output<string>;

/**
 * One user for each verb, without a password, and the engine's own `default` user, who is switched
 * off. A user of IAM has the same id and name:
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html
 */
export function createUsers(
  name: string,
  args: { readonly engine: KeyValueEngine; readonly prefix: string },
  opts: pulumi.CustomResourceOptions,
): CacheUsers {
  const { engine, prefix } = args;
  const identifier = nameWithin(`${prefix}-${name}`, longestIdentifier);
  const createUser = (verb: CacheVerb): elasticache.User => {
    const userId = `${identifier}-${nouns[verb]}`;
    return new elasticache.User(
      `${name}-${nouns[verb]}`,
      {
        engine,
        userId,
        userName: userId,
        accessString: accessStrings[verb],
        authenticationMode: { type: "iam" },
      },
      opts,
    );
  };
  const users = { reads: createUser("reads"), readsWrites: createUser("readsWrites") };
  const off = createDefaultUser(name, engine, `${identifier}-default`, opts);
  const group = new elasticache.UserGroup(
    `${name}-users`,
    {
      engine,
      userGroupId: identifier,
      userIds: [off.userId, users.reads.userId, users.readsWrites.userId],
    },
    opts,
  );
  return {
    groupId: group.userGroupId,
    byVerb: {
      reads: { name: `${identifier}-reader`, arn: users.reads.arn },
      readsWrites: { name: `${identifier}-writer`, arn: users.readsWrites.arn },
    },
  };
}

/** Takes the place of the user that every connection begins as. The password opens nothing, yet ElastiCache wants one. */
function createDefaultUser(
  name: string,
  engine: KeyValueEngine,
  userId: string,
  opts: pulumi.CustomResourceOptions,
): elasticache.User {
  const password = new random.RandomPassword(
    `${name}-default-password`,
    { length: 40, special: false },
    opts,
  );
  return new elasticache.User(
    `${name}-default`,
    {
      engine,
      userId,
      userName: "default",
      accessString: "off -@all",
      authenticationMode: { type: "password", passwords: [pulumi.secret(password.result)] },
    },
    opts,
  );
}
