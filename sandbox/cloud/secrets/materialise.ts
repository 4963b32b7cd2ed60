/** Secrets of the stack, kept by the emulator, so that a task with the permission can read them. */
import { randomBytes } from "node:crypto";
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
  paginateListSecrets,
} from "@aws-sdk/client-secrets-manager";
import { z } from "zod";
import { failedWith } from "../clients";
import type { SecretValues } from "../tasks/secrets";

/** Content of the secret that RDS manages. */
const masterSchema = z.object({ username: z.string(), password: z.string() });

/** A master user whose password RDS makes. */
export interface ManagedMaster {
  readonly secretArn: string;
  readonly username: string;
}

/** Has the emulator give the secret this ARN: `ministack/secret_arns.py`. */
const ARN_TAG = "sandbox:arn";

/** Name of a secret: the end of its ARN, without the six characters that Secrets Manager adds. */
function nameIn(arn: string): string {
  return arn
    .split(":")
    .slice(6)
    .join(":")
    .replace(/-[A-Za-z0-9]{6}$/, "");
}

async function currentValue(client: SecretsManagerClient, arn: string) {
  try {
    return (await client.send(new GetSecretValueCommand({ SecretId: arn }))).SecretString;
  } catch (error) {
    if (failedWith(error, "ResourceNotFoundException")) return undefined;
    throw error;
  }
}

async function applySecret(client: SecretsManagerClient, arn: string, value: string) {
  if ((await currentValue(client, arn)) === value) return;
  const content = { SecretString: value };
  try {
    await client.send(new PutSecretValueCommand({ SecretId: arn, ...content }));
  } catch (error) {
    if (!failedWith(error, "ResourceNotFoundException")) throw error;
    await createSecret(client, arn, content);
  }
}

async function createSecret(
  client: SecretsManagerClient,
  arn: string,
  content: { readonly SecretString?: string } = {},
) {
  const Tags = [{ Key: ARN_TAG, Value: arn }];
  await client.send(new CreateSecretCommand({ Name: nameIn(arn), ...content, Tags }));
}

async function ensureMaster(client: SecretsManagerClient, { secretArn, username }: ManagedMaster) {
  const current = await currentValue(client, secretArn);
  const kept = current === undefined ? undefined : masterSchema.safeParse(JSON.parse(current)).data;
  if (kept?.username === username) return kept.password;
  const password = randomBytes(24).toString("base64url");
  await applySecret(client, secretArn, JSON.stringify({ username, password }));
  return password;
}

/**
 * Makes the emulator's secrets those of the state. The password of a master user that RDS manages is
 * made the first time, and kept. A secret whose value somebody puts there by hand is empty at first, and
 * its value is kept.
 *
 * @param byHand ARNs of the secrets that the state holds without a value
 * @returns the managed passwords by the ARN of their secret
 */
export async function applySecrets(
  client: SecretsManagerClient,
  values: SecretValues,
  masters: readonly ManagedMaster[],
  byHand: readonly string[] = [],
): Promise<ReadonlyMap<string, string>> {
  const secrets = [...values].filter(([arn]) => arn.split(":")[2] === "secretsmanager");
  const wanted = new Set([
    ...secrets.map(([arn]) => arn),
    ...masters.map(({ secretArn }) => secretArn),
    ...byHand,
  ]);
  const existing = new Set<string>();
  for await (const page of paginateListSecrets({ client }, {})) {
    for (const { ARN: SecretId } of page.SecretList ?? []) {
      if (SecretId === undefined) continue;
      existing.add(SecretId);
      if (wanted.has(SecretId)) continue;
      await client.send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }));
    }
  }
  for (const [arn, value] of secrets) await applySecret(client, arn, value);
  for (const arn of byHand) {
    if (!existing.has(arn)) await createSecret(client, arn);
  }
  const passwords = new Map<string, string>();
  for (const master of masters) {
    passwords.set(master.secretArn, await ensureMaster(client, master));
  }
  return passwords;
}
