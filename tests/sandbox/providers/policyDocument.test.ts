import assert from "node:assert/strict";
import { renderPolicyDocument } from "../../../sandbox/providers/aws/functions/policyDocument";

const statement = {
  sid: "Read",
  actions: ["s3:GetObject"],
  resources: ["arn:aws:s3:::pages/*"],
};

describe("renderPolicyDocument", () => {
  it("renders a statement with its defaults", () => {
    assert.deepEqual(renderPolicyDocument({ statements: [statement] }), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "Read",
          Effect: "Allow",
          Action: "s3:GetObject",
          Resource: "arn:aws:s3:::pages/*",
        },
      ],
    });
  });

  it("renders principals by type, and everybody as a star", () => {
    const render = (principals: { type: string; identifiers: string[] }[]): unknown =>
      renderPolicyDocument({ statements: [{ ...statement, principals }] });
    const service = render([{ type: "Service", identifiers: ["ecs.amazonaws.com"] }]);
    assert.match(JSON.stringify(service), /"Principal":\{"Service":"ecs\.amazonaws\.com"\}/);
    const everybody = render([{ type: "*", identifiers: ["*"] }]);
    assert.match(JSON.stringify(everybody), /"Principal":"\*"/);
  });

  it("renders several conditions of one test together", () => {
    const conditions = [
      { test: "StringEquals", variable: "aws:SourceAccount", values: ["123456789012"] },
      { test: "StringEquals", variable: "aws:PrincipalTag/a", values: ["x", "y"] },
    ];
    const document = renderPolicyDocument({ statements: [{ ...statement, conditions }] });
    const [rendered] = document.Statement as { Condition: unknown }[];
    assert.deepEqual(rendered?.Condition, {
      StringEquals: { "aws:SourceAccount": "123456789012", "aws:PrincipalTag/a": ["x", "y"] },
    });
  });

  it("turns &{...} into IAM's own variables", () => {
    const resources = ["arn:aws:s3:::home/&{aws:username}"];
    const text = JSON.stringify(
      renderPolicyDocument({ statements: [{ ...statement, resources }] }),
    );
    assert.match(text, /home\/\$\{aws:username\}/);
  });

  it("lets its own statements replace a source's with the same Sid", () => {
    const source = JSON.stringify({
      Statement: [{ Sid: "Read", Effect: "Deny" }, { Sid: "Other" }],
    });
    const document = renderPolicyDocument({
      sourcePolicyDocuments: [source],
      statements: [statement],
    });
    const statements = document.Statement as { Sid: string; Effect?: string }[];
    assert.deepEqual(
      statements.map(({ Sid, Effect }) => [Sid, Effect]),
      [
        ["Read", "Allow"],
        ["Other", undefined],
      ],
    );
  });

  it("refuses two statements with the same Sid", () => {
    assert.throws(
      () => renderPolicyDocument({ statements: [statement, statement] }),
      /duplicate Sid \(Read\)/,
    );
  });
});
