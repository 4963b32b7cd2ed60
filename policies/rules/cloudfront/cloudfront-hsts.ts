import { RESPONSE_HEADERS_POLICY } from "../../aws/types";
import { found } from "../../framework/display";
import { integer } from "../../framework/parameters";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "cloudfront-hsts",
  title: "Browsers are told to come back by HTTPS",
  service: "cloudfront",
  severity: "medium",
  pillar: "security",
  enforcement: "advisory",
  controls: { checkov: ["CKV_AWS_259"] },
  parameters: {
    maxAgeSeconds: integer({
      description: "Shortest time that browsers must keep to HTTPS.",
      default: 31_536_000,
      minimum: 1,
    }),
  },
  types: RESPONSE_HEADERS_POLICY,
  fix: "Set strictTransportSecurity with accessControlMaxAgeSec of a year and override true.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html",
  example: `
import { cloudfront } from "@pulumi/aws";

new cloudfront.ResponseHeadersPolicy("headers", {
  ...settings,
  securityHeadersConfig: {
    strictTransportSecurity: { accessControlMaxAgeSec: 31536000, override: true },
  },
});`,
  remedy: ({ parameters }) => [
    {
      path: "securityHeadersConfig.strictTransportSecurity.accessControlMaxAgeSec",
      value: parameters.maxAgeSeconds,
    },
    { path: "securityHeadersConfig.strictTransportSecurity.override", value: true },
  ],
  check({ props, parameters, report }) {
    const hsts = props.at("securityHeadersConfig").at("strictTransportSecurity");
    const age = hsts.at("accessControlMaxAgeSec");
    const override = hsts.at("override");
    if (age.isUnknown) return;
    if ((age.number() ?? 0) < parameters.maxAgeSeconds) report(found(age));
    else if (override.isNot(true)) report(found(override));
  },
});
