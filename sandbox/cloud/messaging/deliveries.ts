/** Whether a topic or rule may hand its messages on, and whether the sandbox can do it. Pure. */
import {
  type LambdaPermission,
  mayServiceInvoke,
  unqualifiedArn,
} from "../functions/lambdaFunctions";
import { parsePolicy, servicePrincipalAllowed } from "../identity/policyDocument";
import type { Queue } from "./queues";
import type { Topic } from "./topics";

/** What messages can be handed to. */
export interface Receivers {
  readonly queues: readonly Queue[];
  readonly topics: readonly Topic[];
  readonly permissions: readonly LambdaPermission[];
}

export interface Delivery {
  /** Service principal that delivers, such as `sns.amazonaws.com`. */
  readonly service: string;
  /** Topic or rule. */
  readonly sourceArn: string;
  /** Queue, function or topic. */
  readonly endpoint: string;
}

/** The endpoint as the emulator knows it: functions have no versions and aliases here. */
export function plainEndpoint(endpoint: string): string {
  return endpoint.startsWith("arn:aws:lambda:") ? unqualifiedArn(endpoint) : endpoint;
}

/** Why nothing is delivered here; undefined when all is well. */
export function deliveryFault(receivers: Receivers, delivery: Delivery): string | undefined {
  const { service, sourceArn, endpoint } = delivery;
  const permission = admission(receivers, delivery);
  if (permission === undefined) return `the sandbox does not deliver to ${endpoint}`;
  if (permission.isGiven) return undefined;
  return `no resource policy allows ${service} ${permission.action} on ${endpoint} for ${sourceArn}`;
}

/** Whether the receiver lets the service in; undefined for a kind of receiver that is not run here. */
function admission({ queues, topics, permissions }: Receivers, delivery: Delivery) {
  const { service: principal, sourceArn, endpoint } = delivery;
  switch (endpoint.split(":")[2]) {
    case "sqs":
      return ownerAllows(queues, delivery, "sqs:SendMessage");
    case "sns":
      return ownerAllows(topics, delivery, "sns:Publish");
    case "lambda": {
      const caller = { principal, functionArn: endpoint, sourceArn };
      return { action: "lambda:InvokeFunction", isGiven: mayServiceInvoke(permissions, caller) };
    }
    default:
      return undefined;
  }
}

/** Whether the policy of a queue or topic lets the service deliver. */
function ownerAllows(
  owners: readonly { readonly arn: string; readonly policy?: string }[],
  { service, sourceArn, endpoint }: Delivery,
  action: string,
): { readonly action: string; readonly isGiven: boolean } {
  const policy = owners.find(({ arn }) => arn === endpoint)?.policy ?? "";
  if (policy === "") return { action, isGiven: false };
  const account = sourceArn.split(":")[4] ?? "";
  const isGiven = servicePrincipalAllowed(parsePolicy(policy, endpoint), {
    service,
    action,
    resource: endpoint,
    context: { "aws:SourceArn": sourceArn, "aws:SourceAccount": account },
  });
  return { action, isGiven };
}
