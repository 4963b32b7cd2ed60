/** Turns rules into what `@pulumi/policy` serves to the engine. */
import type {
  Policies,
  ReportViolation,
  ResourceRemediation,
  ResourceValidation,
  ResourceValidationPolicy,
  StackValidation,
  StackValidationPolicy,
} from "@pulumi/policy";
import { advise } from "./advise";
import { evaluateResource, evaluateStack } from "./evaluate";
import { forTypes } from "./library/serving";
import { defectMessage, exceptionMessage, violationMessage } from "./message";
import { toConfigSchema } from "./parameters";
import { remediate } from "./remedy/remediate";
import type { ResourceRule, Rule, StackRule } from "./rule";
import type { Judgement } from "./run";
import { PackRun } from "./run";

/** What the engine hears of a judgement: what is waived or known does not block. */
function tell(judgement: Judgement, report: ReportViolation, today: string): void {
  const { resource, violations, defect } = judgement;
  for (const violation of violations) {
    const message = exceptionMessage(judgement, violation, today);
    if (message === undefined) {
      report(violationMessage(judgement, violation.problem), resource.urn);
    } else {
      advise(report, message, resource.urn);
    }
  }
  if (defect !== undefined) advise(report, defectMessage(judgement, defect), resource.urn);
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

/** What the engine calls when the rule's level is `remediate`; nothing for a rule that cannot. */
function remediation(
  rule: Rule,
  run: PackRun,
): { readonly remediateResource?: ResourceRemediation } {
  if (rule.remedy === undefined) return {};
  const types = new Set(rule.types);
  const change: ResourceRemediation = (args) => {
    if (!types.has(args.type)) return undefined;
    const config = args.getConfig<Record<string, unknown>>();
    return remediate(rule, args, { config, today: run.today }, run);
  };
  return { remediateResource: change };
}

function resourcePolicy(rule: ResourceRule, run: PackRun): ResourceValidationPolicy {
  const types = new Set(rule.types);
  const validate: ResourceValidation = (args, reportViolation) => {
    if (!types.has(args.type)) return;
    const config = args.getConfig<Record<string, unknown>>();
    run.checkConfiguration(rule, config);
    const judgement = run.judge(evaluateResource(rule, args, { config, today: run.today }));
    tell(judgement, reportViolation, run.today);
  };
  const policy = { ...described(rule), validateResource: validate, ...remediation(rule, run) };
  return forTypes(policy, types);
}

/**
 * Marks a callback with the one type it is for, as the library's own helpers do with a class: its server
 * then skips the callback for a stack without one.
 */
function forStacksWith(types: readonly string[], validate: StackValidation): StackValidation {
  const [type, ...others] = types;
  return others.length === 0 ? Object.assign(validate, { __pulumiType: type }) : validate;
}

function stackPolicy(rule: StackRule, run: PackRun): StackValidationPolicy {
  const validate: StackValidation = (args, reportViolation) => {
    const config = args.getConfig<Record<string, unknown>>();
    run.checkConfiguration(rule, config);
    for (const outcome of evaluateStack(rule, args.resources, { config, today: run.today })) {
      tell(run.judge(outcome), reportViolation, run.today);
    }
  };
  const validateStack = forStacksWith(rule.types, validate);
  const policy = { ...described(rule), validateStack, ...remediation(rule, run) };
  return forTypes(policy, new Set(rule.types));
}

/**
 * The policies of a pack, one per rule.
 *
 * @param run keeps what the rules say, and knows what is waived. @default nothing is waived
 */
export function toPolicies(rules: readonly Rule[], run = new PackRun()): Policies {
  return rules.map((rule) =>
    rule.scope === "resource" ? resourcePolicy(rule, run) : stackPolicy(rule, run),
  );
}
