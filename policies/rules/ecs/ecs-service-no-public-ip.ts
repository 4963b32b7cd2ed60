import { ECS_SERVICE, TASK_SET } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "ecs-service-no-public-ip",
  title: "ECS service tasks get no public IP",
  service: "ecs",
  severity: "high",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["ECS.2", "ECS.16"],
    checkov: ["CKV_AWS_333"],
    prowler: ["ecs_service_no_assign_public_ip", "ecs_task_set_no_assign_public_ip"],
  },
  types: [...ECS_SERVICE, ...TASK_SET],
  fix: "Set networkConfiguration.assignPublicIp to false, with the tasks in private subnets.",
  url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html",
  example: `
import { ecs } from "@pulumi/aws";

new ecs.Service("orders", {
  ...settings,
  networkConfiguration: { subnets: privateSubnetIds, assignPublicIp: false },
});`,
  remedy: [{ path: "networkConfiguration.assignPublicIp", value: false }],
  check({ props, report }) {
    const assign = props.at("networkConfiguration").at("assignPublicIp");
    if (assign.is(true)) report(found(assign));
  },
});
