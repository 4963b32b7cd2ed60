import { TOPIC_SUBSCRIPTION } from "../../aws/types";
import { shown } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

/** Protocols by which AWS or a server takes a message, and may fail to. */
const KEPT = ["https", "lambda", "sqs", "firehose"] as const;

export default defineResourceRule({
  id: "sns-subscription-secure",
  title: "SNS subscriptions use HTTPS and have a dead-letter queue",
  service: "sns",
  severity: "medium",
  pillar: "reliability",
  enforcement: "advisory",
  controls: {
    cdkNag: ["Serverless-SNSRedrivePolicy"],
    prowler: ["sns_subscription_not_using_http_endpoints"],
  },
  types: TOPIC_SUBSCRIPTION,
  fix: "Use protocol https, and name a queue as deadLetterTargetArn in redrivePolicy.",
  url: "https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html",
  example: `
import { sns } from "@pulumi/aws";

new sns.TopicSubscription("orders", {
  ...settings,
  protocol: "https",
  endpoint: "https://shop.example.com/events",
  redrivePolicy: deadLetters.arn.apply((deadLetterTargetArn) =>
    JSON.stringify({ deadLetterTargetArn }),
  ),
});`,
  check({ props, report }) {
    const protocol = props.at("protocol");
    if (protocol.is("http")) report('protocol is "http"');
    if (!protocol.is(...KEPT)) return;
    const redrive = props.at("redrivePolicy");
    if (redrive.isUnknown || redrive.json().isUnknown) return;
    if (redrive.json().at("deadLetterTargetArn").isMissing) {
      report(`protocol is ${shown(protocol, KEPT)} and redrivePolicy names no deadLetterTargetArn`);
    }
  },
});
