import assert from "node:assert/strict";
import { Key } from "../../../components/data/key";
import { accountId, childrenOf, find, inputsOf, record } from "../../helpers/recordingMocks";

const args = { description: "Orders", accountId };
const administration = {
  Sid: "AdministeredThroughIam",
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${accountId}:root` },
  Action: ["kms:*"],
  Resource: ["*"],
};

describe("Key", () => {
  it("is a rotating key administered through the account's IAM, with an alias", async () => {
    const { registrations } = await record(() => new Key("orders", args));
    assert.deepEqual(childrenOf(registrations, "data:Key", "orders"), {
      "aws:kms:Key orders-key": {
        description: "Orders",
        enableKeyRotation: true,
        deletionWindowInDays: 30,
        policy: { Version: "2012-10-17", Statement: [administration] },
      },
      "aws:kms:Alias orders-alias": { targetKeyId: "orders-key-key-id" },
    });
  });

  it("adds statements to its policy and keeps the administration", async () => {
    const statement = { sid: "Logs", actions: ["kms:Encrypt"], resources: ["*"] };
    const { registrations } = await record(
      () => new Key("orders", { ...args, statements: [statement], deletionWindowDays: 7 }),
    );
    const inputs = inputsOf(find(registrations, "aws:kms/key:Key"));
    assert.equal(inputs["deletionWindowInDays"], 7);
    assert.deepEqual(inputs["policy"], {
      Version: "2012-10-17",
      Statement: [
        administration,
        { Sid: "Logs", Effect: "Allow", Action: ["kms:Encrypt"], Resource: ["*"] },
      ],
    });
  });

  for (const protect of [true, false, undefined]) {
    it(`is ${protect ? "" : "not "}protected when protect is ${protect ?? "absent"}`, async () => {
      const { registrations } = await record(() => new Key("orders", { ...args, protect }));
      assert.equal(find(registrations, "aws:kms/key:Key").protect, protect ?? false);
    });
  }
});
