import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  createServiceRole,
  policyDocument,
  type PolicyStatement,
} from "../../../components/internal/policyDocument";
import { accountId, find, inputsOf, namesOf, record, valueOf } from "../../helpers/recordingMocks";

const read: PolicyStatement = {
  sid: "Read",
  actions: ["s3:GetObject"],
  resources: [pulumi.output("arn:mock:pages/*")],
};
const readJson = {
  Sid: "Read",
  Effect: "Allow",
  Action: ["s3:GetObject"],
  Resource: ["arn:mock:pages/*"],
};

async function statementsOf(statements: readonly PolicyStatement[]): Promise<unknown> {
  const document = JSON.parse(await valueOf(policyDocument(statements))) as Record<string, unknown>;
  assert.equal(document["Version"], "2012-10-17");
  return document["Statement"];
}

describe("policyDocument", () => {
  it("allows by default and has neither principal nor condition unless given", async () => {
    assert.deepEqual(await statementsOf([read]), [readJson]);
  });

  it("carries effect, principal and condition, with outputs resolved", async () => {
    const statement: PolicyStatement = {
      ...read,
      effect: "Deny",
      principals: { AWS: pulumi.output("arn:mock:root") },
      conditions: { Bool: { "aws:SecureTransport": "false" } },
    };
    assert.deepEqual(await statementsOf([statement]), [
      {
        ...readJson,
        Effect: "Deny",
        Principal: { AWS: "arn:mock:root" },
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });

  it("keeps the order of the statements", async () => {
    const statements = await statementsOf([
      { ...read, sid: "B" },
      { ...read, sid: "A" },
    ]);
    assert.deepEqual(statements, [
      { ...readJson, Sid: "B" },
      { ...readJson, Sid: "A" },
    ]);
  });
});

describe("createServiceRole", () => {
  const args = { service: "ecs-tasks.amazonaws.com", description: "Runs", statements: [read] };
  const trust = {
    Sid: "AssumedByService",
    Effect: "Allow",
    Principal: { Service: "ecs-tasks.amazonaws.com" },
    Action: "sts:AssumeRole",
  };

  it("is assumed by one service and carries one inline policy", async () => {
    const { registrations } = await record(() => createServiceRole("orders-role", args, {}));
    assert.deepEqual(inputsOf(find(registrations, "aws:iam/role:Role")), {
      description: "Runs",
      assumeRolePolicy: { Version: "2012-10-17", Statement: [trust] },
    });
    assert.deepEqual(inputsOf(find(registrations, "aws:iam/rolePolicy:RolePolicy")), {
      role: "orders-role",
      policy: { Version: "2012-10-17", Statement: [readJson] },
    });
  });

  it("is assumed only on behalf of the source account, when one is given", async () => {
    const { registrations } = await record(() =>
      createServiceRole("orders-role", { ...args, sourceAccountId: accountId }, {}),
    );
    assert.deepEqual(inputsOf(find(registrations, "aws:iam/role:Role"))["assumeRolePolicy"], {
      Version: "2012-10-17",
      Statement: [{ ...trust, Condition: { StringEquals: { "aws:SourceAccount": accountId } } }],
    });
  });

  it("has no policy when there is nothing to allow", async () => {
    const { registrations } = await record(() =>
      createServiceRole("orders-role", { ...args, statements: [] }, {}),
    );
    assert.deepEqual(namesOf(registrations, "aws:iam/rolePolicy:RolePolicy"), []);
  });
});
