/** Secrets that ECS reads when it starts a container, so that no value is in a definition or in the state. */
import * as pulumi from "@pulumi/pulumi";
import { decryptSecret, readParameters, readSecret } from "../../internal/permissions/secrets";
import type { PolicyStatement } from "../../internal/policyDocument";

/** Where the value of a variable is kept. */
export type SecretReference = {
  /** Customer managed key that it is encrypted with. @default an AWS managed key, which takes no permission */
  readonly keyArn?: pulumi.Input<string>;
} & (
  | {
      /** Secret in Secrets Manager. */
      readonly secretArn: pulumi.Input<string>;
      /** Key of the secret's JSON object. @default the whole secret */
      readonly jsonKey?: string;
    }
  /** Parameter in Systems Manager. */
  | { readonly parameterArn: pulumi.Input<string> }
);

type Secrets = Readonly<Record<string, SecretReference>>;

function sorted(secrets: Secrets): [string, SecretReference][] {
  return Object.entries(secrets).sort(([a], [b]) => (a < b ? -1 : 1));
}

/**
 * `secrets` of a container definition, in order of name.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
 */
export function containerSecrets(
  secrets: Secrets,
): { readonly name: string; readonly valueFrom: pulumi.Input<string> }[] {
  return sorted(secrets).map(([name, reference]) => ({ name, valueFrom: valueFrom(reference) }));
}

function valueFrom(reference: SecretReference): pulumi.Input<string> {
  if ("parameterArn" in reference) return reference.parameterArn;
  return reference.jsonKey === undefined
    ? reference.secretArn
    : pulumi.interpolate`${reference.secretArn}:${reference.jsonKey}::`;
}

/** What reading exactly these secrets takes, for the role that starts the containers. */
export function secretStatements(secrets: Secrets, region: string): PolicyStatement[] {
  const references = sorted(secrets).map(([, reference]) => reference);
  const kept = references.filter((reference) => "secretArn" in reference);
  const parameters = references.filter((reference) => "parameterArn" in reference);
  return [
    ...statement(
      "ReadSecrets",
      readSecret,
      kept.map(({ secretArn }) => secretArn),
    ),
    ...statement(
      "ReadParameters",
      readParameters,
      parameters.map(({ parameterArn }) => parameterArn),
    ),
    ...decryption("DecryptSecrets", `secretsmanager.${region}.amazonaws.com`, kept),
    ...decryption("DecryptParameters", `ssm.${region}.amazonaws.com`, parameters),
  ];
}

/** One secret may be named several times, by different keys of its object. */
function statement(
  sid: string,
  actions: readonly string[],
  arns: readonly pulumi.Input<string>[],
): PolicyStatement[] {
  const resources = [...new Set(arns)];
  return resources.length === 0 ? [] : [{ sid, actions, resources }];
}

function decryption(
  sid: string,
  viaService: string,
  references: readonly SecretReference[],
): PolicyStatement[] {
  const keys = references.flatMap(({ keyArn }) => (keyArn === undefined ? [] : [keyArn]));
  const conditions = { StringEquals: { "kms:ViaService": viaService } };
  return statement(sid, decryptSecret, keys).map((one) => ({ ...one, conditions }));
}
