import { LOG_GROUP } from "../../aws/types";
import { found } from "../../framework/display";
import { integer } from "../../framework/parameters";
import { defineResourceRule } from "../../framework/rule";

const ACCEPTED: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
];

/**
 * One shortest period for every group: which groups are the audit ones, for which the catalogue asks a
 * year, no property says. A stack that keeps them sets minimumDays.
 */
export default defineResourceRule({
  id: "log-group-retention",
  title: "Log groups have a retention",
  service: "cloudwatch",
  severity: "medium",
  pillar: "cost",
  enforcement: "mandatory",
  controls: {
    checkov: ["CKV_AWS_66", "CKV_AWS_338"],
    cdkNag: ["Serverless-CloudWatchLogGroupRetentionPeriod"],
    prowler: ["cloudwatch_log_group_retention_policy_specific_days_enabled"],
  },
  types: LOG_GROUP,
  parameters: {
    minimumDays: integer({
      description: "Shortest retention in days that is accepted.",
      default: 30,
      minimum: 1,
      maximum: 3653,
    }),
  },
  fix: "Set retentionInDays to a period that CloudWatch Logs accepts, of at least the parameter minimumDays.",
  url: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html",
  example: `
import { cloudwatch } from "@pulumi/aws";

new cloudwatch.LogGroup("orders", { ...settings, retentionInDays: 365 });`,
  remedy: ({ props, parameters }) => {
    const wanted = Math.max(props.at("retentionInDays").number() ?? 0, parameters.minimumDays);
    const value = ACCEPTED.find((days) => days >= wanted);
    return value === undefined ? [] : [{ path: "retentionInDays", value }];
  },
  check({ props, parameters, report }) {
    // Groups of this class are kept for two days, whatever is set.
    if (!props.at("logGroupClass").isNot("DELIVERY")) return;
    const retention = props.at("retentionInDays");
    const days = retention.number();
    if (retention.isUnknown) return;
    if (days === undefined || days === 0) {
      report(`${found(retention)}, so its entries are kept and paid for without end`);
    } else if (days < parameters.minimumDays) {
      report(`${found(retention)}, less than the ${parameters.minimumDays} days asked for`);
    } else if (!ACCEPTED.includes(days)) {
      report(`${found(retention)}, which CloudWatch Logs does not accept`);
    }
  },
});
