/**
 * What a rule is. One rule is one object in one file; everything that the engine, the documentation
 * and the reports say about it is written there once.
 */
import type { StackGraph } from "./graph";
import type { ParameterValues, Parameters } from "./parameters";
import { readParameters } from "./parameters";
import type { Edit } from "./remedy/edits";
import type { Resource } from "./resource";

export type Severity = "low" | "medium" | "high" | "critical";
export type Pillar = "security" | "reliability" | "operations" | "cost" | "performance";
/** `mandatory` blocks the update, `advisory` only tells. */
export type Enforcement = "mandatory" | "advisory";

/**
 * Ids of the same control elsewhere, as they stand in checkov 3.3.30, cdk-nag 3.0.2 and prowler 5.46.0;
 * for AWS's own and CIS's see frameworks/.
 */
export interface Controls {
  /**
   * Controls of AWS Security Hub, such as `S3.8`. Which standards have one, the Foundational Security
   * Best Practices or PCI DSS, is listed in frameworks/.
   */
  readonly fsbp?: readonly string[];
  /** CIS AWS Foundations Benchmark with its version, such as `v5.0.0-2.1.4`. */
  readonly cis?: readonly string[];
  readonly checkov?: readonly string[];
  readonly cdkNag?: readonly string[];
  readonly prowler?: readonly string[];
}

/** What every rule says about itself. */
export interface RuleMetadata {
  /** Lower-case words joined by hyphens; also the file's name. */
  readonly id: string;
  /** The demand in one sentence without a full stop, true when the rule is met. */
  readonly title: string;
  /** AWS service; also the folder's name. */
  readonly service: string;
  readonly severity: Severity;
  readonly pillar: Pillar;
  readonly enforcement: Enforcement;
  readonly controls: Controls;
  /** Type tokens of the resources that the rule judges; violations are reported on these. */
  readonly types: readonly string[];
  /** Type tokens of further resources that a stack rule looks at. */
  readonly relatedTypes?: readonly string[];
  /** The remedy in words, as a sentence in the imperative. */
  readonly fix: string;
  /** AWS's page behind the rule. */
  readonly url: string;
  /**
   * The fix as TypeScript, at most 12 lines below its import. `settings` stands for what the
   * resource already has, other free names for what the reader's program has. The pack's own rules all have one.
   * @default the fix is given in words only
   */
  readonly example?: string;
}

/** What a remedy that depends on the case works with. */
export interface RemedyContext<P = Readonly<Record<string, unknown>>> {
  readonly props: Resource["props"];
  readonly parameters: P;
}

/** Every edit that the rule can need. */
export type Remedy = (context: RemedyContext) => readonly Edit[];

/** What a resource rule's check works with. */
export interface ResourceContext<P = Readonly<Record<string, unknown>>> {
  /** The resource under judgement. */
  readonly resource: Resource;
  /** Shorthand for the resource's properties. */
  readonly props: Resource["props"];
  readonly parameters: P;
  /** The day of the run as YYYY-MM-DD, for rules with dates. */
  readonly today: string;
  /** Records a violation: a clause with the property and its value, without a full stop. */
  readonly report: (problem: string) => void;
}

/** What a stack rule's check works with: one subject at a time, and everything around it. */
export interface StackContext<P = Readonly<Record<string, unknown>>> extends ResourceContext<P> {
  readonly stack: StackGraph;
}

export interface ResourceRule extends RuleMetadata {
  readonly scope: "resource";
  readonly parameters: Parameters;
  readonly remedy?: Remedy;
  readonly check: (context: ResourceContext) => void;
}

export interface StackRule extends RuleMetadata {
  readonly scope: "stack";
  readonly parameters: Parameters;
  readonly remedy?: Remedy;
  readonly check: (context: StackContext) => void;
}

export type Rule = ResourceRule | StackRule;

interface Specification<P extends Parameters, Context> extends RuleMetadata {
  /** @default the rule has no parameters */
  readonly parameters?: P;
  /**
   * What level `remediate` sets: every edit that can be needed, of which those are made without
   * which the check objects. Never a value that only a person knows, such as an ARN.
   * @default the rule sets nothing
   */
  readonly remedy?:
    readonly Edit[] | ((context: RemedyContext<ParameterValues<P>>) => readonly Edit[]);
  readonly check: (context: Context) => void;
}

/** The metadata with the example free of the line break that opens it in the rule's file. */
function tidied<M extends RuleMetadata>(metadata: M): M {
  return metadata.example === undefined
    ? metadata
    : { ...metadata, example: metadata.example.trim() };
}

type NoParameters = Readonly<Record<string, never>>;

function valuesOf<P extends Parameters>(
  parameters: P | undefined,
  config: Readonly<Record<string, unknown>>,
): ParameterValues<P> {
  return readParameters(parameters ?? {}, config) as ParameterValues<P>;
}

function remedyOf<P extends Parameters>({
  parameters,
  remedy,
}: Pick<Specification<P, never>, "parameters" | "remedy">): Remedy | undefined {
  if (typeof remedy !== "function") return remedy && (() => remedy);
  return (context) => remedy({ ...context, parameters: valuesOf(parameters, context.parameters) });
}

/** A rule on one resource's inputs; it runs before the resource is created or changed. */
export function defineResourceRule<P extends Parameters = NoParameters>(
  specification: Specification<P, ResourceContext<ParameterValues<P>>>,
): ResourceRule {
  const { parameters, check, remedy, ...metadata } = specification;
  return {
    ...tidied(metadata),
    scope: "resource",
    parameters: parameters ?? {},
    remedy: remedyOf({ parameters, remedy }),
    check: (context) => {
      check({ ...context, parameters: valuesOf(parameters, context.parameters) });
    },
  };
}

/**
 * A rule on a resource and those around it; it runs at the end of a preview or update and sees
 * outputs. The check is called for each subject by itself, so one failing subject spares the others.
 */
export function defineStackRule<P extends Parameters = NoParameters>(
  specification: Specification<P, StackContext<ParameterValues<P>>>,
): StackRule {
  const { parameters, check, remedy, ...metadata } = specification;
  return {
    ...tidied(metadata),
    scope: "stack",
    parameters: parameters ?? {},
    remedy: remedyOf({ parameters, remedy }),
    check: (context) => {
      check({ ...context, parameters: valuesOf(parameters, context.parameters) });
    },
  };
}
