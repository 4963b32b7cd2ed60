import { DEPRECATED_ON, RUNTIME } from "../../aws/lambdaRuntimes";
import { FUNCTION } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

/**
 * Reports from the day on which AWS ends support; a runtime that is not listed is taken as newer. There is
 * no warning months before, as the catalogue has it: a rule has one level, and this one blocks.
 */
export default defineResourceRule({
  id: "lambda-supported-runtime",
  title: "Lambda runtime is not deprecated",
  service: "lambda",
  severity: "medium",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["Lambda.2"],
    checkov: ["CKV_AWS_363"],
    cdkNag: ["AwsSolutions-L1", "Serverless-LambdaLatestVersion"],
    prowler: ["awslambda_function_using_supported_runtimes"],
  },
  types: FUNCTION,
  fix: "Move the function to a current runtime, such as nodejs24.x, python3.14 or java25.",
  url: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html",
  example: `
import { lambda } from "@pulumi/aws";

new lambda.Function("orders", { ...settings, runtime: "nodejs24.x" });`,
  check({ props, today, report }) {
    if (props.at("packageType").is("Image")) return;
    const runtime = props.at("runtime");
    const end = DEPRECATED_ON.get(runtime.text() ?? "");
    if (end === undefined || today < end) return;
    report(`${found(runtime, RUNTIME)}, which AWS deprecated on ${end}`);
  },
});
