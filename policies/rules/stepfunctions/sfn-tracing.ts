import { STATE_MACHINE } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "sfn-tracing",
  title: "Step Functions has X-Ray tracing",
  service: "stepfunctions",
  severity: "low",
  pillar: "operations",
  enforcement: "advisory",
  controls: {
    checkov: ["CKV_AWS_284"],
    cdkNag: ["AwsSolutions-SF2", "Serverless-StepFunctionStateMachineXray"],
  },
  types: STATE_MACHINE,
  fix: "Set tracingConfiguration.enabled to true.",
  url: "https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html",
  example: `
import { sfn } from "@pulumi/aws";

new sfn.StateMachine("checkout", {
  ...settings,
  tracingConfiguration: { enabled: true },
});`,
  remedy: [{ path: "tracingConfiguration.enabled", value: true }],
  check({ props, report }) {
    const enabled = props.at("tracingConfiguration").at("enabled");
    if (enabled.isNot(true)) report(found(enabled));
  },
});
