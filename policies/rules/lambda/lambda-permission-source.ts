import { FUNCTION_PERMISSION } from "../../aws/types";
import { defineResourceRule } from "../../framework/rule";

const SERVICE = /^[a-z0-9.-]{1,60}\.amazonaws\.com(\.cn)?$/;
const SOURCES = ["sourceArn", "sourceAccount", "principalOrgId"] as const;

/**
 * S3 also needs sourceAccount: a bucket's ARN carries no account, so whoever takes the bucket's name
 * over later could invoke the function.
 */
export default defineResourceRule({
  id: "lambda-permission-source",
  title: "Lambda permission for a service names its source",
  service: "lambda",
  severity: "critical",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["Lambda.1"],
    checkov: ["CKV_AWS_301", "CKV_AWS_364"],
    prowler: ["awslambda_function_not_publicly_accessible"],
  },
  types: FUNCTION_PERMISSION,
  fix: 'Set sourceArn to the resource that invokes the function, sourceAccount as well for S3, or principalOrgId for principal "*".',
  url: "https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html",
  example: `
import { lambda } from "@pulumi/aws";

new lambda.Permission("bucket", {
  ...settings,
  principal: "s3.amazonaws.com",
  sourceArn: bucket.arn,
  sourceAccount: "123456789012",
});`,
  check({ props, report }) {
    const principal = props.at("principal");
    const has = (name: string): boolean => !props.at(name).isMissing;
    if (principal.is("*") && !has("principalOrgId")) {
      report('principal is "*" and principalOrgId is not set');
    }
    const service = principal.text() ?? "";
    if (!SERVICE.test(service)) return;
    if (service.startsWith("s3.") && !has("sourceAccount")) {
      report(`principal is "${service}" and sourceAccount is not set`);
    } else if (!SOURCES.some(has)) {
      report(`principal is "${service}" and neither sourceArn nor sourceAccount is set`);
    }
  },
});
