import { STATE_MACHINE } from "../../aws/types";
import type { Property } from "../../framework/property";
import { defineResourceRule } from "../../framework/rule";

/** A state and its name, which is the author's and no secret. */
interface State {
  readonly name: string;
  readonly props: Property;
}

/** States of a state machine, those inside Parallel and Map states as well. */
function statesOf(machine: Property): readonly State[] {
  return machine
    .at("States")
    .entries()
    .flatMap(([name, props]) => [
      { name, props },
      ...props.at("Branches").items().flatMap(statesOf),
      ...statesOf(props.at("ItemProcessor")),
      ...statesOf(props.at("Iterator")),
    ]);
}

/** Any of these ends a wait for a token that never comes. */
const TIME_LIMITS = [
  "TimeoutSeconds",
  "TimeoutSecondsPath",
  "HeartbeatSeconds",
  "HeartbeatSecondsPath",
];

function isSet({ props }: State, keys: readonly string[]): boolean {
  return keys.some((key) => !props.at(key).isMissing);
}

export default defineResourceRule({
  id: "sfn-task-retry",
  title: "Task states have Retry or Catch and a time-out",
  service: "stepfunctions",
  severity: "medium",
  pillar: "reliability",
  enforcement: "advisory",
  controls: {},
  types: STATE_MACHINE,
  fix: "Give each Task state Retry or Catch, and TimeoutSeconds or HeartbeatSeconds where it waits for a task token.",
  url: "https://docs.aws.amazon.com/step-functions/latest/dg/sfn-stuck-execution.html",
  example: `
import { sfn } from "@pulumi/aws";

new sfn.StateMachine("checkout", {
  ...settings,
  definition: handler.arn.apply((Resource) =>
    JSON.stringify({
      StartAt: "Pay",
      States: {
        Pay: { Type: "Task", Resource, TimeoutSeconds: 30, Retry: [{ ErrorEquals: ["States.TaskFailed"], MaxAttempts: 3 }], End: true },
      },
    }),
  ),
});`,
  check({ props, report }) {
    const definition = props.at("definition");
    if (definition.isUnknown || definition.json().isUnknown) return;
    for (const state of statesOf(definition.json())) {
      if (!state.props.at("Type").is("Task")) continue;
      if (!isSet(state, ["Retry", "Catch"])) {
        report(`state "${state.name}" has neither Retry nor Catch`);
      }
      const waits = state.props.at("Resource").text()?.endsWith(".waitForTaskToken") === true;
      if (waits && !isSet(state, TIME_LIMITS)) {
        report(`state "${state.name}" waits for a task token without a time limit`);
      }
    }
  },
});
