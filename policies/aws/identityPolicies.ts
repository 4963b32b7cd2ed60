/** The places where an identity's permissions are written. */
import type { Property } from "../framework/property";
import type { Statement } from "./policyDocument";
import { statementsOf } from "./policyDocument";
import { GROUP_POLICY, IAM_POLICY, ROLE, ROLE_POLICY, USER_POLICY } from "./types";

/** Resources that carry permissions of an identity. */
export const IDENTITY_POLICY_TYPES = [
  ...IAM_POLICY,
  ...ROLE_POLICY,
  ...USER_POLICY,
  ...GROUP_POLICY,
  ...ROLE,
] as const;

/** Every statement of the resource's policy, or of a role's inline policies. */
export function identityStatements(props: Property): readonly Statement[] {
  const documents = [
    props.at("policy"),
    ...props
      .at("inlinePolicies")
      .items()
      .map((inline) => inline.at("policy")),
  ];
  return documents.flatMap(statementsOf);
}
