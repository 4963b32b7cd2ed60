/** Every way in which a role comes to a policy. */
import type { StackGraph } from "../framework/graph";
import type { Property } from "../framework/property";
import type { Resource } from "../framework/resource";
import { perStack } from "./perStack";
import { allKnown } from "./policyDocument";
import { unknownIn } from "./references";
import {
  IAM_POLICY,
  POLICY_ATTACHMENT,
  ROLE,
  ROLE_POLICY,
  ROLE_POLICY_ATTACHMENT,
  ROLE_POLICY_ATTACHMENTS_EXCLUSIVE,
} from "./types";

/** Resources that give roles policies. `RolePoliciesExclusive` is none: it only names what `RolePolicy` gives. */
export const ROLE_POLICY_TYPES = [
  ...IAM_POLICY,
  ...ROLE_POLICY,
  ...ROLE_POLICY_ATTACHMENT,
  ...ROLE_POLICY_ATTACHMENTS_EXCLUSIVE,
  ...POLICY_ATTACHMENT,
] as const;

/** A policy that the stack writes, and where it stands. */
export interface WrittenPolicy {
  readonly holder: Resource;
  /** Property of the holder. */
  readonly property: "policy" | "inlinePolicies";
  readonly document: Property;
}

/** The policies of a role, as far as the stack and the preview say. */
interface RolePolicies {
  readonly written: readonly WrittenPolicy[];
  /** True when the preview does not know of every policy whether the role has it. */
  readonly areUncertain: boolean;
  /** True when the role has, or may have, policies that are kept elsewhere, such as AWS's own. */
  readonly areElsewhere: boolean;
}

const NONE: RolePolicies = { written: [], areUncertain: false, areElsewhere: false };
const UNCERTAIN: RolePolicies = { ...NONE, areUncertain: true };

const ATTACHMENTS = [
  { types: ROLE_POLICY_ATTACHMENT, role: "role", policies: "policyArn" },
  { types: ROLE_POLICY_ATTACHMENTS_EXCLUSIVE, role: "roleName", policies: "policyArns" },
  { types: POLICY_ATTACHMENT, role: "roles", policies: "policyArn" },
] as const;

function inPolicy(holder: Resource): WrittenPolicy {
  return { holder, property: "policy", document: holder.props.at("policy") };
}

function together(parts: readonly RolePolicies[]): RolePolicies {
  return {
    written: parts.flatMap(({ written }) => written),
    areUncertain: parts.some(({ areUncertain }) => areUncertain),
    areElsewhere: parts.some(({ areElsewhere }) => areElsewhere),
  };
}

/** The managed policies that a property of the holder names, one or a list. */
function managed(
  stack: StackGraph,
  holder: Resource,
  property: "policyArn" | "policyArns" | "managedPolicyArns",
): RolePolicies {
  // Not by its references: a list that AWS makes up where none is given is unknown there.
  const named = holder.props.at(property);
  if (named.isMissing) return NONE;
  const policies = stack.targets(holder, property, IAM_POLICY);
  if (policies === undefined) return UNCERTAIN;
  const elsewhere = named
    .texts()
    .filter((arn) => stack.identified(IAM_POLICY, arn).length === 0).length;
  return {
    written: policies.map(inPolicy),
    areUncertain: policies.length + elsewhere < named.items().length,
    // A list that is not known at all may hold others besides those that it refers to.
    areElsewhere: elsewhere > 0 || (named.isUnknown && property !== "policyArn"),
  };
}

/** The policies that stand in the role itself. */
function inline(role: Resource): RolePolicies {
  const policies = role.props.at("inlinePolicies");
  if (policies.isUnknown) return UNCERTAIN;
  const written = policies.items().map((each): WrittenPolicy => {
    return { holder: role, property: "inlinePolicies", document: each.at("policy") };
  });
  return { ...NONE, written };
}

/** Of each policy and attachment of which the preview does not know whose it is, the value that it lacks. */
const strays = perStack((stack) =>
  [{ types: ROLE_POLICY, role: "role" }, ...ATTACHMENTS].flatMap(({ types, role }) =>
    stack
      .ofType(types)
      .filter((each) => stack.targets(each, role, ROLE) === undefined)
      .flatMap((each) => unknownIn(each, role) ?? []),
  ),
);

function policiesOf(stack: StackGraph, role: Resource): RolePolicies {
  const own = stack.referrers(role, ROLE_POLICY, "role");
  const attached = ATTACHMENTS.flatMap(({ types, role: property, policies }) => {
    const attachments = stack.referrers(role, types, property);
    return attachments?.map((each) => managed(stack, each, policies)) ?? [UNCERTAIN];
  });
  // All roles share these; what is unknown is noted for each of them.
  const mayHaveMore = strays(stack).some((value) => value.isUnknown);
  return together([
    { ...NONE, areUncertain: mayHaveMore },
    inline(role),
    own === undefined ? UNCERTAIN : { ...NONE, written: own.map(inPolicy) },
    managed(stack, role, "managedPolicyArns"),
    ...attached,
  ]);
}

/**
 * Every policy of the role, the text of some perhaps not known yet; undefined when some are kept elsewhere,
 * or may be as far as the preview knows. For saying what the role may not do.
 */
export function allPoliciesOf(
  stack: StackGraph,
  role: Resource,
): readonly WrittenPolicy[] | undefined {
  const { written, areUncertain, areElsewhere } = policiesOf(stack, role);
  return areUncertain || areElsewhere ? undefined : written;
}

/**
 * The text of every policy that the stack writes for the role; undefined while the preview does not know all
 * of it. What is kept elsewhere is left out. For saying what the role may do.
 */
export function documentsOf(stack: StackGraph, role: Resource): readonly Property[] | undefined {
  const { written, areUncertain } = policiesOf(stack, role);
  return areUncertain ? undefined : allKnown(written.map(({ document }) => document));
}
