import { KINESIS_STREAM } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "kinesis-encrypted",
  title: "Kinesis stream is encrypted with KMS",
  service: "kinesis",
  severity: "medium",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["Kinesis.1"],
    checkov: ["CKV_AWS_43", "CKV_AWS_185"],
    cdkNag: ["AwsSolutions-KDS1"],
    prowler: ["kinesis_stream_encrypted_at_rest"],
  },
  types: KINESIS_STREAM,
  fix: "Set encryptionType to KMS and kmsKeyId to a key.",
  url: "https://docs.aws.amazon.com/streams/latest/dev/what-is-sse.html",
  example: `
import { kinesis } from "@pulumi/aws";

new kinesis.Stream("clicks", { ...settings, encryptionType: "KMS", kmsKeyId: key.arn });`,
  check({ props, report }) {
    const encryption = props.at("encryptionType");
    const key = props.at("kmsKeyId");
    if (encryption.isNot("KMS")) report(found(encryption, ["NONE"]));
    else if (encryption.is("KMS") && !key.isUnknown && key.isMissing) report(found(key));
  },
});
