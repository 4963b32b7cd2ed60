import { REGION, regionOf, regionOfArn } from "../../aws/region";
import { CERTIFICATE, CERTIFICATE_VALIDATION, DISTRIBUTION, WEB_ACL } from "../../aws/types";
import { found } from "../../framework/display";
import type { Property } from "../../framework/property";
import type { Resource } from "../../framework/resource";
import { kindOf } from "../../framework/resource";
import { defineStackRule } from "../../framework/rule";

const HOME_REGION = "us-east-1";
const CERTIFICATES = [...CERTIFICATE, ...CERTIFICATE_VALIDATION];

/** What is wrong with a resource of this stack that CloudFront uses; undefined when nothing is. */
function strayResource(used: Resource): string | undefined {
  const region = regionOf(used);
  if (region.isMissing || !region.isNot(HOME_REGION)) return undefined;
  return `its ${kindOf(used.type)} "${used.name}" is elsewhere: ${found(region, REGION)}`;
}

/** The same for an ARN of something outside this stack. */
function strayArn(reference: Property): string | undefined {
  const region = regionOfArn(reference.text() ?? "");
  if (region === undefined || region === HOME_REGION) return undefined;
  return `${reference.path} names something in ${REGION.test(region) ? region : "another region"}`;
}

/**
 * CloudFront takes its web ACL and certificate from us-east-1 only, and says so late. The region is
 * the resource's own `region` property, its provider's, or the one in a literal ARN.
 */
export default defineStackRule({
  id: "cloudfront-waf-scope-region",
  title: "CloudFront web ACL and certificate live in us-east-1",
  service: "cloudfront",
  severity: "high",
  pillar: "operations",
  enforcement: "mandatory",
  controls: {},
  types: DISTRIBUTION,
  relatedTypes: [...WEB_ACL, ...CERTIFICATE, ...CERTIFICATE_VALIDATION],
  fix: 'Create the web ACL with scope "CLOUDFRONT", and it and the certificate with region "us-east-1".',
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html",
  example: `
import { acm, wafv2 } from "@pulumi/aws";

new wafv2.WebAcl("shop", { ...settings, scope: "CLOUDFRONT", region: "us-east-1" });
new acm.Certificate("shop", { ...settings, region: "us-east-1" });`,
  check({ resource, props, stack, report }) {
    const acls = stack.targets(resource, "webAclId", WEB_ACL);
    const certificates = stack.targets(
      resource,
      "viewerCertificate.acmCertificateArn",
      CERTIFICATES,
    );
    for (const { name, props: acl } of acls ?? []) {
      const scope = acl.at("scope");
      if (scope.isNot("CLOUDFRONT")) {
        report(`its web ACL "${name}" cannot be used here: ${found(scope, ["REGIONAL"])}`);
      }
    }
    const literals = [
      ...(acls?.length === 0 ? [props.at("webAclId")] : []),
      ...(certificates?.length === 0
        ? [props.at("viewerCertificate").at("acmCertificateArn")]
        : []),
    ];
    const problems = [
      ...[...(acls ?? []), ...(certificates ?? [])].map(strayResource),
      ...literals.map(strayArn),
    ];
    for (const problem of problems) {
      if (problem !== undefined) report(problem);
    }
  },
});
