import * as secretsmanager from "@pulumi/aws/secretsmanager";
import * as pulumi from "@pulumi/pulumi";
import { ArgumentError } from "../internal/errors";
import { environmentName, statementName } from "../internal/naming";
import {
  decryptSecret,
  encryptSecret,
  makePassword,
  readSecret,
  rotateSecret,
} from "../internal/permissions/secrets";
import { type Grant, type Linkable, policyDocument } from "../internal/policyDocument";
import type { Key } from "./key";
import { createRotation, rotationFaults, type SecretRotation } from "./secrets/rotation";
import { secretFaults } from "./secrets/secretFaults";
import { createValue, type SecretValue } from "./secrets/secretValue";

export type { SecretRotation, SecretValue };

/** `rotates` is for the function that rotates the secret. */
export type SecretVerb = "reads" | "rotates";

/** A partner whose credentials Secrets Manager rotates itself. */
export type SecretPartner =
  "BigIDClientSecret" | "SalesforceClientSecret" | "SnowflakeKeyPairAuthentication";

/** The secret in another region. */
export interface SecretReplica {
  readonly region: string;
  /** Key in that region: a Key with a provider of the region, or the ARN of one that is there. */
  readonly key: Key | { readonly arn: pulumi.Input<string> };
}

export interface SecretArgs {
  /** What the secret opens, as the console shows it. */
  readonly description: string;
  /** Key that encrypts the secret. */
  readonly key: Key;
  /** Region, for the condition that ties the key to Secrets Manager. */
  readonly region: string;
  /** The only account that may use the secret, whatever else is allowed. */
  readonly accountId: pulumi.Input<string>;
  /** @default none: somebody puts it there by hand, and nothing can read it before */
  readonly value?: SecretValue;
  /** Partner whose credentials these are; the secret is then rotated with `kind: "partner"`. @default none */
  readonly partner?: SecretPartner;
  /** Days in which a deleted secret can be restored, 7 to 30. @default 30 */
  readonly recoveryWindowDays?: number;
  /** Copies in further regions, which follow the value. @default none */
  readonly replicas?: readonly SecretReplica[];
  /** Refuses to delete the secret. @default false */
  readonly protect?: boolean;
}

/**
 * A secret in AWS Secrets Manager: encrypted with a customer managed key, closed to every other
 * account, restorable after it was deleted.
 */
export class Secret extends pulumi.ComponentResource implements Linkable<SecretVerb> {
  /** ARN, known once the secret has its policy and, where the program gives it one, its value. */
  readonly arn: pulumi.Output<string>;
  readonly secretName: pulumi.Output<string>;
  readonly #name: string;
  readonly #args: SecretArgs;
  #isRotated = false;

  constructor(name: string, args: SecretArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:data:Secret", name, {}, opts);
    const faults = secretFaults(name, args);
    if (faults.length > 0) throw new ArgumentError("Secret", name, faults.join("; "));
    this.#name = name;
    this.#args = args;

    const secret = this.createSecret();
    const policy = this.closeToOtherAccounts(secret);
    this.arn =
      args.value === undefined
        ? policy.secretArn
        : createValue(name, secret, args.value, { parent: this, dependsOn: policy });
    this.secretName = secret.name;
    this.registerOutputs({ arn: this.arn, secretName: this.secretName });
  }

  grant(verb: SecretVerb): Grant {
    const { key, region } = this.#args;
    const sid = statementName(verb, this.#name, "secret");
    const rotates = verb === "rotates";
    return {
      environment: { [`${environmentName(this.#name)}_SECRET_ARN`]: this.arn },
      statements: [
        { sid, actions: rotates ? rotateSecret : readSecret, resources: [this.arn] },
        {
          sid: `${sid}Key`,
          actions: rotates ? encryptSecret : decryptSecret,
          resources: [key.arn],
          conditions: {
            StringEquals: { "kms:ViaService": `secretsmanager.${region}.amazonaws.com` },
          },
        },
        ...(rotates ? [{ sid: `${sid}Password`, actions: makePassword, resources: ["*"] }] : []),
      ],
    };
  }

  /**
   * The secret as the value of a container's variable, for argument `secrets` of a ContainerService:
   * ECS reads it when it starts the container.
   *
   * @param jsonKey key of the secret's JSON object; the whole secret without
   */
  reference(jsonKey?: string): {
    readonly secretArn: pulumi.Output<string>;
    readonly keyArn: pulumi.Output<string>;
    readonly jsonKey?: string;
  } {
    return {
      secretArn: this.arn,
      keyArn: this.#args.key.arn,
      ...(jsonKey === undefined ? {} : { jsonKey }),
    };
  }

  /**
   * Rotates the secret by a schedule. A call of its own, since the function that does it is made with
   * `grant("rotates")` of this secret.
   *
   * @throws ArgumentError when called twice, for a schedule that Secrets Manager does not take, and when
   * `kind` and `partner` do not belong together
   */
  rotate(rotation: SecretRotation): void {
    const { partner } = this.#args;
    const faults = rotationFaults(rotation, { partner, isRotated: this.#isRotated });
    if (faults.length > 0) throw new ArgumentError("Secret", this.#name, faults.join("; "));
    this.#isRotated = true;
    createRotation(this.#name, this.arn, rotation, { parent: this });
  }

  private createSecret(): secretsmanager.Secret {
    const { description, key, partner, recoveryWindowDays, replicas = [], protect } = this.#args;
    return new secretsmanager.Secret(
      `${this.#name}-secret`,
      {
        description,
        kmsKeyId: key.arn,
        recoveryWindowInDays: recoveryWindowDays ?? 30,
        ...(partner === undefined ? {} : { type: partner }),
        ...(replicas.length === 0
          ? {}
          : {
              replicas: replicas.map((replica) => ({
                region: replica.region,
                kmsKeyId: replica.key.arn,
              })),
            }),
      },
      { parent: this, protect: protect ?? false },
    );
  }

  /** AWS's own services act without an account of their own, in the name of one that may. */
  private closeToOtherAccounts(secret: secretsmanager.Secret): secretsmanager.SecretPolicy {
    return new secretsmanager.SecretPolicy(
      `${this.#name}-policy`,
      {
        secretArn: secret.arn,
        blockPublicPolicy: true,
        policy: policyDocument([
          {
            sid: "DenyOtherAccounts",
            effect: "Deny",
            principals: "*",
            actions: ["secretsmanager:*"],
            // In the policy of a secret this is the secret.
            resources: ["*"],
            conditions: {
              StringNotEquals: { "aws:PrincipalAccount": this.#args.accountId },
              Bool: { "aws:PrincipalIsAWSService": "false" },
            },
          },
        ]),
      },
      { parent: this },
    );
  }
}
