import { AccessAnalyzer } from "../../components/observability/accessAnalyzer";
import { AlarmTopic } from "../../components/observability/alarmTopic";
import { FindingAlerts } from "../../components/observability/findingAlerts";
import { ThreatDetection } from "../../components/observability/threatDetection";
import { createFoundation } from "../foundation";

function main() {
  const { accountId, region } = createFoundation();
  const topic = new AlarmTopic("alarms", {
    accountId,
    region,
    emails: ["on-call@example.com"],
    publishers: ["eventBridge"],
  });
  new ThreatDetection("threats");
  new AccessAnalyzer("outsiders", { analyzerName: "shop-external" });
  const findings = new FindingAlerts("findings", {
    sources: ["guardDuty", "accessAnalyzer"],
    topic,
  });
  return { undelivered: findings.undeliveredQueueUrl };
}

export = main;
