/** What a secret holds at first. */
import * as secretsmanager from "@pulumi/aws/secretsmanager";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

/** A value that the program gives is in the stack's state too, encrypted by the stack's secrets provider. */
export type SecretValue =
  | {
      /** A random password. */
      readonly kind: "generated";
      /** Characters, 16 to 4096. @default 32 */
      readonly length?: number;
      /** Uses punctuation too, which some servers refuse. @default false */
      readonly punctuation?: boolean;
      /**
       * What stands beside it, such as `{ username: "app" }`: the secret is then a JSON object with these
       * and `password`. @default nothing; the secret is the password
       */
      readonly fields?: Readonly<Record<string, pulumi.Input<string>>>;
      /** Another number makes another password. @default 1 */
      readonly version?: number;
    }
  | {
      readonly kind: "given";
      /** Comes from the stack's encrypted settings, or another resource. */
      readonly value: pulumi.Input<string>;
    };

export const defaultPasswordLength = 32;

/** Stores the value, and returns the secret's ARN, known once the value is there. */
export function createValue(
  name: string,
  secret: secretsmanager.Secret,
  value: SecretValue,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  // Both classes mark the value as secret, so the state holds it encrypted.
  const secretString = value.kind === "given" ? value.value : generate(name, value, opts);
  const stored = new secretsmanager.SecretVersion(
    `${name}-value`,
    { secretId: secret.id, secretString },
    opts,
  );
  return pulumi.all([secret.arn, stored.id]).apply(([arn]) => arn);
}

function generate(
  name: string,
  { length, punctuation, fields, version }: Extract<SecretValue, { kind: "generated" }>,
  { parent }: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const password = new random.RandomPassword(
    `${name}-password`,
    {
      length: length ?? defaultPasswordLength,
      special: punctuation ?? false,
      keepers: { version: String(version ?? 1) },
    },
    { parent },
  );
  return fields === undefined
    ? password.result
    : pulumi.jsonStringify({ ...fields, password: password.result });
}
