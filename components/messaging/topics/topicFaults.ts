/** What SNS would refuse, or what contradicts itself. Pure. */
import { heldTwice } from "../../internal/objects";
import type { TopicArgs } from "../topic";

/** The longest name whose topic and dead-letter queue, with their endings, SNS and SQS take. */
const longestName = 61;

/** The faults in a topic's name and arguments. */
export function topicFaults(name: string, args: TopicArgs): string[] {
  return [
    ...(/^[A-Za-z0-9_-]+$/.test(name) && name.length <= longestName
      ? []
      : [
          `name must be at most ${longestName} letters, digits, hyphens and underscores, got "${name}"; the topic is named after it`,
        ]),
    ...subscriberFaults(args),
    ...publisherFaults(args),
  ];
}

function subscriberFaults({ subscribers = [], fifo }: TopicArgs): string[] {
  const names = subscribers.map(({ name }) => name);
  const twice = heldTwice(names);
  return [
    ...(twice === undefined
      ? []
      : [`subscribers must have different names, got "${twice}" twice; rename one`]),
    ...(fifo === undefined || subscribers.length === 0
      ? []
      : [
          `subscribers must be none for a FIFO topic, which delivers to queues only, got ${subscribers.length}; leave fifo out or subscribe a Queue`,
        ]),
    ...subscribers
      .filter(({ url }) => !url.startsWith("https://"))
      .map(
        ({ name, url }) =>
          `subscriber "${name}": url must begin with https://, got "${url}"; plain HTTP shows messages to everybody on the way`,
      ),
  ];
}

/** https://docs.aws.amazon.com/sns/latest/dg/sns-fifo-topics.html */
function publisherFaults({ publishers = [], fifo }: TopicArgs): string[] {
  const [service] = fifo === undefined ? [] : publishers;
  return service === undefined
    ? []
    : [
        `publishers must be none for a FIFO topic, which wants a message group, got ${service.kind}; leave fifo out`,
      ];
}
