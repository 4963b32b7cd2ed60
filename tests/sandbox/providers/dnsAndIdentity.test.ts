import assert from "node:assert/strict";
import { awsPackage } from "../../../sandbox/providers/aws/package";
import { ResourceProvider, type ResourceState } from "../../../sandbox/providers/resources";
import { identityOf } from "../../../sandbox/providers/server";
import { textOf, type Properties } from "../../../sandbox/providers/wire";

const provider = new ResourceProvider(awsPackage);
provider.configure({ region: "eu-west-1" });

function create(token: string, inputs: Properties): ResourceState {
  return provider.create(identityOf(`urn:pulumi:dev::shop::${token}::it`), inputs, false);
}

describe("a stand-in of Route 53", () => {
  it("proves a domain and its wildcard by one record", () => {
    const { outputs } = create("aws:acm/certificate:Certificate", {
      domainName: "example.com",
      subjectAlternativeNames: ["*.example.com"],
    });
    const [own, wildcard] = outputs.domainValidationOptions as Properties[];
    assert.deepEqual({ ...wildcard, domainName: "example.com" }, own);
  });

  it("makes a DS record of the signing key's digest", () => {
    const { id, outputs } = create("aws:route53/keySigningKey:KeySigningKey", {
      hostedZoneId: "Z1",
      name: "signing_key",
      keyManagementServiceArn: "arn:aws:kms:us-east-1:123456789012:key/1",
    });
    assert.equal(id, "Z1,signing_key");
    assert.match(textOf(outputs.dsRecord), /^\d{1,5} 13 2 [0-9A-Z]{64}$/);
  });

  it("gives a health check an id like AWS's", () => {
    const { id, outputs } = create("aws:route53/healthCheck:HealthCheck", { type: "HTTPS" });
    assert.match(id, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    assert.equal(outputs.arn, `arn:aws:route53:::healthcheck/${id}`);
  });
});

describe("a stand-in of Cognito", () => {
  it("gives a pool the endpoint that its tokens name as their issuer", () => {
    const { id, outputs } = create("aws:cognito/userPool:UserPool", {});
    assert.match(id, /^eu-west-1_[A-Za-z0-9]{9}$/);
    assert.equal(outputs.endpoint, `cognito-idp.eu-west-1.amazonaws.com/${id}`);
    assert.equal(outputs.arn, `arn:aws:cognito-idp:eu-west-1:123456789012:userpool/${id}`);
  });

  it("gives a public client no secret", () => {
    const { id, outputs } = create("aws:cognito/userPoolClient:UserPoolClient", {
      userPoolId: "eu-west-1_1",
      generateSecret: false,
    });
    assert.match(id, /^[a-z0-9]{26}$/);
    assert.ok(outputs.clientSecret === undefined || outputs.clientSecret === "", "got a secret");
  });

  it("serves the sign-in pages from CloudFront", () => {
    const { id, outputs } = create("aws:cognito/userPoolDomain:UserPoolDomain", {
      userPoolId: "eu-west-1_1",
      domain: "auth.example.com",
    });
    assert.equal(id, "auth.example.com");
    assert.match(textOf(outputs.cloudfrontDistribution), /^d[a-z0-9]{13}\.cloudfront\.net$/);
  });
});
