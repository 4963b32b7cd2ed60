/** What watches an account rather than a stack, each only where a stack asks for it. */
import type * as pulumi from "@pulumi/pulumi";
import type { LogBucket } from "../data/logBucket";
import { AccessAnalyzer } from "./accessAnalyzer";
import type { AlarmTopic, Publisher } from "./alarmTopic";
import { AuditTrail } from "./auditTrail";
import { Budget, type BudgetArgs } from "./budget";
import { ConfigRecorder } from "./configRecorder";
import { FindingAlerts, type FindingSource } from "./findingAlerts";
import type { LogSettings } from "./logGroup";
import { ThreatDetection } from "./threatDetection";

/** An account has one of each; only one of its stacks may ask. */
export interface AuditSettings {
  /** Who did what, in every region, kept where nobody can change it. */
  readonly trail: boolean;
  /** Amazon GuardDuty in the stack's region. */
  readonly threatDetection: boolean;
  /** AWS Config in the stack's region: what each resource was like, and when. */
  readonly configRecorder: boolean;
  /** What others can reach, in the stack's region. */
  readonly accessAnalyzer: boolean;
}

export interface AuditArgs {
  /** Tells names from their like in other stacks of the account, such as `shop-dev`. */
  readonly prefix: string;
  readonly region: string;
  readonly accountId: pulumi.Input<string>;
  readonly logs: LogSettings;
  readonly accessLogs: LogBucket;
  /** Refuses to delete what was recorded. */
  readonly protect: boolean;
  readonly audit: AuditSettings;
  /** Who is told of findings, made with the {@link auditPublishers} of these settings. */
  readonly topic: AlarmTopic;
  /** @default nobody is told what the account costs */
  readonly budget?: Pick<BudgetArgs, "monthlyUsd" | "emails">;
}

/** What of AWS tells the topic of alarms on behalf of these settings. */
export function auditPublishers(audit: AuditSettings): Publisher[] {
  return findingSources(audit).length > 0 ? ["eventBridge"] : [];
}

function findingSources({ threatDetection, accessAnalyzer }: AuditSettings): FindingSource[] {
  return [
    ...(threatDetection ? (["guardDuty"] as const) : []),
    ...(accessAnalyzer ? (["accessAnalyzer"] as const) : []),
  ];
}

/** Creates what the settings ask for. */
export function auditAccount(args: AuditArgs): void {
  const { audit, budget, prefix, region, accountId, logs, accessLogs, protect, topic } = args;
  const kept = { accountId, accessLogs, protect };
  if (audit.trail) new AuditTrail("audit", { ...kept, region, logs, trailName: prefix });
  if (audit.threatDetection) new ThreatDetection("threats");
  if (audit.configRecorder) new ConfigRecorder("records", kept);
  if (audit.accessAnalyzer) new AccessAnalyzer("outsiders", { analyzerName: prefix });
  const sources = findingSources(audit);
  if (sources.length > 0) new FindingAlerts("findings", { sources, topic });
  if (budget !== undefined) new Budget("budget", budget);
}
