import { LogBucket } from "../../components/data/logBucket";
import { AlarmTopic } from "../../components/observability/alarmTopic";
import { Canary } from "../../components/observability/canary";
import { createFoundation, domain } from "../foundation";

function main() {
  const { accountId, region } = createFoundation();
  const topic = new AlarmTopic("alarms", { accountId, region, emails: ["on-call@example.com"] });
  const accessLogs = new LogBucket("access-logs", { accountId, region });
  const canary = new Canary("page", {
    accountId,
    region,
    topic,
    accessLogs,
    url: `https://${domain.domainName}/`,
    runtimeVersion: "syn-nodejs-puppeteer-13.0",
  });
  return { canary: canary.canaryName, alarmArn: canary.alarmArn };
}

export = main;
