import { Bucket } from "../../components/data/bucket";
import { LogBucket } from "../../components/data/logBucket";
import { AuditTrail } from "../../components/observability/auditTrail";
import { createFoundation } from "../foundation";

function main() {
  const { accountId, region, logs } = createFoundation();
  const accessLogs = new LogBucket("access-logs", { accountId, region });
  const audit = new AuditTrail("audit", { accountId, region, logs, accessLogs });

  // For an auditor: nobody can delete for seven years, and who touches invoices is recorded too.
  const invoices = new Bucket("invoices", { accessLogs });
  const strict = new AuditTrail("strict-audit", {
    accountId,
    region,
    logs,
    accessLogs,
    lock: { mode: "compliance", retentionDays: 2557 },
    expireAfterDays: 2557,
    dataEvents: [{ of: "buckets", arns: [invoices.arn] }],
    insights: ["apiErrorRate"],
    protect: true,
  });
  return { trailArn: audit.arn, bucket: audit.bucketName, strictArn: strict.arn };
}

export = main;
