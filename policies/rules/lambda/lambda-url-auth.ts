import { FUNCTION_URL } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "lambda-url-auth",
  title: "Lambda function URL asks for a signature",
  service: "lambda",
  severity: "high",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    checkov: ["CKV_AWS_258", "CKV2_AWS_75"],
    cdkNag: ["LambdaFunctionUrlAuth"],
    prowler: ["awslambda_function_url_public", "awslambda_function_url_cors_policy"],
  },
  types: FUNCTION_URL,
  fix: 'Set authorizationType to "AWS_IAM", and name the origins in cors.allowOrigins when allowCredentials is true.',
  url: "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
  example: `
import { lambda } from "@pulumi/aws";

new lambda.FunctionUrl("orders", {
  ...settings,
  authorizationType: "AWS_IAM",
  cors: { allowCredentials: true, allowOrigins: ["https://shop.example.com"] },
});`,
  check({ props, report }) {
    const type = props.at("authorizationType");
    const cors = props.at("cors");
    const anyOrigin = cors
      .at("allowOrigins")
      .items()
      .some((origin) => origin.is("*"));
    const faults = [
      ...(type.isNot("AWS_IAM") ? [found(type, ["NONE"])] : []),
      ...(anyOrigin && cors.at("allowCredentials").is(true)
        ? ["cors lets every origin send credentials"]
        : []),
    ];
    if (faults.length > 0) report(faults.join(" and "));
  },
});
