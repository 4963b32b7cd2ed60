/**
 * Which IAM actions it takes to manage a resource, by its type: what CloudFormation's handler of the type
 * calls, as AWS publishes it, and what the AWS provider calls besides. Pure.
 */
import handlerActions from "./handlerActions.json";
import { laidOut, ownActions } from "./ownActions";

export interface TypeActions {
  /** Actions that look, all that a preview takes. */
  readonly read: readonly string[];
  /** Actions that create, change, tag and delete. */
  readonly write: readonly string[];
}

const ofHandlers: Readonly<Record<string, TypeActions | undefined>> = handlerActions;

/** Types that hold nothing in AWS: components, and what the provider keeps in the state alone. */
const withoutActions = /^(microservices:|pulumi:|random:|kubernetes:|docker-build:|command:)/;

/** Whether resources of this type take permissions in AWS. */
export function takesActions(type: string): boolean {
  return !withoutActions.test(type);
}

/** The actions behind a type; undefined for a type that nothing is known of. */
export function actionsOf(type: string): TypeActions | undefined {
  const parts = laidOut[type];
  if (parts !== undefined) return merged(parts.map((part) => actionsOf(part)));
  const [handler, own] = [ofHandlers[type], ownActions[type]];
  return handler === undefined && own === undefined ? undefined : merged([handler, own]);
}

function merged(all: readonly (TypeActions | undefined)[]): TypeActions {
  const sorted = (kind: keyof TypeActions) =>
    [...new Set(all.flatMap((one) => one?.[kind] ?? []))].sort();
  return { read: sorted("read"), write: sorted("write") };
}
