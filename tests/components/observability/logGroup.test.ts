import assert from "node:assert/strict";
import {
  acceptedRetentionDays,
  createLogGroup,
  createLogSettings,
  type LogGroupArgs,
} from "../../../components/observability/logGroup";
import { logSettings } from "../../helpers/components";
import { accountId, find, inputsOf, record, valueOf } from "../../helpers/recordingMocks";

async function inputsWith(args: LogGroupArgs) {
  const { registrations } = await record(() => createLogGroup("orders", logSettings(), args, {}));
  return find(registrations, "aws:cloudwatch/logGroup:LogGroup").inputs;
}

describe("createLogGroup", () => {
  it("keeps logs as long as the settings say, encrypted with their key", async () => {
    assert.deepEqual(await inputsWith({}), { retentionInDays: 30, kmsKeyId: "arn:mock:logs-key" });
  });

  it("takes a name where AWS demands one", async () => {
    assert.equal((await inputsWith({ groupName: "aws-waf-logs-x" }))["name"], "aws-waf-logs-x");
  });

  it("names no key in another region, where the stack's key does not exist", async () => {
    assert.deepEqual(await inputsWith({ region: "us-east-1" }), {
      retentionInDays: 30,
      region: "us-east-1",
    });
  });
});

describe("createLogSettings", () => {
  function create() {
    return createLogSettings("log-key", { retentionDays: 90, region: "eu-west-1", accountId });
  }

  it("holds the retention, and a key of its own", async () => {
    const { result, registrations } = await record(create);
    assert.equal(result.retentionDays, 90);
    assert.equal(await valueOf(result.key.arn), "arn:mock:log-key-key");
    assert.equal(
      find(registrations, "aws:kms/key:Key").inputs["description"],
      "Encrypts the log groups",
    );
  });

  it("lets CloudWatch Logs of one region use the key for this account's log groups only", async () => {
    const { registrations } = await record(create);
    const { policy } = inputsOf(find(registrations, "aws:kms/key:Key"));
    const { Statement: statements } = policy as { Statement: { Sid: string }[] };
    assert.deepEqual(
      statements.filter(({ Sid }) => Sid !== "AdministeredThroughIam"),
      [
        {
          Sid: "CloudWatchLogs",
          Effect: "Allow",
          Principal: { Service: "logs.eu-west-1.amazonaws.com" },
          Action: [
            "kms:Decrypt",
            "kms:DescribeKey",
            "kms:Encrypt",
            "kms:GenerateDataKey",
            "kms:ReEncryptFrom",
            "kms:ReEncryptTo",
          ],
          Resource: ["*"],
          Condition: {
            ArnLike: {
              "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:eu-west-1:${accountId}:log-group:*`,
            },
          },
        },
      ],
    );
  });
});

describe("acceptedRetentionDays", () => {
  it("lists periods from the shortest up, without repetition", () => {
    assert.deepEqual(
      [...acceptedRetentionDays],
      [...new Set(acceptedRetentionDays)].sort((a, b) => a - b),
    );
  });
});
