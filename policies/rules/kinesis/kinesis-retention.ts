import { KINESIS_STREAM } from "../../aws/types";
import { integer } from "../../framework/parameters";
import { defineResourceRule } from "../../framework/rule";

/** What Kinesis keeps when nothing is said. */
const DEFAULT_HOURS = 24;

export default defineResourceRule({
  id: "kinesis-retention",
  title: "Kinesis keeps data long enough to recover",
  service: "kinesis",
  severity: "medium",
  pillar: "reliability",
  enforcement: "advisory",
  controls: { fsbp: ["Kinesis.3"], prowler: ["kinesis_stream_data_retention_period"] },
  parameters: {
    minimumHours: integer({
      description: "Fewest hours that a stream keeps its records.",
      default: 168,
      minimum: 24,
      maximum: 8760,
    }),
  },
  types: KINESIS_STREAM,
  fix: "Raise retentionPeriod, or lower the rule's minimumHours.",
  url: "https://docs.aws.amazon.com/streams/latest/dev/kinesis-extended-retention.html",
  example: `
import { kinesis } from "@pulumi/aws";

new kinesis.Stream("clicks", { ...settings, retentionPeriod: 168 });`,
  remedy: ({ parameters }) => [{ path: "retentionPeriod", value: parameters.minimumHours }],
  check({ props, parameters, report }) {
    const retention = props.at("retentionPeriod");
    if (retention.isUnknown) return;
    const hours = retention.number() ?? DEFAULT_HOURS;
    if (hours < parameters.minimumHours) {
      report(`retentionPeriod is ${hours} hours, less than ${parameters.minimumHours}`);
    }
  },
});
