/** How the control plane answers: one function for each action of AWS's APIs. */
import type { DeployedStack } from "../../cloud/state/deployedStack";

/** What an action was called with: the request's JSON. */
export type ActionInput = Readonly<Record<string, unknown>>;

/** @throws ActionError for a request that AWS would refuse */
export type Action = (input: ActionInput, stack: DeployedStack) => object;

/**
 * Actions by the name that AWS's JSON protocol sends, such as
 * `AmazonEC2ContainerServiceV20141113.DescribeServices`.
 */
export type Actions = Readonly<Record<string, Action>>;

/** An error as AWS answers it. */
export class ActionError extends Error {
  constructor(
    /** AWS's name of the error, such as `ServiceNotFoundException`. */
    readonly type: string,
    message: string,
  ) {
    super(message);
  }
}

/** The texts of a list in a request, without whatever else is in it. */
export function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
