import { KEEPER_TYPES, keepsFailures } from "../../aws/deadLetters";
import { QUEUE, REDRIVE_POLICY } from "../../aws/types";
import { defineStackRule } from "../../framework/rule";

/** A consumer that restarts receives a message in vain; fewer attempts than this give up too early. */
const LEAST_RECEIVES = 3;

/** A queue that keeps others' failures is itself where messages end up, so it needs none. */
export default defineStackRule({
  id: "sqs-dlq",
  title: "SQS queue has a dead-letter queue",
  service: "sqs",
  severity: "medium",
  pillar: "reliability",
  enforcement: "mandatory",
  controls: { cdkNag: ["AwsSolutions-SQS3", "Serverless-SQSRedrivePolicy"] },
  types: QUEUE,
  relatedTypes: KEEPER_TYPES,
  fix: "Set redrivePolicy with a deadLetterTargetArn and a maxReceiveCount of 3 or more.",
  url: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
  example: `
import { sqs } from "@pulumi/aws";

new sqs.Queue("orders", {
  ...settings,
  redrivePolicy: deadLetters.arn.apply((deadLetterTargetArn) =>
    JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 5 }),
  ),
});`,
  check({ resource, props, stack, report }) {
    if (keepsFailures(stack, resource) !== false) return;
    const separate = stack.referrers(resource, REDRIVE_POLICY, "queueUrl");
    if (separate === undefined) return;
    const given = [props, ...separate.map((policy) => policy.props)]
      .map((holder) => holder.at("redrivePolicy"))
      .filter((policy) => !policy.isMissing);
    if (given.some((policy) => policy.json().isUnknown)) return;
    const [redrive] = given.map((policy) => policy.json());
    if (redrive === undefined) {
      report("redrivePolicy is not set, and no RedrivePolicy in the stack names this queue");
      return;
    }
    const receives = redrive.at("maxReceiveCount").number();
    if (redrive.at("deadLetterTargetArn").isMissing) {
      report("redrivePolicy names no deadLetterTargetArn");
    } else if (receives !== undefined && receives < LEAST_RECEIVES) {
      report(`redrivePolicy gives up after ${receives} receptions`);
    }
  },
});
