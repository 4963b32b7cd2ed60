/** Turns rules into what `@pulumi/policy` serves to the engine. */
import type {
  Policies,
  ReportViolation,
  ResourceValidation,
  ResourceValidationPolicy,
  StackValidation,
  StackValidationPolicy,
} from "@pulumi/policy";
import type { Outcome } from "./evaluate";
import { evaluateResource, evaluateStack } from "./evaluate";
import { defectMessage, violationMessage } from "./message";
import { toConfigSchema } from "./parameters";
import type { ResourceRule, Rule, StackRule } from "./rule";

/**
 * The longer form of a report, which the library's server takes although its type does not say so.
 * It is the only way to tell of something with another level than the policy's own.
 */
type DetailedReport = (report: {
  readonly message: string;
  readonly enforcementLevel: "advisory";
  readonly urn: string;
}) => void;

/** What runs after a rule and before the engine hears of it: by default, everything is told. */
function tell(outcome: Outcome, report: ReportViolation & DetailedReport): void {
  const { resource, problems, defect } = outcome;
  for (const problem of problems) report(violationMessage(outcome, problem), resource.urn);
  if (defect === undefined) return;
  const message = defectMessage(outcome, defect);
  report({ message, enforcementLevel: "advisory", urn: resource.urn });
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function described(rule: Rule): Omit<ResourceValidationPolicy, "validateResource"> {
  return {
    name: rule.id,
    description: `${rule.title}.`,
    severity: rule.severity,
    enforcementLevel: rule.enforcement,
    remediationSteps: rule.fix,
    url: rule.url,
    tags: [rule.service, rule.pillar],
    configSchema: toConfigSchema(rule.parameters),
  };
}

/**
 * Marks a callback with the one type it is for, as the library's own helpers do with a class: its
 * server then skips the callback for every other type without decoding the resource again.
 */
function forTypes<T extends object>(callback: T, types: readonly string[]): T {
  const [type, ...others] = types;
  return others.length === 0 ? Object.assign(callback, { __pulumiType: type }) : callback;
}

function resourcePolicy(rule: ResourceRule): ResourceValidationPolicy {
  const types = new Set(rule.types);
  const validate: ResourceValidation = (args, reportViolation) => {
    if (!types.has(args.type)) return;
    const settings = { config: args.getConfig<Record<string, unknown>>(), today: today() };
    const outcome = evaluateResource(rule, args, settings);
    tell(outcome, reportViolation as ReportViolation & DetailedReport);
  };
  return { ...described(rule), validateResource: forTypes(validate, rule.types) };
}

function stackPolicy(rule: StackRule): StackValidationPolicy {
  const validate: StackValidation = (args, reportViolation) => {
    const settings = { config: args.getConfig<Record<string, unknown>>(), today: today() };
    for (const outcome of evaluateStack(rule, args.resources, settings)) {
      tell(outcome, reportViolation as ReportViolation & DetailedReport);
    }
  };
  return { ...described(rule), validateStack: forTypes(validate, rule.types) };
}

/** The policies of a pack, one per rule. */
export function toPolicies(rules: readonly Rule[]): Policies {
  return rules.map((rule) =>
    rule.scope === "resource" ? resourcePolicy(rule) : stackPolicy(rule),
  );
}
