import assert from "node:assert/strict";
import { AlarmTopic } from "../../../components/observability/alarmTopic";
import { auditPublishers } from "../../../components/observability/audit";
import {
  FindingAlerts,
  type FindingAlertsArgs,
} from "../../../components/observability/findingAlerts";
import { describeMistakes } from "../../helpers/mistakes";
import { accountId, find, inputsOf, namesOf, record, region } from "../../helpers/recordingMocks";

const RULE = "aws:cloudwatch/eventRule:EventRule";
const TARGET = "aws:cloudwatch/eventTarget:EventTarget";

function create(args: Partial<FindingAlertsArgs> = {}): FindingAlerts {
  const topic = new AlarmTopic("alarms", { accountId, region, publishers: ["eventBridge"] });
  return new FindingAlerts("findings", {
    sources: ["guardDuty", "accessAnalyzer"],
    topic,
    ...args,
  });
}

describe("FindingAlerts", () => {
  it("tells the topic of GuardDuty's findings of medium severity and above, in words", async () => {
    const { registrations } = await record(create);
    assert.deepEqual(inputsOf(find(registrations, RULE, "guardDuty")), {
      description: "Findings of GuardDuty of severity 4 and above",
      eventPattern: {
        source: ["aws.guardduty"],
        "detail-type": ["GuardDuty Finding"],
        detail: { severity: [{ numeric: [">=", 4] }] },
      },
    });
    const { inputTransformer, ...target } = find(registrations, TARGET, "guardDuty-target").inputs;
    assert.deepEqual(target, {
      rule: "findings-guardDuty",
      arn: "arn:mock:alarms-topic",
      deadLetterConfig: { arn: "arn:mock:findings-undelivered" },
    });
    const { inputPaths, inputTemplate } = inputTransformer as Record<string, unknown>;
    assert.deepEqual(
      String(inputTemplate)
        .split("\n")
        .map((line) => JSON.parse(line) as unknown),
      [
        "GuardDuty, severity <severity>: <title> (docs/runbook.md#threats)",
        "<kind> in account <account>, <region>",
        "https://<region>.console.aws.amazon.com/guardduty/home?region=<region>#/findings?search=id%3D<id>",
      ],
    );
    assert.deepEqual(inputPaths, {
      account: "$.account",
      region: "$.region",
      id: "$.detail.id",
      kind: "$.detail.type",
      severity: "$.detail.severity",
      title: "$.detail.title",
    });
  });

  it("tells of what outsiders can reach, but not of what was resolved or deleted", async () => {
    const { registrations } = await record(create);
    const { eventPattern } = inputsOf(find(registrations, RULE, "accessAnalyzer"));
    assert.deepEqual(eventPattern, {
      source: ["aws.access-analyzer"],
      "detail-type": ["Access Analyzer Finding"],
      detail: { status: ["ACTIVE"], isDeleted: [false] },
    });
  });

  it("names in each message only fields that it takes from the event", async () => {
    const { registrations } = await record(create);
    for (const { inputs } of registrations.filter(({ type }) => type === TARGET)) {
      const { inputPaths, inputTemplate } = inputs["inputTransformer"] as {
        readonly inputPaths: Readonly<Record<string, string>>;
        readonly inputTemplate: string;
      };
      const named = [...inputTemplate.matchAll(/<(\w+)>/g)].map(([, field]) => field);
      assert.deepEqual([...new Set(named)].sort(), Object.keys(inputPaths).sort());
    }
  });

  it("keeps what the topic does not take, from its own rules only, and says so", async () => {
    const { registrations } = await record(create);
    const { policy } = inputsOf(find(registrations, "aws:sqs/queuePolicy:QueuePolicy"));
    const [admitted] = (policy as { Statement: Record<string, unknown>[] }).Statement;
    assert.deepEqual(admitted?.["Condition"], {
      ArnEquals: {
        "aws:SourceArn": [
          "arn:aws:events:us-east-1:123456789012:rule/findings-guardDuty",
          "arn:aws:events:us-east-1:123456789012:rule/findings-accessAnalyzer",
        ],
      },
    });
    const alarm = find(registrations, "aws:cloudwatch/metricAlarm:MetricAlarm").inputs;
    assert.deepEqual(alarm["dimensions"], { QueueName: "findings-undelivered" });
    assert.deepEqual(alarm["alarmActions"], ["arn:mock:alarms-topic"]);
  });

  it("takes another severity, and one source alone", async () => {
    const { registrations } = await record(() =>
      create({ sources: ["guardDuty"], minimumSeverity: 7 }),
    );
    assert.deepEqual(namesOf(registrations, RULE), ["findings-guardDuty"]);
    const { eventPattern } = inputsOf(find(registrations, RULE));
    assert.deepEqual((eventPattern as Record<string, unknown>)["detail"], {
      severity: [{ numeric: [">=", 7] }],
    });
  });
});

describe("auditPublishers", () => {
  const none = {
    trail: true,
    threatDetection: false,
    configRecorder: true,
    accessAnalyzer: false,
  };

  it("lets EventBridge publish only where something is found", () => {
    assert.deepEqual(auditPublishers(none), []);
    assert.deepEqual(auditPublishers({ ...none, threatDetection: true }), ["eventBridge"]);
    assert.deepEqual(auditPublishers({ ...none, accessAnalyzer: true }), ["eventBridge"]);
  });
});

describeMistakes("FindingAlerts", "finding-alerts.md", [
  {
    argument: "sources",
    message:
      "sources must name whose findings are told, got none; name guardDuty or accessAnalyzer",
    make: () => create({ sources: [] }),
  },
  {
    argument: "sources",
    message: 'sources must name each once, got "guardDuty" twice; leave one out',
    make: () => create({ sources: ["guardDuty", "guardDuty"] }),
  },
  {
    argument: "minimumSeverity",
    message: "minimumSeverity must be a whole number from 1 to 10, got 0",
    make: () => create({ minimumSeverity: 0 }),
  },
]);
