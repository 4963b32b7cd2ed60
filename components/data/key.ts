import * as kms from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";
import { ArgumentError } from "../internal/errors";
import { policyDocument, type PolicyStatement } from "../internal/policyDocument";
import { rangeFaults } from "../internal/serviceFaults";

export interface KeyArgs {
  /** What the key encrypts, as shown in the KMS console. */
  readonly description: string;
  /** Account that owns the key and administers it through IAM. */
  readonly accountId: pulumi.Input<string>;
  /** Further statements of the key policy, for AWS services that use the key in their own name. @default none */
  readonly statements?: readonly PolicyStatement[];
  /** Days between the request to delete the key and its deletion, 7 to 30. @default 30 */
  readonly deletionWindowDays?: number;
  /** Refuses to delete the key. @default false */
  readonly protect?: boolean;
}

/** A customer managed KMS key that rotates every year, with an alias. */
export class Key extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly keyId: pulumi.Output<string>;
  readonly aliasName: pulumi.Output<string>;

  constructor(name: string, args: KeyArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:data:Key", name, {}, opts);
    const faults = keyFaults(name, args);
    if (faults.length > 0) throw new ArgumentError("Key", name, faults.join("; "));

    const key = new kms.Key(
      `${name}-key`,
      {
        description: args.description,
        enableKeyRotation: true,
        deletionWindowInDays: args.deletionWindowDays ?? 30,
        policy: policyDocument([
          {
            // Lets IAM policies of this account grant use of the key; without it nobody could change it.
            // https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
            sid: "AdministeredThroughIam",
            actions: ["kms:*"],
            resources: ["*"],
            principals: { AWS: pulumi.interpolate`arn:aws:iam::${args.accountId}:root` },
          },
          ...(args.statements ?? []),
        ]),
      },
      { parent: this, protect: args.protect ?? false },
    );
    const alias = new kms.Alias(`${name}-alias`, { targetKeyId: key.keyId }, { parent: this });

    this.arn = key.arn;
    this.keyId = key.keyId;
    this.aliasName = alias.name;
    this.registerOutputs({ arn: this.arn, keyId: this.keyId, aliasName: this.aliasName });
  }
}

/** KMS's limits: https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html */
function keyFaults(name: string, args: KeyArgs): string[] {
  return [
    ...(/^[a-zA-Z0-9/_-]+$/.test(name) && !name.startsWith("aws/")
      ? []
      : [
          `name must hold letters, digits and /_- only and not start with aws/, got "${name}"; the alias is named after it`,
        ]),
    ...(args.description.trim() === ""
      ? [
          'description must say what the key encrypts, got ""; people choose keys by it in the console',
        ]
      : []),
    ...rangeFaults("deletionWindowDays", args.deletionWindowDays ?? 30, 7, 30),
  ];
}
