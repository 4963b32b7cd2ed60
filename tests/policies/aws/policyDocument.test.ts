import assert from "node:assert/strict";
import fc from "fast-check";
import { covers, statementsOf } from "../../../policies/aws/policyDocument";
import { allowsEveryone } from "../../../policies/aws/publicAccess";
import { Property } from "../../../policies/framework/property";

function document(value: unknown): Property {
  return new Property(value, "policy", () => undefined);
}

function isPublic(statement: object): boolean {
  return statementsOf(document({ Statement: statement })).some(allowsEveryone);
}

const open = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" };

describe("an IAM pattern", () => {
  for (const [pattern, text, expected] of [
    ["s3:*", "s3:GetObject", true],
    ["S3:getobject", "s3:GetObject", true],
    ["s3:Get*", "s3:PutObject", false],
    ["*", "anything", true],
    ["s3:?etObject", "s3:GetObject", true],
    ["s3:?etObject", "s3:etObject", false],
    ["a*b*c", "aXbYbZc", true],
    ["a*b*c", "aXbYbZ", false],
    ["shop/*", "shop/", true],
    ["a.c", "abc", false],
    ["", "", true],
    ["", "a", false],
  ] as const) {
    it(`${pattern} ${expected ? "covers" : "does not cover"} ${text}`, () => {
      assert.equal(covers(pattern, text), expected);
    });
  }

  it("answers at once however many wildcards it has", () => {
    const started = performance.now();
    covers(`${"*a".repeat(2000)}b`, "a".repeat(4000));
    assert.ok(performance.now() - started < 1000);
  });

  it("agrees with a regular expression", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", ":"), maxLength: 8 });
    const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 6 });
    fc.assert(
      fc.property(pattern, text, (p, t) => {
        const source = p.replaceAll("*", ".*").replaceAll("?", ".");
        assert.equal(covers(p, t), new RegExp(`^${source}$`, "s").test(t));
      }),
    );
  });
});

describe("a policy document", () => {
  it("is read alike as text and as object, with one value or a list", () => {
    const single = { statement: { effect: "Allow", action: "s3:*", resource: "*" } };
    const list = { Statement: [{ Effect: "Allow", Action: ["s3:*"], Resource: ["*"] }] };
    for (const form of [single, list, JSON.stringify(list)]) {
      const [statement] = statementsOf(document(form));
      assert.deepEqual(
        [statement?.allows, statement?.actions, statement?.resources],
        [true, ["s3:*"], ["*"]],
      );
    }
  });

  it("has no statements when it is missing, not JSON or something else", () => {
    for (const value of [undefined, null, "", "{", 7, [], {}]) {
      assert.deepEqual(statementsOf(document(value)), []);
    }
  });
});

describe("a statement for everyone", () => {
  for (const [condition, isNarrow] of [
    [{ StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3" } }, true],
    [{ StringLike: { "aws:PrincipalOrgID": "o-*" } }, false],
    [{ ArnLike: { "AWS:SourceArn": "arn:aws:sns:eu-west-1:111122223333:*" } }, true],
    [{ ArnLike: { "aws:SourceArn": "arn:aws:s3:::uploads" } }, true],
    [{ ArnLike: { "aws:SourceArn": "arn:aws:s3:::*" } }, false],
    [{ StringEquals: { "aws:SourceVpce": ["vpce-1", "vpce-*"] } }, false],
    [{ "ForAllValues:StringEquals": { "aws:SourceAccount": "111122223333" } }, false],
    [{ IpAddress: { "aws:SourceIp": "203.0.113.0/24" } }, true],
    [{ IpAddress: { "aws:SourceIp": "2001:db8::/12" } }, false],
    [{ NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" } }, false],
    [{ Bool: { "aws:PrincipalIsAWSService": "true" } }, true],
    [{ Bool: { "aws:SecureTransport": "true" } }, false],
    [{ StringEquals: { "aws:SourceAccount": "${aws:PrincipalAccount}" } }, false],
    [{ StringLike: { "aws:userid": "AROAEXAMPLE:*" } }, true],
    [{ StringLike: { "aws:userid": "*" } }, false],
  ] as const) {
    it(`is ${isNarrow ? "narrow" : "public"} under ${JSON.stringify(condition)}`, () => {
      assert.equal(isPublic({ ...open, Condition: condition }), !isNarrow);
    });
  }

  it("is not public when it denies", () => {
    assert.equal(isPublic({ ...open, Effect: "Deny" }), false);
  });

  it("is public when it allows all but some principals", () => {
    assert.equal(isPublic({ Effect: "Allow", NotPrincipal: { AWS: "1" }, Action: "*" }), true);
  });
});
