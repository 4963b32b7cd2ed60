import { isApplicationLoadBalancer } from "../../aws/loadBalancer";
import { LOAD_BALANCER, WEB_ACL_ASSOCIATION } from "../../aws/types";
import { defineStackRule } from "../../framework/rule";

export default defineStackRule({
  id: "alb-waf",
  title: "Internet-facing ALB is associated with a web ACL",
  service: "elbv2",
  severity: "medium",
  pillar: "security",
  enforcement: "mandatory",
  controls: { fsbp: ["ELB.16"], checkov: ["CKV2_AWS_28"], prowler: ["elbv2_waf_acl_attached"] },
  types: LOAD_BALANCER,
  relatedTypes: WEB_ACL_ASSOCIATION,
  fix: "Add a WebAclAssociation whose resourceArn is this load balancer's ARN, or make it internal.",
  url: "https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-associating-aws-resource.html",
  example: `
import { wafv2 } from "@pulumi/aws";

new wafv2.WebAclAssociation("public", {
  resourceArn: loadBalancer.arn,
  webAclArn: webAcl.arn,
});`,
  check({ resource, props, stack, report }) {
    if (!isApplicationLoadBalancer(props) || !props.at("internal").isNot(true)) return;
    const associations = stack.referrers(resource, WEB_ACL_ASSOCIATION, "resourceArn");
    if (associations?.length !== 0) return;
    report("it faces the internet and no WebAclAssociation in the stack names it");
  },
});
