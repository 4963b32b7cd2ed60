import { AlarmTopic } from "../../components/observability/alarmTopic";
import { createFoundation } from "../foundation";

function main() {
  const { accountId, region } = createFoundation();
  const alarms = new AlarmTopic("alarms", { accountId, region, emails: ["on-call@example.com"] });

  // A pager takes alarms over HTTPS; what it does not take is kept for two weeks.
  const pager = new AlarmTopic("pager", {
    accountId,
    region,
    endpoints: ["https://events.example.com/integration/aws"],
    publishers: ["budgets", "eventBridge"],
  });
  return { topicArn: alarms.arn, pagerArn: pager.arn };
}

export = main;
