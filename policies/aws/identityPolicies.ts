/** The places where an identity's permissions are written. */
import type { StackGraph } from "../framework/graph";
import type { Property } from "../framework/property";
import type { Resource } from "../framework/resource";
import type { Statement } from "./policyDocument";
import { statementsOf } from "./policyDocument";
import {
  GROUP_POLICY,
  GROUP_POLICY_ATTACHMENT,
  IAM_POLICY,
  POLICY_ATTACHMENT,
  ROLE,
  ROLE_POLICY,
  ROLE_POLICY_ATTACHMENT,
  USER_POLICY,
  USER_POLICY_ATTACHMENT,
} from "./types";

/** Resources that carry permissions of an identity. */
export const IDENTITY_POLICY_TYPES = [
  ...IAM_POLICY,
  ...ROLE_POLICY,
  ...USER_POLICY,
  ...GROUP_POLICY,
  ...ROLE,
] as const;

/** Resources that name managed policies: attachments, and roles. */
export const MANAGED_POLICY_TYPES = [
  ...ROLE_POLICY_ATTACHMENT,
  ...USER_POLICY_ATTACHMENT,
  ...GROUP_POLICY_ATTACHMENT,
  ...POLICY_ATTACHMENT,
  ...ROLE,
] as const;

/** The managed policies that one of these names, by ARN. */
export function managedPolicies(props: Property): readonly Property[] {
  return [props.at("policyArn"), ...props.at("managedPolicyArns").items()];
}

/** The policy of the resource, or the inline policies of a role. */
function documentsIn(props: Property): readonly Property[] {
  const inline = props.at("inlinePolicies").items();
  return [props.at("policy"), ...inline.map((each) => each.at("policy"))];
}

/** Every statement of the resource's policy, or of a role's inline policies. */
export function identityStatements(props: Property): readonly Statement[] {
  return documentsIn(props).flatMap(statementsOf);
}

/**
 * The documents of all policies of the stack that the role has, inline, of its own or attached; undefined
 * while the preview does not know every one of them.
 */
export function documentsOfRole(
  stack: StackGraph,
  role: Resource,
): readonly Property[] | undefined {
  const holders: Resource[] = [role];
  const own = stack.referrers(role, ROLE_POLICY, "role");
  if (own === undefined) return undefined;
  holders.push(...own);
  const managed = stack.targets(role, "managedPolicyArns", IAM_POLICY);
  if (managed === undefined) return undefined;
  holders.push(...managed);
  for (const [types, property] of [
    [ROLE_POLICY_ATTACHMENT, "role"],
    [POLICY_ATTACHMENT, "roles"],
  ] as const) {
    const attachments = stack.referrers(role, types, property);
    if (attachments === undefined) return undefined;
    for (const attachment of attachments) {
      const attached = stack.targets(attachment, "policyArn", IAM_POLICY);
      if (attached === undefined) return undefined;
      holders.push(...attached);
    }
  }
  const documents = holders.flatMap(({ props }) => documentsIn(props));
  const isOpen = role.props.at("inlinePolicies").isUnknown;
  return isOpen || documents.some((each) => each.json().isUnknown) ? undefined : documents;
}
