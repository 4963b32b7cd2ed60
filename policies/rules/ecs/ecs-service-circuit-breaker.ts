import { ECS_SERVICE } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "ecs-service-circuit-breaker",
  title: "ECS service rolls back failed deployments",
  service: "ecs",
  severity: "medium",
  pillar: "reliability",
  enforcement: "mandatory",
  controls: {},
  types: ECS_SERVICE,
  fix: "Set deploymentCircuitBreaker with enable and rollback true, or alarms with enable and rollback true.",
  url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html",
  example: `
import { ecs } from "@pulumi/aws";

new ecs.Service("orders", {
  ...settings,
  deploymentCircuitBreaker: { enable: true, rollback: true },
});`,
  remedy: [
    { path: "deploymentCircuitBreaker.enable", value: true },
    { path: "deploymentCircuitBreaker.rollback", value: true },
  ],
  check({ props, report }) {
    const controller = props.at("deploymentController").at("type");
    if (!controller.isMissing && !controller.is("ECS")) return;
    const guards = [props.at("deploymentCircuitBreaker"), props.at("alarms")];
    const switches = guards.map((guard) => [guard.at("enable"), guard.at("rollback")]);
    if (switches.some((pair) => pair.every((each) => !each.isNot(true)))) return;
    const off = switches[0]?.find((each) => each.isNot(true));
    if (off) report(`${found(off)} and no alarm rolls back`);
  },
});
