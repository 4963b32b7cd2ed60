/** One preview or update: what every rule said about every resource, and what became of it. */
import type { Outcome } from "./evaluate";
import type { Exceptions, Violation } from "./exceptions/ruling";
import { NO_EXCEPTIONS, ruleOn } from "./exceptions/ruling";
import type { Resource } from "./resource";
import type { Rule } from "./rule";

/** A rule's verdict on a resource. */
export interface Judgement {
  readonly rule: Rule;
  readonly resource: Pick<Resource, "type" | "name" | "urn">;
  readonly violations: readonly Violation[];
  /** Paths that a decision needed and the preview does not know. */
  readonly unverified: readonly string[];
  /** Set when the rule itself failed. */
  readonly defect?: string;
  /** What was set right before the rule looked, a clause each. */
  readonly remedied?: readonly string[];
  /** Why nothing was set right although it was asked for. */
  readonly unremedied?: string;
}

/** A resource of the finished stack. */
export type StackMember = Pick<Resource, "type" | "name" | "urn">;

export class PackRun {
  /** Called after each judgement. @default nothing */
  onJudged?: (judgement: Judgement) => void;
  private readonly byRuleAndUrn = new Map<string, Judgement>();
  private readonly remedies = new Map<string, Pick<Judgement, "remedied" | "unremedied">>();
  private readonly configurationFaults = new Set<string>();

  constructor(
    readonly exceptions: Exceptions = NO_EXCEPTIONS,
    /** The day of the run as YYYY-MM-DD in UTC. */
    readonly today: string = new Date().toISOString().slice(0, 10),
  ) {}

  /** Rules on an outcome and keeps the judgement; a later one on the same resource replaces it. */
  judge(outcome: Outcome): Judgement {
    const { rule, resource, unverified, defect } = outcome;
    const { type, name, urn } = resource;
    const violations = ruleOn(outcome, this.exceptions, this.today);
    // Only the resource's names are kept: its properties may hold secrets and are large.
    const key = keyOf(rule.id, urn);
    const kept = { rule, resource: { type, name, urn }, violations, unverified, defect };
    const judgement = { ...kept, ...this.remedies.get(key) };
    this.byRuleAndUrn.set(key, judgement);
    this.onJudged?.(judgement);
    return judgement;
  }

  /** Notes what was set right on a resource, which the rule judges afterwards. */
  noteRemedied(rule: Rule, urn: string, remedied: readonly string[]): void {
    this.remedies.set(keyOf(rule.id, urn), { remedied });
  }

  /** Notes why a resource was left as it is. */
  noteUnremedied(rule: Rule, urn: string, unremedied: string): void {
    this.remedies.set(keyOf(rule.id, urn), { unremedied });
  }

  get judgements(): readonly Judgement[] {
    return [...this.byRuleAndUrn.values()];
  }

  /** What the rule said about the resource; undefined when it did not run on it. */
  judgement(rule: string, urn: string): Judgement | undefined {
    return this.byRuleAndUrn.get(keyOf(rule, urn));
  }

  /** Notes parameters in a rule's configuration that the rule does not have. */
  checkConfiguration(rule: Rule, config: Readonly<Record<string, unknown>>): void {
    const accepted = ["enforcementLevel", ...Object.keys(rule.parameters)];
    for (const key of Object.keys(config)) {
      if (accepted.includes(key)) continue;
      this.configurationFaults.add(
        `${rule.id}: "${key}" is not a parameter of this rule; accepted are ${accepted.join(", ")}.`,
      );
    }
  }

  /** One sentence for each key of the configuration that means nothing. */
  get faultsOfConfiguration(): readonly string[] {
    return [...this.configurationFaults].sort();
  }
}

function keyOf(rule: string, urn: string): string {
  return `${rule} ${urn}`;
}
