/** Users of a cache in the words of the server's ACL file: https://valkey.io/topics/acl/. Pure. */
import { createHash } from "node:crypto";
import type { CacheUser } from "./definitions";

/**
 * What ElastiCache lets nobody do, whatever the access string says.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/RestrictedCommands.html
 */
const FORBIDDEN = [
  "acl|deluser",
  "acl|load",
  "acl|save",
  "acl|setuser",
  "bgrewriteaof",
  "bgsave",
  "config",
  "debug",
  "failover",
  "migrate",
  "module",
  "psync",
  "replicaof",
  "save",
  "shutdown",
  "slaveof",
  "sync",
]
  .map((command) => `-${command}`)
  .join(" ");

function hashed(password: string): string {
  return `#${createHash("sha256").update(password).digest("hex")}`;
}

/** One line of the file. `serverPassword` is what the gate gives for a user whose token it has checked. */
function line(user: CacheUser, serverPassword: string): string {
  const { name, accessString, signIn } = user;
  const secrets =
    signIn.kind === "iam"
      ? hashed(serverPassword)
      : signIn.kind === "none"
        ? "nopass"
        : signIn.passwords.map(hashed).join(" ");
  return `user ${name} resetpass ${secrets} ${accessString} ${FORBIDDEN}`;
}

/** The file of a cache. Without a `default` user, connections begin as nobody. */
export function aclFile(users: readonly CacheUser[], serverPassword: string): string {
  const lines = users.map((user) => line(user, serverPassword));
  if (!users.some(({ name }) => name === "default")) lines.push("user default off");
  return `${lines.join("\n")}\n`;
}
