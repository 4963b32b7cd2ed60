import { INSTANCE, LAUNCH_CONFIGURATION, LAUNCH_TEMPLATE } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "ec2-no-public-ip",
  title: "EC2 instances have no public address",
  service: "ec2",
  severity: "high",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["EC2.9", "EC2.25", "AutoScaling.5"],
    checkov: ["CKV_AWS_88"],
    prowler: ["ec2_instance_public_ip", "ec2_launch_template_no_public_ip"],
  },
  types: [...INSTANCE, ...LAUNCH_TEMPLATE, ...LAUNCH_CONFIGURATION],
  fix: "Set associatePublicIpAddress to false and let a load balancer take the requests.",
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html",
  example: `
import { ec2 } from "@pulumi/aws";

new ec2.Instance("worker", { ...settings, associatePublicIpAddress: false });
new ec2.LaunchTemplate("workers", {
  ...settings,
  networkInterfaces: [{ associatePublicIpAddress: "false" }],
});`,
  remedy: [
    { path: "associatePublicIpAddress", value: false },
    { path: "networkInterfaces[].associatePublicIpAddress", value: false },
  ],
  check({ props, report }) {
    const settings = [props, ...props.at("networkInterfaces").items()].map((holder) =>
      holder.at("associatePublicIpAddress"),
    );
    const open = settings.find((setting) => setting.is(true));
    if (open) report(found(open));
  },
});
