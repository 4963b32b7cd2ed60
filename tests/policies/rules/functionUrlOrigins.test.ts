/** CloudFront in front of function URLs. */
import type * as cloudfront from "@pulumi/aws/cloudfront";
import type * as lambda from "@pulumi/aws/lambda";
import type * as s3 from "@pulumi/aws/s3";
import { cloudfrontFunctionUrlAccessControl } from "../../../policies/registry";
import { describeRule } from "../helpers/describeRule";
import { UNKNOWN } from "../helpers/engine";
import { resource, unknown } from "../helpers/fixture";

const byTls = {
  httpPort: 80,
  httpsPort: 443,
  originProtocolPolicy: "https-only",
  originSslProtocols: ["TLSv1.2"],
};
const distribution = resource<cloudfront.DistributionArgs>(
  "aws:cloudfront/distribution:Distribution",
  "shop",
  {
    enabled: true,
    restrictions: { geoRestriction: { restrictionType: "none" } },
    defaultCacheBehavior: {
      allowedMethods: ["GET", "HEAD"],
      cachedMethods: ["GET", "HEAD"],
      targetOriginId: "site",
      viewerProtocolPolicy: "redirect-to-https",
    },
    origins: [
      { originId: "site", domainName: UNKNOWN, originAccessControlId: UNKNOWN },
      { originId: "api", domainName: UNKNOWN, vpcOriginConfig: { vpcOriginId: UNKNOWN } },
      { originId: "legacy", domainName: "legacy.example.com", customOriginConfig: byTls },
      {
        originId: "orders",
        domainName: UNKNOWN,
        customOriginConfig: byTls,
        originAccessControlId: UNKNOWN,
      },
    ],
    viewerCertificate: { cloudfrontDefaultCertificate: true },
  },
  { dependsOn: { origins: ["site", "orders"] } },
);
const bucket = resource<s3.BucketArgs>("aws:s3/bucket:Bucket", "site", {});
const url = resource<lambda.FunctionUrlArgs>("aws:lambda/functionUrl:FunctionUrl", "orders", {
  functionName: "orders",
  authorizationType: "AWS_IAM",
});
const uncontrolled = { "origins[3].originAccessControlId": undefined };
const says = "origins[3].originAccessControlId is not set, and the origin is a function URL";

describeRule(cloudfrontFunctionUrlAccessControl, {
  valid: [distribution, bucket, url],
  passes: {
    "a host that is not a function's": {
      set: { ...uncontrolled, "origins[3].domainName": "lambda-url.example.com" },
      drop: ["orders"],
    },
    "a host of the stack that is not a function's": {
      set: uncontrolled,
      drop: ["orders"],
    },
  },
  fails: {
    "a function URL that is created with it": { set: uncontrolled, says },
    "a function URL by its host": {
      set: { ...uncontrolled, "origins[3].domainName": "a1b2.lambda-url.eu-west-1.on.aws" },
      drop: ["orders"],
      says,
    },
  },
  silent: {
    "the origins": unknown("origins"),
    "which of two hosts is the function's": {
      set: { ...uncontrolled, "origins[2].domainName": UNKNOWN },
    },
  },
});
