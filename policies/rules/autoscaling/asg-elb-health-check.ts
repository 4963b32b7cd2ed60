import { AUTO_SCALING_ATTACHMENT, AUTO_SCALING_GROUP } from "../../aws/types";
import { found } from "../../framework/display";
import { defineStackRule } from "../../framework/rule";

const SOURCES = ["targetGroupArns", "loadBalancers", "trafficSources"] as const;

export default defineStackRule({
  id: "asg-elb-health-check",
  title: "Auto Scaling groups behind a load balancer use its health check",
  service: "autoscaling",
  severity: "medium",
  pillar: "reliability",
  enforcement: "mandatory",
  controls: {
    fsbp: ["AutoScaling.1"],
    checkov: ["CKV2_AWS_15"],
    cdkNag: ["AwsSolutions-AS2"],
    prowler: ["autoscaling_group_elb_health_check_enabled"],
  },
  types: AUTO_SCALING_GROUP,
  relatedTypes: AUTO_SCALING_ATTACHMENT,
  fix: 'Set healthCheckType to "ELB".',
  url: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-health-checks.html",
  example: `
import { autoscaling } from "@pulumi/aws";

new autoscaling.Group("workers", {
  ...settings,
  healthCheckType: "ELB",
  healthCheckGracePeriod: 120,
});`,
  check({ resource, props, stack, report }) {
    const inline = SOURCES.some((name) => !props.at(name).isMissing);
    const attached = stack.referrers(resource, AUTO_SCALING_ATTACHMENT, "autoscalingGroupName");
    if (!inline && (attached === undefined || attached.length === 0)) return;
    const type = props.at("healthCheckType");
    // Several types are one text, such as "EC2,ELB".
    const types = (type.text() ?? "EC2").split(",");
    if (!type.isUnknown && !types.includes("ELB")) report(found(type, ["EC2"]));
  },
});
