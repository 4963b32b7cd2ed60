import { Key } from "../../components/data/key";
import { EventBus } from "../../components/messaging/eventBus";
import { messagingKeyStatements } from "../../components/messaging/keyUse";
import { Queue } from "../../components/messaging/queue";
import { Schedule } from "../../components/messaging/schedule";
import { Workflow } from "../../components/messaging/workflow";
import { AlarmTopic } from "../../components/observability/alarmTopic";
import { createFoundation } from "../foundation";

function main() {
  const foundation = { ...createFoundation(), prefix: "example" };
  const { region, accountId } = foundation;
  const key = new Key("message-key", {
    description: "Encrypts messages",
    accountId,
    statements: messagingKeyStatements({ region, accountId }),
  });
  const alarmTopicArn = new AlarmTopic("alarms", foundation).arn;
  const messaging = { key, region, accountId, alarmTopicArn };
  const reports = new Queue("reports", messaging);
  const nightly = new Schedule("nightly-report", {
    ...messaging,
    expression: "cron(0 3 * * ? *)",
    timezone: "Europe/Berlin",
    target: { kind: "queue", queue: reports, message: { report: "sales" } },
  });

  // Whoever wants to know of a new hour subscribes to the bus.
  const bus = new EventBus("store");
  const hourly = new Schedule("hourly", {
    ...messaging,
    expression: "rate(1 hour)",
    target: { kind: "events", bus, source: "shop.clock", detailType: "HourPassed" },
  });

  // Some time in the quarter of an hour after six, and not at all after an hour.
  const digest = new Schedule("digest", {
    ...messaging,
    expression: "cron(0 6 ? * MON *)",
    windowMinutes: 15,
    maxAgeSeconds: 3600,
    target: {
      kind: "workflow",
      workflow: new Workflow("digest", {
        ...foundation,
        definitionFile: "examples/schedule/digest.asl.json",
      }),
      input: { list: "weekly" },
    },
  });
  return { nightlyArn: nightly.arn, hourlyArn: hourly.arn, digestArn: digest.arn };
}

export = main;
