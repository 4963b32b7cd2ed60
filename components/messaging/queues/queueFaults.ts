/** What SQS, SNS and EventBridge would refuse, or what contradicts itself. Pure. */
import { heldTwice } from "../../internal/objects";
import { rangeFaults } from "../../internal/serviceFaults";
import { patternFaults } from "../eventPattern";
import type { QueueArgs } from "../queue";
import { longestRetentionDays } from "./createQueue";
import { queueSettings } from "./queueSettings";
import { defaultEventAgeSeconds, defaultEventRetries, type QueueSender } from "./senders";

/** The longest name whose queues, with `-dead`, `.fifo` and Pulumi's suffix, SQS takes. */
const longestName = 61;

/** The faults in a queue's name and arguments. */
export function queueFaults(name: string, args: QueueArgs): string[] {
  const { visibilityTimeoutSeconds, maxReceives, receiveWaitSeconds, delaySeconds } =
    queueSettings(args);
  return [
    ...nameFaults(name),
    ...rangeFaults("visibilityTimeoutSeconds", visibilityTimeoutSeconds, 1, 43_200),
    ...rangeFaults("maxReceives", maxReceives, 1, 1000),
    ...rangeFaults("receiveWaitSeconds", receiveWaitSeconds, 0, 20),
    ...rangeFaults("delaySeconds", delaySeconds, 0, 900),
    ...rangeFaults("maxMessageKiB", args.maxMessageKiB ?? 1, 1, 1024),
    ...retentionFaults(args),
    ...senderFaults(args),
  ];
}

function nameFaults(name: string): string[] {
  return /^[A-Za-z0-9_-]+$/.test(name) && name.length <= longestName
    ? []
    : [
        `name must be at most ${longestName} letters, digits, hyphens and underscores, got "${name}"; the queues are named after it`,
      ];
}

/** A message keeps its age when it is moved, so a shorter life there would lose it at once. */
function retentionFaults(args: QueueArgs): string[] {
  const { retentionDays, deadLetterRetentionDays } = queueSettings(args);
  const faults = [
    ...rangeFaults("retentionDays", retentionDays, 1, longestRetentionDays),
    ...rangeFaults("deadLetterRetentionDays", deadLetterRetentionDays, 1, longestRetentionDays),
  ];
  return faults.length > 0 || deadLetterRetentionDays >= retentionDays
    ? faults
    : [
        `deadLetterRetentionDays must be at least retentionDays ${retentionDays}, got ${deadLetterRetentionDays}; a message keeps its age when it is moved, so raise deadLetterRetentionDays`,
      ];
}

function senderFaults({ senders = [], fifo }: QueueArgs): string[] {
  const names = senders.map(({ name }) => name);
  const twice = heldTwice(names);
  return [
    ...(twice === undefined
      ? []
      : [`senders must have different names, got "${twice}" twice; rename one`]),
    ...senders.flatMap((sender) =>
      [...ownFaults(sender), ...orderFaults(sender, fifo !== undefined)].map(
        (fault) => `sender "${sender.name}": ${fault}`,
      ),
    ),
  ];
}

function ownFaults(sender: QueueSender): string[] {
  const name = /^[a-z][a-z0-9-]{0,19}$/.test(sender.name)
    ? []
    : [
        `name must be 1 to 20 lower-case letters, digits and hyphens that start with a letter, got "${sender.name}"`,
      ];
  if (sender.kind === "bucket") return name;
  if (sender.kind === "topic") {
    return sender.filterOn !== undefined && sender.filter === undefined
      ? [...name, `filterOn needs a filter, got none; add filter or leave filterOn out`]
      : name;
  }
  return [
    ...name,
    ...patternFaults("pattern", sender.pattern),
    ...rangeFaults("retries", sender.retries ?? defaultEventRetries, 0, 185),
    ...rangeFaults("maxAgeSeconds", sender.maxAgeSeconds ?? defaultEventAgeSeconds, 60, 86_400),
  ];
}

/**
 * A subscription's dead-letter queue is FIFO exactly when its topic is, one of EventBridge never, and
 * S3 sends to standard queues alone.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html
 */
function orderFaults(sender: QueueSender, isFifo: boolean): string[] {
  if (sender.kind === "topic") {
    if (sender.topic.isFifo === isFifo) return [];
    return isFifo
      ? [
          `topic must be FIFO for a FIFO queue, got a standard topic; set fifo on both or on neither`,
        ]
      : [
          `topic must be a standard topic for a standard queue, got a FIFO topic; set fifo on both or on neither`,
        ];
  }
  if (!isFifo) return [];
  const keeper = sender.kind === "events" ? "EventBridge keeps failures in" : "S3 sends to";
  return [
    `kind must be topic for a FIFO queue, got ${sender.kind}; ${keeper} standard queues only, so leave fifo out`,
  ];
}
