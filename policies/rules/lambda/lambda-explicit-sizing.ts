import { FUNCTION } from "../../aws/types";
import { defineResourceRule } from "../../framework/rule";

/**
 * Lambda's own defaults, 128 MB and 3 seconds, fit hardly any function. The catalogue's limit of 29 seconds
 * behind API Gateway is none any more: a regional REST API may be given a longer time-out.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 */
export default defineResourceRule({
  id: "lambda-explicit-sizing",
  title: "Lambda functions set memory and time-out",
  service: "lambda",
  severity: "low",
  pillar: "performance",
  enforcement: "advisory",
  controls: { cdkNag: ["Serverless-LambdaDefaultMemorySize", "Serverless-LambdaDefaultTimeout"] },
  types: FUNCTION,
  fix: "Set memorySize and timeout to what the function needs.",
  url: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html",
  example: `
import { lambda } from "@pulumi/aws";

new lambda.Function("orders", { ...settings, memorySize: 512, timeout: 10 });`,
  check({ props, report }) {
    const missing = ["memorySize", "timeout"].filter((name) => props.at(name).isMissing);
    if (missing.length > 0) report(`${missing.join(" and ")} not set`);
  },
});
