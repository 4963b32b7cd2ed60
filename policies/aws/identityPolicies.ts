/** The places where an identity's permissions are written. */
import type { Property } from "../framework/property";
import type { Statement } from "./policyDocument";
import { statementsOf } from "./policyDocument";
import {
  GROUP_POLICY,
  GROUP_POLICY_ATTACHMENT,
  GROUP_POLICY_ATTACHMENTS_EXCLUSIVE,
  IAM_POLICY,
  POLICY_ATTACHMENT,
  ROLE,
  ROLE_POLICY,
  ROLE_POLICY_ATTACHMENT,
  ROLE_POLICY_ATTACHMENTS_EXCLUSIVE,
  USER_POLICY,
  USER_POLICY_ATTACHMENT,
  USER_POLICY_ATTACHMENTS_EXCLUSIVE,
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
  ...ROLE_POLICY_ATTACHMENTS_EXCLUSIVE,
  ...USER_POLICY_ATTACHMENTS_EXCLUSIVE,
  ...GROUP_POLICY_ATTACHMENTS_EXCLUSIVE,
  ...POLICY_ATTACHMENT,
  ...ROLE,
] as const;

/** The managed policies that one of these names, by ARN. */
export function managedPolicies(props: Property): readonly Property[] {
  const lists = [props.at("policyArns"), props.at("managedPolicyArns")];
  return [props.at("policyArn"), ...lists.flatMap((list) => list.items())];
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
