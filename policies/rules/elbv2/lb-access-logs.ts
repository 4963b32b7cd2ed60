import { isApplicationLoadBalancer } from "../../aws/loadBalancer";
import { LOAD_BALANCER } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

/**
 * Application load balancers only: a network load balancer logs TLS connections alone, and its
 * listeners are not visible from here.
 */
export default defineResourceRule({
  id: "lb-access-logs",
  title: "Load balancer access logs go to S3",
  service: "elbv2",
  severity: "medium",
  pillar: "operations",
  enforcement: "mandatory",
  controls: {
    fsbp: ["ELB.5"],
    checkov: ["CKV_AWS_91"],
    cdkNag: ["AwsSolutions-ELB2"],
    prowler: ["elbv2_logging_enabled"],
  },
  types: LOAD_BALANCER,
  fix: "Set accessLogs with enabled true and bucket.",
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html",
  example: `
import { lb } from "@pulumi/aws";

new lb.LoadBalancer("public", {
  ...settings,
  accessLogs: { enabled: true, bucket: logBucket.bucket, prefix: "public" },
});`,
  check({ props, report }) {
    if (!isApplicationLoadBalancer(props)) return;
    const logs = props.at("accessLogs");
    const enabled = logs.at("enabled");
    if (enabled.isNot(true)) report(found(logs.isMissing ? logs : enabled));
    else if (logs.at("bucket").isMissing) report(found(logs.at("bucket")));
  },
});
