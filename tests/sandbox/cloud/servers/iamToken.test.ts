import assert from "node:assert/strict";
import fc from "fast-check";
import { type TokenTarget, readToken } from "../../../../sandbox/cloud/servers/iamToken";
import { presignedToken } from "./presign";

const target: TokenTarget = {
  service: "rds-db",
  region: "eu-west-1",
  host: "localhost:41001",
  parameters: { Action: "connect", DBUser: "orders_writer" },
};
const keys = { accessKeyId: "ASIAEXAMPLE", secretAccessKey: "secret", sessionToken: "a/b+c==" };
const now = Date.parse("2026-01-31T12:00:00Z");

function faultOf(token: string, at = now): string | undefined {
  const reading = readToken(token, target, at);
  return reading.kind === "fault" ? reading.fault : undefined;
}

describe("a token of IAM", () => {
  const token = presignedToken(keys, target, new Date(now));

  it("is read with its host and its parameters, decoded", () => {
    const reading = readToken(token, target, now);
    assert.ok(reading.kind === "token");
    assert.equal(reading.token.host, "localhost:41001");
    assert.equal(reading.token.parameters["X-Amz-Security-Token"], "a/b+c==");
    assert.match(reading.token.parameters["X-Amz-Signature"] ?? "", /^[0-9a-f]{64}$/);
  });

  const minutes = (count: number) => count * 60_000;
  for (const [title, at, fault] of [
    ["opens until the last moment of its 15 minutes", now + minutes(15) - 1, undefined],
    ["has expired after them", now + minutes(15), /it expired 0 s ago/],
    ["may come from a clock that is 5 minutes ahead", now - minutes(5), undefined],
    ["may not come from later than that", now - minutes(5) - 1, /signed in the future/],
  ] as const) {
    it(title, () => {
      const found = faultOf(token, at);
      if (fault === undefined) assert.equal(found, undefined);
      else assert.match(found ?? "", fault);
    });
  }

  const changed = (change: Partial<TokenTarget>, life?: number) =>
    presignedToken(keys, { ...target, ...change }, new Date(now), life);
  for (const [title, given, fault] of [
    ["another host", changed({ host: "other:41001" }), /is for other:41001, and localhost:41001/],
    ["another port", changed({ host: "localhost:5432" }), /is for localhost:5432/],
    [
      "another user",
      changed({ parameters: { Action: "connect", DBUser: "root" } }),
      /has DBUser root, and orders_writer/,
    ],
    [
      "another action",
      changed({ parameters: { Action: "drop", DBUser: "orders_writer" } }),
      /has Action drop/,
    ],
    ["another region", changed({ region: "us-east-1" }), /signed for us-east-1\/rds-db/],
    ["another service", changed({ service: "elasticache" }), /signed for eu-west-1\/elasticache/],
    ["a longer life than AWS gives", changed({}, 3_600), /lives 3600 s, and 900 s is the most/],
    ["no life", changed({}, 0), /no valid date and life/],
    ["a parameter twice", `${token}&DBUser=root`, /is no token of IAM/],
    ["a scheme", `https://${token}`, /is no token of IAM/],
  ] as const) {
    it(`with ${title} opens nothing`, () => {
      assert.match(faultOf(given) ?? "", fault);
    });
  }

  it("is told from anything else that somebody gives as a password, without repeating it", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (password) => {
        const fault = faultOf(password);
        assert.ok(fault !== undefined);
        assert.ok(password.length < 12 || !fault.includes(password));
      }),
    );
  });

  it("is read whatever the user is called", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (user) => {
        const own = { ...target, parameters: { Action: "connect", DBUser: user } };
        const reading = readToken(presignedToken(keys, own, new Date(now)), own, now);
        assert.equal(reading.kind, "token");
      }),
    );
  });
});
