/** IAM roles as the state declares them, created in the emulator so that it can refuse what they may not. */
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  DeletePolicyCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  type IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
  paginateListPolicies,
  paginateListRoles,
} from "@aws-sdk/client-iam";
import { z } from "zod";
import { failedWith } from "../clients";
import type { DeployedStack } from "../state/deployedStack";
import { parsePolicy, servicePrincipalAllowed } from "./policyDocument";

const roleSchema = z.object({
  name: z.string(),
  arn: z.string(),
  path: z.string().optional(),
  assumeRolePolicy: z.string(),
  managedPolicyArns: z.array(z.string()).default([]),
  permissionsBoundary: z.string().optional(),
  inlinePolicies: z
    .array(z.object({ name: z.string().optional(), policy: z.string().optional() }))
    .default([]),
});
const inlineSchema = z.object({ name: z.string(), role: z.string(), policy: z.string() });
const attachmentSchema = z.object({ role: z.string(), policyArn: z.string() });
const managedSchema = z.object({
  name: z.string(),
  arn: z.string(),
  path: z.string().optional(),
  policy: z.string(),
});

export interface Role {
  readonly name: string;
  readonly arn: string;
  readonly path?: string;
  readonly assumeRolePolicy: string;
  readonly permissionsBoundary?: string;
  /** Inline policies by name. */
  readonly inline: ReadonlyMap<string, string>;
  readonly attached: ReadonlySet<string>;
}
export type ManagedPolicy = z.infer<typeof managedSchema>;

export interface Identity {
  readonly roles: readonly Role[];
  /** Customer-managed policies. */
  readonly policies: readonly ManagedPolicy[];
}

export function readIdentity(stack: DeployedStack): Identity {
  const inline = stack.ofType("aws:iam/rolePolicy:RolePolicy", inlineSchema);
  const attachments = stack.ofType(
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    attachmentSchema,
  );
  const roles = stack.ofType("aws:iam/role:Role", roleSchema).map(({ id, properties }): Role => {
    // Policies name their role by its name, which is also its id.
    const isOwn = (role: string) => role === properties.name || role === id;
    const own = inline.filter((policy) => isOwn(policy.properties.role));
    return {
      ...properties,
      inline: new Map([
        ...properties.inlinePolicies.flatMap(({ name, policy }): [string, string][] =>
          name === undefined || policy === undefined ? [] : [[name, policy]],
        ),
        ...own.map((policy): [string, string] => [
          policy.properties.name,
          policy.properties.policy,
        ]),
      ]),
      attached: new Set([
        ...properties.managedPolicyArns,
        ...attachments
          .filter((attachment) => isOwn(attachment.properties.role))
          .map((attachment) => attachment.properties.policyArn),
      ]),
    };
  });
  const policies = stack
    .ofType("aws:iam/policy:Policy", managedSchema)
    .map(({ properties }) => properties);
  return { roles, policies };
}

/** Who assumes a role, and how. */
export interface RoleAssumer {
  /** Service principal, or the ARN of an identity provider. */
  readonly principal: string;
  /** @default "Service" */
  readonly kind?: "Service" | "Federated";
  /** @default "sts:AssumeRole" */
  readonly action?: string;
  /** What the call says besides the account. @default nothing */
  readonly context?: Readonly<Record<string, string>>;
}

/** Whether a role's trust policy lets somebody assume it. */
export function trusts(role: Role, assumer: RoleAssumer, accountId: string): boolean {
  const { principal, kind, action = "sts:AssumeRole", context } = assumer;
  return servicePrincipalAllowed(parsePolicy(role.assumeRolePolicy, `role ${role.name}`), {
    service: principal,
    principalType: kind,
    action,
    context: { "aws:SourceAccount": accountId, ...context },
  });
}

async function removeRole(client: IAMClient, RoleName: string): Promise<void> {
  await detachAllExcept(client, RoleName, new Set());
  const { PolicyNames } = await client.send(new ListRolePoliciesCommand({ RoleName }));
  for (const PolicyName of PolicyNames ?? []) {
    await client.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
  }
  await client.send(new DeleteRoleCommand({ RoleName }));
}

async function detachAllExcept(
  client: IAMClient,
  RoleName: string,
  keep: ReadonlySet<string>,
): Promise<Set<string>> {
  const { AttachedPolicies } = await client.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  const kept = new Set<string>();
  for (const { PolicyArn } of AttachedPolicies ?? []) {
    if (PolicyArn === undefined) continue;
    if (keep.has(PolicyArn)) kept.add(PolicyArn);
    else await client.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
  }
  return kept;
}

/**
 * The trust policy with one statement more. The emulator has no service principals of its own: the
 * sandbox checks the declared policy (`trusts`) and then assumes the role as the account.
 */
export function assumableBySandbox(role: Role): string {
  const declared = z
    .object({
      Version: z.string().optional(),
      Statement: z.union([z.unknown().array(), z.unknown()]),
    })
    .parse(JSON.parse(role.assumeRolePolicy));
  const accountId = role.arn.split(":")[4] ?? "";
  const bySandbox = {
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${accountId}:root` },
    Action: "sts:AssumeRole",
  };
  return JSON.stringify({ ...declared, Statement: [declared.Statement, bySandbox].flat() });
}

async function createRole(
  client: IAMClient,
  role: Role,
  warn: (message: string) => void,
): Promise<void> {
  const { name: RoleName } = role;
  await client.send(
    new CreateRoleCommand({
      RoleName,
      Path: role.path,
      AssumeRolePolicyDocument: assumableBySandbox(role),
      PermissionsBoundary: role.permissionsBoundary,
    }),
  );
  for (const [PolicyName, PolicyDocument] of role.inline) {
    await client.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
  }
  for (const PolicyArn of role.attached) {
    try {
      await client.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    } catch (error) {
      if (!failedWith(error, "NoSuchEntity", "NoSuchEntityException")) throw error;
      warn(
        `role ${RoleName}: the emulator does not know the managed policy ${PolicyArn}, so the ` +
          "permissions it grants are missing here.",
      );
    }
  }
}

/**
 * Makes the emulator's roles and managed policies exactly those of the state. They are written anew at
 * every start: it takes milliseconds, and nothing of an older policy can be left over.
 */
export async function applyIdentity(
  client: IAMClient,
  identity: Identity,
  warn: (message: string) => void,
): Promise<void> {
  for await (const page of paginateListRoles({ client }, {})) {
    for (const { RoleName } of page.Roles ?? []) {
      if (RoleName !== undefined) await removeRole(client, RoleName);
    }
  }
  for await (const page of paginateListPolicies({ client }, { Scope: "Local" })) {
    for (const { Arn } of page.Policies ?? []) {
      if (Arn !== undefined) await client.send(new DeletePolicyCommand({ PolicyArn: Arn }));
    }
  }
  for (const { name, path, policy } of identity.policies) {
    await client.send(
      new CreatePolicyCommand({ PolicyName: name, Path: path, PolicyDocument: policy }),
    );
  }
  for (const role of identity.roles) await createRole(client, role, warn);
}
