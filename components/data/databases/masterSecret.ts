import * as secretsmanager from "@pulumi/aws/secretsmanager";
import * as random from "@pulumi/random";
import * as pulumi from "@pulumi/pulumi";
import type { DatabaseArgs } from "./arguments";
import type { DatabaseSettings } from "./settings";

/** A master password that this program makes, since RDS does not. */
export interface OwnPassword {
  /** A secret. */
  readonly value: pulumi.Output<string>;
  /** Number that must change with the password, which AWS is only told and never asked for. */
  readonly version: number;
  readonly secretArn: pulumi.Output<string>;
}

/** Days in which a deleted secret can be restored, AWS's most. */
const recoveryWindowDays = 30;

/** The password of the master user, in a secret of the same form that RDS makes. */
export function createOwnPassword(
  name: string,
  args: DatabaseArgs,
  { identifier, masterUsername }: DatabaseSettings,
  opts: pulumi.CustomResourceOptions,
): OwnPassword {
  const version = args.passwordVersion ?? 1;
  const password = new random.RandomPassword(
    `${name}-master-password`,
    // Some engines refuse some punctuation; letters and digits of this length need none.
    { length: 40, special: false, keepers: { version: String(version) } },
    opts,
  );
  const value = pulumi.secret(password.result);
  const secret = new secretsmanager.Secret(
    `${name}-master-secret`,
    {
      description: `Master user of ${identifier}`,
      kmsKeyId: args.key.arn,
      recoveryWindowInDays: recoveryWindowDays,
    },
    opts,
  );
  const stored = new secretsmanager.SecretVersion(
    `${name}-master-secret-value`,
    {
      secretId: secret.id,
      secretString: pulumi.jsonStringify({ username: masterUsername, password: value }),
    },
    opts,
  );
  // Known once there is something to read.
  const secretArn = pulumi.all([secret.arn, stored.id]).apply(([arn]) => arn);
  return { value, version, secretArn };
}

/** Days after which RDS rotates the secret that it manages, unless told otherwise. */
const rdsRotationDays = 7;

/** Another rhythm for the secret that RDS manages; RDS itself rotates it, without a function. */
export function createRotation(
  name: string,
  secretArn: pulumi.Input<string>,
  days: number | undefined,
  opts: pulumi.CustomResourceOptions,
): void {
  if (days === undefined || days === rdsRotationDays) return;
  new secretsmanager.SecretRotation(
    `${name}-rotation`,
    {
      secretId: secretArn,
      rotationRules: { automaticallyAfterDays: days },
      rotateImmediately: false,
    },
    opts,
  );
}
