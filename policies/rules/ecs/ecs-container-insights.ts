import { CLUSTER } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "ecs-container-insights",
  title: "ECS cluster has Container Insights",
  service: "ecs",
  severity: "medium",
  pillar: "operations",
  enforcement: "mandatory",
  controls: {
    fsbp: ["ECS.12"],
    checkov: ["CKV_AWS_65"],
    cdkNag: ["AwsSolutions-ECS4"],
    prowler: ["ecs_cluster_container_insights_enabled"],
  },
  types: CLUSTER,
  fix: 'Add { name: "containerInsights", value: "enhanced" } to settings.',
  url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cloudwatch-container-insights.html",
  example: `
import { ecs } from "@pulumi/aws";

new ecs.Cluster("shop", {
  ...settings,
  settings: [{ name: "containerInsights", value: "enhanced" }],
});`,
  remedy: [
    { path: "settings[].value", value: "enhanced" },
    { path: "settings[+]", value: { name: "containerInsights", value: "enhanced" } },
  ],
  check({ props, report }) {
    const settings = props.at("settings");
    if (settings.isUnknown) return;
    const insights = settings
      .items()
      .find((setting) => !setting.at("name").isNot("containerInsights"));
    if (insights === undefined) {
      report("settings have no containerInsights");
      return;
    }
    const value = insights.at("value");
    if (value.isNot("enabled", "enhanced")) report(found(value, ["disabled"]));
  },
});
