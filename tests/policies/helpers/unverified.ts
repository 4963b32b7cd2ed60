/** What a rule could not verify on a set of fixtures. */
import type { Outcome } from "../../../policies/framework/evaluate";
import { evaluateResource, evaluateStack } from "../../../policies/framework/evaluate";
import type { EngineStackResource } from "../../../policies/framework/resource";
import type { Rule } from "../../../policies/framework/rule";
import type { Fixture } from "./engine";
import { inputsOf, urnOf } from "./engine";

/** The fixtures as the engine hands them to a stack rule. */
export function stackResources(fixtures: readonly Fixture[]): readonly EngineStackResource[] {
  const urns = new Map(fixtures.map((fixture) => [fixture.name, { urn: urnOf(fixture) }]));
  return fixtures.map((fixture) => ({
    ...fixture,
    urn: urnOf(fixture),
    provider: { props: fixture.provider ?? {} },
    propertyDependencies: Object.fromEntries(
      [...inputsOf(fixture), ...Object.keys(fixture.dependsOn ?? {})].map((key) => [
        key,
        (fixture.dependsOn?.[key] ?? []).flatMap((name) => urns.get(name) ?? []),
      ]),
    ),
  }));
}

/** What comes of the rule on each of the fixtures that it judges, in their order. */
export function outcomesOf(
  rule: Rule,
  fixtures: readonly Fixture[],
  config: object = {},
): readonly Outcome[] {
  const settings = { config: { ...config }, today: "2026-01-31" };
  const resources = stackResources(fixtures);
  return rule.scope === "stack"
    ? evaluateStack(rule, resources, settings)
    : resources
        .filter(({ type }) => rule.types.includes(type))
        .map((each) => evaluateResource(rule, each, settings));
}

export function unverifiedBy(
  rule: Rule,
  fixtures: readonly Fixture[],
  config: object = {},
): readonly string[] {
  return outcomesOf(rule, fixtures, config).flatMap(({ unverified }) => unverified);
}
