import { DISTRIBUTION } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "cloudfront-waf",
  title: "CloudFront has a WAF web ACL",
  service: "cloudfront",
  severity: "medium",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["CloudFront.6"],
    checkov: ["CKV_AWS_68"],
    cdkNag: ["AwsSolutions-CFR2"],
    prowler: ["cloudfront_distributions_using_waf"],
  },
  types: DISTRIBUTION,
  fix: "Set webAclId to the ARN of a web ACL with scope CLOUDFRONT.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-web-awswaf.html",
  example: `
import { cloudfront } from "@pulumi/aws";

new cloudfront.Distribution("shop", { ...settings, webAclId: webAcl.arn });`,
  check({ props, report }) {
    const acl = props.at("webAclId");
    if (acl.isMissing) report(`${found(acl)}, so requests reach the origins unfiltered`);
  },
});
