import { INSTANCE, LAUNCH_TEMPLATE, VOLUME } from "../../aws/types";
import { found } from "../../framework/display";
import type { Property } from "../../framework/property";
import { defineResourceRule } from "../../framework/rule";

/** Volumes that the resource makes; a mapping that only takes a volume of the image away makes none. */
function volumesOf(props: Property, isVolume: boolean): readonly Property[] {
  if (isVolume) return [props];
  const root = props.at("rootBlockDevice");
  const mapped = props
    .at("blockDeviceMappings")
    .items()
    .map((mapping) => mapping.at("ebs"));
  return [root, ...props.at("ebsBlockDevices").items(), ...mapped].filter(
    (volume) => !volume.isMissing && !volume.isUnknown,
  );
}

export default defineResourceRule({
  id: "ec2-ebs-encrypted",
  title: "EBS volumes are encrypted",
  service: "ec2",
  severity: "high",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["EC2.3", "EC2.181"],
    cis: ["v5.0.0-5.1.1", "v6.0.0-6.1.1"],
    checkov: ["CKV_AWS_3", "CKV_AWS_8"],
    cdkNag: ["AwsSolutions-EC26"],
    prowler: ["ec2_ebs_volume_encryption"],
  },
  types: [...INSTANCE, ...LAUNCH_TEMPLATE, ...VOLUME],
  fix: "Set encrypted to true on every volume.",
  url: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html",
  example: `
import { ebs, ec2 } from "@pulumi/aws";

new ebs.Volume("data", { ...settings, encrypted: true, kmsKeyId: key.arn });
new ec2.Instance("worker", { ...settings, rootBlockDevice: { encrypted: true } });`,
  check({ resource, props, report }) {
    for (const volume of volumesOf(props, resource.type === VOLUME[0])) {
      const encrypted = volume.at("encrypted");
      if (encrypted.isNot(true)) report(found(encrypted));
    }
  },
});
