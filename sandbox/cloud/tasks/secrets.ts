/** Secrets and parameters that task definitions refer to, by what the state holds of them. */
import { z } from "zod";
import type { DeployedStack } from "../state/deployedStack";

/** A task that cannot start now; ECS would stop it with the same reason and try again. */
export class TaskStartError extends Error {
  override readonly name = "TaskStartError";
}

const versionSchema = z.object({ secretId: z.string(), secretString: z.string().optional() });
const parameterSchema = z.object({
  name: z.string(),
  arn: z.string(),
  value: z.string().optional(),
});

/** Values by secret ARN, parameter ARN or parameter name. */
export type SecretValues = ReadonlyMap<string, string>;

export function readSecretValues(stack: DeployedStack): SecretValues {
  const values = new Map<string, string>();
  for (const { properties } of stack.ofType(
    "aws:secretsmanager/secretVersion:SecretVersion",
    versionSchema,
  )) {
    if (properties.secretString !== undefined) {
      values.set(properties.secretId, properties.secretString);
    }
  }
  for (const { properties } of stack.ofType("aws:ssm/parameter:Parameter", parameterSchema)) {
    if (properties.value === undefined) continue;
    values.set(properties.arn, properties.value);
    values.set(properties.name, properties.value);
  }
  return values;
}

/** ARNs of the secrets whose value somebody puts there by hand, after the deployment. */
export function readEmptySecrets(stack: DeployedStack, values: SecretValues): string[] {
  return stack
    .ofType("aws:secretsmanager/secret:Secret", z.object({ arn: z.string() }))
    .flatMap(({ properties: { arn } }) => (values.has(arn) ? [] : [arn]));
}

/**
 * The value behind `valueFrom`: a parameter, a secret, or one key of a secret's JSON
 * (`arn:…:secret:name-AbCdEf:key::`).
 *
 * @throws TaskStartError as ECS does when it cannot retrieve one; the message holds no value
 */
export function resolveSecret(values: SecretValues, valueFrom: string): string {
  const whole = values.get(valueFrom);
  if (whole !== undefined) return whole;
  const parts = valueFrom.split(":");
  const secret = values.get(parts.slice(0, 7).join(":"));
  const key = parts[7];
  if (secret !== undefined && key !== undefined && key !== "") {
    const json: unknown = JSON.parse(secret);
    const field = z.record(z.string(), z.unknown()).safeParse(json).data?.[key];
    if (typeof field === "string") return field;
  }
  throw new TaskStartError(
    "ResourceInitializationError: unable to pull secrets or registry auth: the stack has no value for " +
      `${valueFrom}. Deploy the secret's version or parameter with the stack.`,
  );
}
