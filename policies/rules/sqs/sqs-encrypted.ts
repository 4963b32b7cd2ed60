import { QUEUE } from "../../aws/types";
import { defineResourceRule } from "../../framework/rule";

/** The remedy turns SQS's own encryption on; a key of the account is for the owner to name. */
export default defineResourceRule({
  id: "sqs-encrypted",
  title: "SQS queue is encrypted",
  service: "sqs",
  severity: "medium",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["SQS.1"],
    checkov: ["CKV_AWS_27"],
    cdkNag: ["AwsSolutions-SQS2"],
    prowler: ["sqs_queues_server_side_encryption_enabled"],
  },
  types: QUEUE,
  fix: "Leave sqsManagedSseEnabled out, or set kmsMasterKeyId.",
  url: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html",
  example: `
import { sqs } from "@pulumi/aws";

new sqs.Queue("orders", { ...settings, sqsManagedSseEnabled: true });`,
  remedy: [{ path: "sqsManagedSseEnabled", value: true }],
  check({ props, report }) {
    // SQS encrypts a queue with its own key unless it is told not to.
    if (!props.at("sqsManagedSseEnabled").is(false)) return;
    const key = props.at("kmsMasterKeyId");
    if (!key.isUnknown && key.isMissing) {
      report("sqsManagedSseEnabled is false and kmsMasterKeyId is not set");
    }
  },
});
