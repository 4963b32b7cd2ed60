import { cacheBehaviors, HTTPS_ONLY } from "../../aws/cloudfront";
import { DISTRIBUTION, VPC_ORIGIN } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

/**
 * A VPC origin carries the same setting in a resource of its own, and is judged there.
 */
export default defineResourceRule({
  id: "cloudfront-origin-https-only",
  title: "CloudFront talks HTTPS to custom origins",
  service: "cloudfront",
  severity: "medium",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["CloudFront.9"],
    checkov: ["CKV2_AWS_72"],
    prowler: ["cloudfront_distributions_origin_traffic_encrypted"],
  },
  types: [...DISTRIBUTION, ...VPC_ORIGIN],
  fix: 'Set originProtocolPolicy to "https-only".',
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html",
  example: `
import { cloudfront } from "@pulumi/aws";

new cloudfront.Distribution("shop", {
  ...settings,
  origins: [
    {
      ...origin,
      customOriginConfig: { httpPort: 80, httpsPort: 443, originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.2"] },
    },
  ],
});
new cloudfront.VpcOrigin("shop", { ...settings, vpcOriginEndpointConfig: { ...vpcOriginEndpoint, originProtocolPolicy: "https-only" } });`,
  remedy: [
    { path: "origins[].customOriginConfig?.originProtocolPolicy", value: "https-only" },
    { path: "vpcOriginEndpointConfig?.originProtocolPolicy", value: "https-only" },
  ],
  check({ props, report }) {
    const viewers = cacheBehaviors(props).map((behavior) => behavior.at("viewerProtocolPolicy"));
    const followsViewers = viewers.length > 0 && !viewers.some((each) => each.isNot(...HTTPS_ONLY));
    const configurations = [
      ...props
        .at("origins")
        .items()
        .map((origin) => origin.at("customOriginConfig")),
      props.at("vpcOriginEndpointConfig"),
    ];
    for (const configuration of configurations.filter((each) => !each.isMissing)) {
      const policy = configuration.at("originProtocolPolicy");
      if (policy.is("match-viewer") && followsViewers) continue;
      if (policy.isNot("https-only")) report(found(policy, ["http-only", "match-viewer"]));
    }
  },
});
