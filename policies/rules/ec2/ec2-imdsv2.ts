import { INSTANCE, LAUNCH_CONFIGURATION, LAUNCH_TEMPLATE } from "../../aws/types";
import { found } from "../../framework/display";
import { integer } from "../../framework/parameters";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "ec2-imdsv2",
  title: "EC2 instances take metadata requests with a session token only",
  service: "ec2",
  severity: "high",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["EC2.8", "EC2.170", "AutoScaling.3"],
    cis: ["v5.0.0-5.7", "v6.0.0-6.7"],
    checkov: ["CKV_AWS_79", "CKV_AWS_341"],
    prowler: ["ec2_instance_imdsv2_enabled", "ec2_launch_template_imdsv2_required"],
  },
  parameters: {
    hops: integer({ description: "Most hops of an answer.", default: 2, minimum: 1, maximum: 64 }),
  },
  types: [...INSTANCE, ...LAUNCH_TEMPLATE, ...LAUNCH_CONFIGURATION],
  fix: 'Set metadataOptions.httpTokens to "required" and httpPutResponseHopLimit to 1, or 2 where containers need it.',
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html",
  example: `
import { ec2 } from "@pulumi/aws";

new ec2.LaunchTemplate("workers", {
  ...settings,
  metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
});`,
  remedy: ({ parameters }) => [
    { path: "metadataOptions.httpTokens", value: "required" },
    { path: "metadataOptions.httpPutResponseHopLimit", value: parameters.hops },
  ],
  check({ props, parameters, report }) {
    const options = props.at("metadataOptions");
    if (!options.at("httpEndpoint").isNot("disabled")) return;
    const tokens = options.at("httpTokens");
    const hops = options.at("httpPutResponseHopLimit");
    const limit = hops.number();
    const faults = [
      ...(tokens.isNot("required") ? [found(tokens, ["optional"])] : []),
      ...(limit !== undefined && limit > parameters.hops ? [found(hops)] : []),
    ];
    if (faults.length > 0) report(faults.join(" and "));
  },
});
