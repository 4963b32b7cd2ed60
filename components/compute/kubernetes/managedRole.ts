import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { autoNameWithin } from "../../internal/naming";

export interface ManagedRoleArgs {
  /** What the role is for, as shown in the IAM console. */
  readonly description: string;
  /** JSON text of the trust policy. */
  readonly trust: pulumi.Input<string>;
  /** Names of AWS's managed policies. */
  readonly policies: readonly string[];
}

/** A role, and what must exist before anything acts in it. */
export interface ManagedRole {
  readonly role: iam.Role;
  readonly attachments: readonly iam.RolePolicyAttachment[];
}

/** A role with policies that AWS writes and keeps up to date, as EKS asks for its own roles. */
export function createManagedRole(
  name: string,
  args: ManagedRoleArgs,
  opts: pulumi.CustomResourceOptions,
): ManagedRole {
  const role = new iam.Role(
    autoNameWithin(name, 64),
    { description: args.description, assumeRolePolicy: args.trust },
    opts,
  );
  const attachments = args.policies.map(
    (policy) =>
      new iam.RolePolicyAttachment(
        `${name}-${policy.split("/").pop() ?? policy}`,
        { role: role.name, policyArn: `arn:aws:iam::aws:policy/${policy}` },
        opts,
      ),
  );
  return { role, attachments };
}

/** The role's ARN, known once the role may do what it is for. */
export function readyArn({ role, attachments }: ManagedRole): pulumi.Output<string> {
  return pulumi.all([role.arn, ...attachments.map(({ id }) => id)]).apply(([arn = ""]) => arn);
}
