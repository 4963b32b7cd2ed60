import type { QueueArgs } from "../queue";
import { longestRetentionDays } from "./createQueue";

/** The numbers of a queue, with what holds unless its arguments say otherwise. */
export function queueSettings(args: QueueArgs) {
  return {
    visibilityTimeoutSeconds: args.visibilityTimeoutSeconds ?? 60,
    maxReceives: args.maxReceives ?? 5,
    retentionDays: args.retentionDays ?? 4,
    deadLetterRetentionDays: args.deadLetterRetentionDays ?? longestRetentionDays,
    receiveWaitSeconds: args.receiveWaitSeconds ?? 20,
    delaySeconds: args.delaySeconds ?? 0,
  };
}
