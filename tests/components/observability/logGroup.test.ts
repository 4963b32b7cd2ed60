import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  createLogGroup,
  logEncryption,
  retentionDays,
  type LogGroupArgs,
} from "../../../components/observability/logGroup";
import { logSettings } from "../../helpers/components";
import { accountId, find, record, valueOf } from "../../helpers/recordingMocks";

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

describe("logEncryption", () => {
  it("lets CloudWatch Logs of one region use the key for this account's log groups only", async () => {
    assert.deepEqual(await valueOf(pulumi.output(logEncryption("eu-west-1", accountId))), {
      sid: "CloudWatchLogs",
      principals: { Service: "logs.eu-west-1.amazonaws.com" },
      actions: [
        "kms:Decrypt",
        "kms:DescribeKey",
        "kms:Encrypt",
        "kms:GenerateDataKey",
        "kms:ReEncryptFrom",
        "kms:ReEncryptTo",
      ],
      resources: ["*"],
      conditions: {
        ArnLike: {
          "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:eu-west-1:${accountId}:log-group:*`,
        },
      },
    });
  });
});

describe("retentionDays", () => {
  it("lists periods from the shortest up, without repetition", () => {
    assert.deepEqual(
      [...retentionDays],
      [...new Set(retentionDays)].sort((a, b) => a - b),
    );
  });
});
