import { criticalEvents } from "../../aws/databases";
import { RDS_EVENT_SUBSCRIPTION } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

/** A subscription without categories gets every event, one without a type of source those of all. */
export default defineResourceRule({
  id: "rds-event-subscription",
  title: "RDS event subscription tells of critical events",
  service: "rds",
  severity: "low",
  pillar: "operations",
  enforcement: "advisory",
  controls: {
    fsbp: ["RDS.19", "RDS.20", "RDS.21", "RDS.22"],
    prowler: [
      "rds_cluster_critical_event_subscription",
      "rds_instance_critical_event_subscription",
      "rds_instance_event_subscription_parameter_groups",
      "rds_instance_event_subscription_security_groups",
    ],
  },
  types: RDS_EVENT_SUBSCRIPTION,
  fix: "Add the named categories to eventCategories or leave it out, and do not set enabled to false.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.html",
  example: `
import { rds } from "@pulumi/aws";

new rds.EventSubscription("databases", {
  ...settings,
  enabled: true,
  snsTopic: alarmTopic.arn,
  sourceType: "db-instance",
  eventCategories: ["configuration change", "failure", "maintenance"],
});`,
  remedy: ({ props }) => [
    { path: "enabled", value: true },
    ...criticalEvents(props).map((value) => ({ path: "eventCategories[+]", value })),
  ],
  check({ props, report }) {
    const enabled = props.at("enabled");
    const categories = props.at("eventCategories");
    const isOpen = categories.isUnknown || categories.items().some((each) => each.isUnknown);
    const told = categories.texts();
    const missing =
      isOpen || categories.isMissing
        ? []
        : criticalEvents(props).filter((category) => !told.includes(category));
    const faults = [
      ...(enabled.is(false) ? [found(enabled)] : []),
      ...(missing.length > 0 ? [`${categories.path} lacks ${missing.join(", ")}`] : []),
    ];
    if (faults.length > 0) report(faults.join(" and "));
  },
});
