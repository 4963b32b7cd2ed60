import { STATE_MACHINE } from "../../aws/types";
import { found } from "../../framework/display";
import { strings } from "../../framework/parameters";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "sfn-logging",
  title: "Step Functions state machine logs executions",
  service: "stepfunctions",
  severity: "medium",
  pillar: "operations",
  enforcement: "mandatory",
  controls: {
    fsbp: ["StepFunctions.1"],
    checkov: ["CKV_AWS_285"],
    cdkNag: ["AwsSolutions-SF1"],
    prowler: ["stepfunctions_statemachine_logging_enabled"],
  },
  parameters: {
    mayLogData: strings({
      description: "Names in the program of state machines that may log their executions' data.",
      default: [],
    }),
  },
  types: STATE_MACHINE,
  fix: "Set loggingConfiguration with level ERROR or ALL and a logDestination that ends in :*, and includeExecutionData only where the data may be read.",
  url: "https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html",
  example: `
import { sfn } from "@pulumi/aws";

new sfn.StateMachine("checkout", {
  ...settings,
  loggingConfiguration: {
    level: "ERROR",
    includeExecutionData: false,
    logDestination: logGroup.arn.apply((arn) => arn + ":*"),
  },
});`,
  check({ resource, props, parameters, report }) {
    const logging = props.at("loggingConfiguration");
    const level = logging.at("level");
    if (level.isNot("ERROR", "ALL")) {
      report(found(level, ["OFF", "FATAL"]));
      return;
    }
    const destination = logging.at("logDestination");
    if (!destination.isUnknown && destination.text()?.endsWith(":*") !== true) {
      report(`${destination.path} does not end in :*`);
    }
    const data = logging.at("includeExecutionData");
    if (data.is(true) && !parameters.mayLogData.includes(resource.name)) report(found(data));
  },
});
