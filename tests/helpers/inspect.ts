/** The policy pack over recorded resources, the way the engine runs it over a stack. */
import { rules } from "../../policies/allRules";
import { evaluateResource, evaluateStack } from "../../policies/framework/evaluate";
import type { Registration } from "./recordingMocks";

export interface Violation {
  readonly rule: string;
  readonly resource: string;
  readonly problem: string;
}

/** A fixed day, so that a date in a rule's tables never breaks an unchanged program's tests. */
const settings = { config: {}, today: "2026-11-01" };

/** Runs every rule: resource rules on inputs, stack rules on outputs and relations. */
export function violations(registrations: readonly Registration[]): Violation[] {
  const stack = registrations.map(({ type, name, urn, outputs, propertyDependencies }) => ({
    ...{ type, name, urn, props: outputs, provider: { props: {} } },
    propertyDependencies: Object.fromEntries(
      Object.entries(propertyDependencies).map(([key, urns]) => [
        key,
        urns.map((one) => ({ urn: one })),
      ]),
    ),
  }));
  const outcomes = rules.flatMap((rule) => {
    if (rule.scope === "stack") return evaluateStack(rule, stack, settings);
    return registrations
      .filter(({ type }) => rule.types.includes(type))
      .map(({ type, name, urn, inputs }) =>
        evaluateResource(
          rule,
          { type, name, urn, props: inputs, provider: { props: {} } },
          settings,
        ),
      );
  });
  return outcomes.flatMap(({ rule, resource, problems, defect }) =>
    [...problems, ...(defect === undefined ? [] : [`the rule failed: ${defect}`])].map(
      (problem) => ({
        rule: rule.id,
        resource: resource.name,
        problem,
      }),
    ),
  );
}
