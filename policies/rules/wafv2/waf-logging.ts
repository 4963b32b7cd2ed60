import { WEB_ACL, WEB_ACL_LOGGING } from "../../aws/types";
import { defineStackRule } from "../../framework/rule";

export default defineStackRule({
  id: "waf-logging",
  title: "WAF web ACL has a logging configuration",
  service: "wafv2",
  severity: "medium",
  pillar: "operations",
  enforcement: "mandatory",
  controls: {
    fsbp: ["WAF.11"],
    checkov: ["CKV2_AWS_31"],
    prowler: ["wafv2_webacl_logging_enabled"],
  },
  types: WEB_ACL,
  relatedTypes: WEB_ACL_LOGGING,
  fix: "Add a WebAclLoggingConfiguration whose resourceArn is this web ACL's ARN.",
  url: "https://docs.aws.amazon.com/waf/latest/developerguide/logging.html",
  example: `
import { wafv2 } from "@pulumi/aws";

new wafv2.WebAclLoggingConfiguration("shop", {
  resourceArn: webAcl.arn,
  logDestinationConfigs: [wafLogGroup.arn],
});`,
  check({ resource, stack, report }) {
    const logs = stack.referrers(resource, WEB_ACL_LOGGING, "resourceArn");
    if (logs?.length === 0) report("no WebAclLoggingConfiguration in the stack names this web ACL");
  },
});
