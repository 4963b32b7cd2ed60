import { distinctCount } from "../../aws/subnets";
import { AUTO_SCALING_GROUP } from "../../aws/types";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "asg-multi-az-launch-template",
  title: "Auto Scaling groups span zones and use launch templates",
  service: "autoscaling",
  severity: "medium",
  pillar: "reliability",
  enforcement: "mandatory",
  controls: {
    fsbp: ["AutoScaling.2", "AutoScaling.9"],
    checkov: ["CKV_AWS_315"],
    prowler: ["autoscaling_group_multiple_az", "autoscaling_group_using_ec2_launch_template"],
  },
  types: AUTO_SCALING_GROUP,
  fix: "Name subnets of two or more zones in vpcZoneIdentifiers, and use launchTemplate or mixedInstancesPolicy.",
  url: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/create-launch-template.html",
  example: `
import { autoscaling } from "@pulumi/aws";

new autoscaling.Group("workers", {
  ...settings,
  vpcZoneIdentifiers: privateSubnetIds,
  launchConfiguration: undefined,
  launchTemplate: { id: launchTemplate.id, version: "$Latest" },
});`,
  check({ props, report }) {
    const subnets = props.at("vpcZoneIdentifiers");
    const zones = subnets.isMissing ? props.at("availabilityZones") : subnets;
    const count = distinctCount(zones.items());
    const faults = [
      ...(!zones.isUnknown && count < 2 ? [`${zones.path} has ${count} entries`] : []),
      ...(props.at("launchConfiguration").isMissing ? [] : ["launchConfiguration is set"]),
    ];
    if (faults.length > 0) report(faults.join(" and "));
  },
});
