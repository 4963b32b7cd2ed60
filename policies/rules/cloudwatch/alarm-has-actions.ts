import { COMPOSITE_ALARM, DEPLOYMENT_GROUP, ECS_SERVICE, METRIC_ALARM } from "../../aws/types";
import { found } from "../../framework/display";
import { defineStackRule } from "../../framework/rule";

/** Resources that watch an alarm by themselves, and the property in which they name it. */
const LISTENERS = [
  [COMPOSITE_ALARM, "alarmRule"],
  [ECS_SERVICE, "alarms"],
  [DEPLOYMENT_GROUP, "alarmConfiguration"],
] as const;

/**
 * An alarm that a composite alarm, an ECS service or a CodeDeploy deployment group watches does its work
 * without an action of its own.
 */
export default defineStackRule({
  id: "alarm-has-actions",
  title: "Alarms have actions",
  service: "cloudwatch",
  severity: "high",
  pillar: "operations",
  enforcement: "mandatory",
  controls: {
    checkov: ["CKV_AWS_319"],
    prowler: [
      "cloudwatch_alarm_actions_enabled",
      "cloudwatch_alarm_actions_alarm_state_configured",
    ],
  },
  types: [...METRIC_ALARM, ...COMPOSITE_ALARM],
  relatedTypes: [...ECS_SERVICE, ...DEPLOYMENT_GROUP],
  fix: "Name a topic or another action in alarmActions, and leave actionsEnabled on.",
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html",
  example: `
import { cloudwatch } from "@pulumi/aws";

new cloudwatch.MetricAlarm("errors", {
  ...settings,
  actionsEnabled: true,
  alarmActions: [alarmTopic.arn],
});`,
  check({ resource, props, stack, report }) {
    const enabled = props.at("actionsEnabled");
    const actions = props.at("alarmActions");
    if (enabled.is(false)) {
      report(found(enabled));
      return;
    }
    if (actions.isUnknown || !actions.isMissing) return;
    const listens = LISTENERS.map(([types, property]) =>
      stack.referrers(resource, types, property),
    );
    // Undefined when the preview does not know whom the listener watches.
    if (listens.some((each) => each === undefined || each.length > 0)) return;
    report("alarmActions is not set, and nothing in the stack watches the alarm");
  },
});
