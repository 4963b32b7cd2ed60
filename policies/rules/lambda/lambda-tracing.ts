import { FUNCTION } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

/** The remedy cannot let the role write traces; that is a policy of the function's own. */
export default defineResourceRule({
  id: "lambda-tracing",
  title: "Lambda X-Ray tracing is active",
  service: "lambda",
  severity: "low",
  pillar: "operations",
  enforcement: "advisory",
  controls: { checkov: ["CKV_AWS_50"], cdkNag: ["Serverless-LambdaTracing"] },
  types: FUNCTION,
  fix: 'Set tracingConfig.mode to "Active" and allow the role xray:PutTraceSegments.',
  url: "https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html",
  example: `
import { iam, lambda } from "@pulumi/aws";

new lambda.Function("orders", { ...settings, tracingConfig: { mode: "Active" } });
new iam.RolePolicy("tracing", {
  role: role.name,
  policy: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "xray:PutTraceSegments", Resource: "*" }],
  },
});`,
  remedy: [{ path: "tracingConfig.mode", value: "Active" }],
  check({ props, report }) {
    const mode = props.at("tracingConfig").at("mode");
    if (mode.isNot("Active")) report(found(mode, ["PassThrough"]));
  },
});
