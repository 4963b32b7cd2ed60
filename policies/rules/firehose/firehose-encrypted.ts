import { DELIVERY_STREAM } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

/** Records of a Kinesis stream or of Kafka are encrypted there, and Firehose refuses to do it again. */
export default defineResourceRule({
  id: "firehose-encrypted",
  title: "Firehose stream is encrypted",
  service: "firehose",
  severity: "medium",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["DataFirehose.1"],
    checkov: ["CKV_AWS_240", "CKV_AWS_241"],
    cdkNag: ["AwsSolutions-KDF1"],
    prowler: ["firehose_stream_encrypted_at_rest"],
  },
  types: DELIVERY_STREAM,
  fix: "Set serverSideEncryption.enabled to true.",
  url: "https://docs.aws.amazon.com/firehose/latest/dev/encryption.html",
  example: `
import { kinesis } from "@pulumi/aws";

new kinesis.FirehoseDeliveryStream("clicks", {
  ...settings,
  serverSideEncryption: {
    enabled: true,
    keyType: "CUSTOMER_MANAGED_CMK",
    keyArn: key.arn,
  },
});`,
  remedy: [{ path: "serverSideEncryption.enabled", value: true }],
  check({ props, report }) {
    const sources = ["kinesisSourceConfiguration", "mskSourceConfiguration"].map((each) =>
      props.at(each),
    );
    if (sources.some((source) => source.isUnknown || !source.isMissing)) return;
    const enabled = props.at("serverSideEncryption").at("enabled");
    if (enabled.isNot(true)) report(found(enabled));
  },
});
