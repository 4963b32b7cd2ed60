import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument } from "../../../components/internal/policyDocument";
import { Queue } from "../../../components/messaging/queue";
import { Workflow, type WorkflowArgs } from "../../../components/messaging/workflow";
import { logSettings } from "../../helpers/components";
import { accountId, childrenOf, record, valueOf } from "../../helpers/recordingMocks";
import { useWorkspace } from "../../helpers/workspace";
import { alarmTopicArn, allow, document, messaging, throughKey } from "./messagingFixture";

const arn = "arn:mock:checkout-workflow";
const machine = "aws:sfn:StateMachine checkout-workflow";
const policy = "aws:iam:RolePolicy checkout-workflow-role-policy";
const log = allow(
  "DeliverLog",
  [
    "logs:CreateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:DescribeLogGroups",
    "logs:DescribeResourcePolicies",
    "logs:GetLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:UpdateLogDelivery",
  ],
  "*",
);
const traces = allow(
  "SendTraces",
  [
    "xray:GetSamplingRules",
    "xray:GetSamplingTargets",
    "xray:PutTelemetryRecords",
    "xray:PutTraceSegments",
  ],
  "*",
);

function definition(functionName: string) {
  return {
    StartAt: "Pay",
    States: {
      Pay: {
        Type: "Task",
        Resource: "arn:aws:states:::lambda:invoke",
        Parameters: { FunctionName: functionName, Note: `calls ${functionName}` },
        End: true,
      },
    },
  };
}

const file = "checkout.asl.json";
const files = { [file]: JSON.stringify(definition("${payment}")) };

async function recordWorkflow(makeMore: () => Partial<WorkflowArgs> = () => ({})) {
  const recorded = await record(
    () =>
      new Workflow("checkout", {
        definitionFile: file,
        substitutions: { payment: pulumi.output("arn:payment") },
        prefix: "shop-test",
        accountId,
        logs: logSettings(),
        ...makeMore(),
      }),
  );
  return {
    ...recorded,
    children: childrenOf(recorded.registrations, "messaging:Workflow", "checkout"),
  };
}

describe("Workflow", () => {
  useWorkspace({ files });

  it("is standard, with its values filled in, logs failures without data, and is traced", async () => {
    const { children } = await recordWorkflow();
    assert.deepEqual(children[machine], {
      type: "STANDARD",
      roleArn: "arn:mock:checkout-workflow-role",
      definition: definition("arn:payment"),
      loggingConfiguration: {
        level: "ERROR",
        includeExecutionData: false,
        logDestination: "arn:mock:checkout-logs:*",
      },
      tracingConfiguration: { enabled: true },
    });
    assert.deepEqual(children["aws:cloudwatch:LogGroup checkout-logs"], {
      name: "/aws/vendedlogs/states/shop-test-checkout",
      kmsKeyId: "arn:mock:logs-key",
      retentionInDays: 30,
    });
  });

  it("logs everything when it is express, which keeps no history", async () => {
    const { children } = await recordWorkflow(() => ({ type: "EXPRESS" }));
    const logging = children[machine]?.["loggingConfiguration"] as Record<string, unknown>;
    assert.deepEqual([children[machine]?.["type"], logging["level"]], ["EXPRESS", "ALL"]);
  });

  it("takes what is logged from its arguments", async () => {
    const { children } = await recordWorkflow(() => ({ logLevel: "ALL", logsExecutionData: true }));
    const logging = children[machine]?.["loggingConfiguration"] as Record<string, unknown>;
    assert.deepEqual([logging["level"], logging["includeExecutionData"]], ["ALL", true]);
  });

  it("may deliver its log and send traces, and nothing else unless it is given it", async () => {
    const { children } = await recordWorkflow();
    assert.deepEqual(children[policy]?.["policy"], document(log, traces));
  });

  it("may use what it is granted", async () => {
    const { children } = await recordWorkflow(() => ({
      grants: [new Queue("shipments", messaging()).grant("sends")],
      statements: [
        { sid: "CallFunction", actions: ["lambda:InvokeFunction"], resources: ["arn:payment"] },
      ],
    }));
    assert.deepEqual(
      children[policy]?.["policy"],
      document(
        allow("SendsShipmentsQueue", ["sqs:SendMessage"], "arn:mock:shipments-queue"),
        throughKey("SendsShipmentsQueueKey", ["kms:Decrypt", "kms:GenerateDataKey"], "sqs"),
        allow("CallFunction", ["lambda:InvokeFunction"], "arn:payment"),
        log,
        traces,
      ),
    );
  });

  it("tells of executions that fail or run out of time only when there is a topic", async () => {
    const without = await recordWorkflow();
    const alarm = "aws:cloudwatch:MetricAlarm checkout-failures-alarm";
    assert.equal(without.children[alarm], undefined);
    const { children } = await recordWorkflow(() => ({ alarmTopicArn }));
    const perMinute = (id: string, metricName: string) => ({
      id,
      metric: {
        namespace: "AWS/States",
        metricName,
        dimensions: { StateMachineArn: arn },
        stat: "Sum",
        period: 60,
      },
      returnData: false,
    });
    assert.deepEqual(children[alarm], {
      alarmDescription:
        "Workflow checkout: executions that failed or ran out of time (docs/runbook.md#workflow-failures)",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
      metricQueries: [
        {
          id: "judged",
          expression: "FILL(failed, 0) + FILL(timedOut, 0)",
          label: "Failed executions",
          returnData: true,
        },
        perMinute("failed", "ExecutionsFailed"),
        perMinute("timedOut", "ExecutionsTimedOut"),
      ],
      alarmActions: [alarmTopicArn],
      okActions: [alarmTopicArn],
    });
  });

  for (const [type, actions] of [
    ["STANDARD", ["states:StartExecution"]],
    ["EXPRESS", ["states:StartExecution", "states:StartSyncExecution"]],
  ] as const) {
    it(`gives who starts it its ARN, and starting a ${type.toLowerCase()} one`, async () => {
      const { result } = await recordWorkflow(() => ({ type }));
      const { environment, statements } = result.grant("starts");
      assert.deepEqual(
        JSON.parse(await valueOf(policyDocument(statements))),
        document(allow("StartsCheckoutWorkflow", actions, arn)),
      );
      assert.deepEqual(Object.keys(environment), ["CHECKOUT_WORKFLOW_ARN"]);
    });
  }
});
