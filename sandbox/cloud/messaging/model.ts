/** Everything of the state that carries messages. */
import type { DeployedStack } from "../state/deployedStack";
import { type Rule, type RuleTarget, readBuses, readRules, readTargets } from "./buses";
import { type Mapping, readMappings } from "./mappings";
import { describeNotRun } from "./notRun";
import { type Queue, readQueues } from "./queues";
import { type Stream, readStreams } from "./streams";
import { type Subscription, type Topic, readSubscriptions, readTopics } from "./topics";

export interface Messaging {
  readonly queues: readonly Queue[];
  readonly topics: readonly Topic[];
  readonly subscriptions: readonly Subscription[];
  /** Names of the stack's own event buses. */
  readonly buses: readonly string[];
  readonly rules: readonly Rule[];
  readonly targets: readonly RuleTarget[];
  readonly streams: readonly Stream[];
  readonly mappings: readonly Mapping[];
  /** What is not run here; undefined when all is. */
  readonly notRun: string | undefined;
}

export function readMessaging(stack: DeployedStack): Messaging {
  return {
    queues: readQueues(stack),
    topics: readTopics(stack),
    subscriptions: readSubscriptions(stack),
    buses: readBuses(stack),
    rules: readRules(stack),
    targets: readTargets(stack),
    streams: readStreams(stack),
    mappings: readMappings(stack),
    notRun: describeNotRun(stack),
  };
}
