import assert from "node:assert/strict";
import {
  parsePolicy,
  servicePrincipalAllowed,
} from "../../../../sandbox/cloud/identity/policyDocument";

const distribution = "arn:aws:cloudfront::123456789012:distribution/E1";
const request = {
  service: "cloudfront.amazonaws.com",
  action: "s3:GetObject",
  resource: "arn:aws:s3:::pages/index.html",
  context: { "aws:SourceArn": distribution, "aws:SecureTransport": "true" },
};
const valid = {
  Effect: "Allow",
  Principal: { Service: "cloudfront.amazonaws.com" },
  Action: "s3:GetObject",
  Resource: "arn:aws:s3:::pages/*",
  Condition: { StringEquals: { "AWS:SourceArn": distribution } },
};

function allowed(...statements: object[]): boolean {
  const text = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  return servicePrincipalAllowed(parsePolicy(text, "bucket pages"), request);
}

describe("resource policies", () => {
  it("allow what a statement names, with condition keys in any case", () => {
    assert.ok(allowed(valid));
  });

  for (const [what, change] of [
    ["another service", { Principal: { Service: "lambda.amazonaws.com" } }],
    ["another action", { Action: ["s3:PutObject", "s3:ListBucket"] }],
    ["another resource", { Resource: "arn:aws:s3:::other/*" }],
    [
      "another distribution",
      { Condition: { StringEquals: { "AWS:SourceArn": `${distribution}2` } } },
    ],
    [
      "a key that the request does not have",
      { Condition: { StringEquals: { "aws:SourceVpc": "v" } } },
    ],
    ["a user", { Principal: { AWS: "arn:aws:iam::123456789012:root" } }],
  ] as const) {
    it(`refuse when the statement is about ${what}`, () => {
      assert.ok(!allowed({ ...valid, ...change }));
    });
  }

  for (const [what, change] of [
    ["wildcards in the action", { Action: "s3:Get*" }],
    ["every principal", { Principal: "*" }],
    [
      "ArnLike",
      { Condition: { ArnLike: { "aws:SourceArn": "arn:aws:cloudfront::*:distribution/E?" } } },
    ],
    [
      "IfExists on an absent key",
      { Condition: { StringEqualsIfExists: { "aws:SourceVpc": "v" } } },
    ],
    ["a negated operator", { Condition: { StringNotEquals: { "aws:SourceArn": "x" } } }],
  ] as const) {
    it(`allow with ${what}`, () => {
      assert.ok(allowed({ ...valid, ...change }));
    });
  }

  it("refuse when any statement denies", () => {
    assert.ok(!allowed(valid, { ...valid, Effect: "Deny", Condition: {} }));
  });

  it("pass a denial of plain HTTP, as CloudFront comes over HTTPS", () => {
    const insecure = { Bool: { "aws:SecureTransport": "false" } };
    assert.ok(allowed(valid, { ...valid, Effect: "Deny", Principal: "*", Condition: insecure }));
  });

  it("that are malformed name their owner and the place", () => {
    assert.throws(() => parsePolicy("{", "bucket pages"), /bucket pages: the policy is not JSON/);
    assert.throws(
      () => parsePolicy('{"Statement":[{"Effect":"Maybe"}]}', "bucket pages"),
      /bucket pages: malformed policy at Statement/,
    );
  });
});
