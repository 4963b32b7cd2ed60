/** Collects what the engine tells while it runs. */
import type { EngineEvent, OpType } from "@pulumi/pulumi/automation";

/** One resource that an operation touches. */
export interface ResourceStep {
  readonly urn: string;
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  readonly operation: OpType;
  /** Inputs that differ, as property paths. */
  readonly changes: readonly string[];
}

export interface PolicyViolation {
  readonly policy: string;
  /** `mandatory` violations stop the stack, `advisory` ones do not. */
  readonly level: string;
  /** Type and name of the resource; "" for a violation of the whole stack. */
  readonly resource: string;
  readonly message: string;
}

export interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly resource: string;
  readonly message: string;
}

/** What an operation of the engine came to. */
export interface EngineReport {
  readonly steps: readonly ResourceStep[];
  readonly violations: readonly PolicyViolation[];
  readonly diagnostics: readonly Diagnostic[];
  /** Resources by operation, such as `{ create: 3, same: 12 }`. */
  readonly counts: Readonly<Partial<Record<OpType, number>>>;
}

export class EventCollector {
  private readonly steps: ResourceStep[] = [];
  private readonly violations: PolicyViolation[] = [];
  private readonly diagnostics: Diagnostic[] = [];
  private counts: EngineReport["counts"] = {};

  /** @param onStep called for each resource that changes, with how many it is now */
  constructor(
    private readonly onStep: (step: ResourceStep, count: number) => void = () => undefined,
  ) {}

  readonly handle = (event: EngineEvent): void => {
    const { policyEvent, diagnosticEvent, summaryEvent } = event;
    if (event.resourcePreEvent !== undefined) {
      this.addStep(event.resourcePreEvent.metadata);
    }
    if (policyEvent !== undefined) {
      this.violations.push({
        policy: policyEvent.policyName,
        level: policyEvent.enforcementLevel,
        resource: labelOf(policyEvent.resourceUrn),
        message: plainText(policyEvent.message),
      });
    }
    if (diagnosticEvent?.severity === "error" || diagnosticEvent?.severity === "warning") {
      const { severity } = diagnosticEvent;
      const resource = labelOf(diagnosticEvent.urn);
      this.addDiagnostic({ severity, resource, message: plainText(diagnosticEvent.message) });
    }
    if (summaryEvent !== undefined) {
      this.counts = summaryEvent.resourceChanges;
    }
  };

  report(): EngineReport {
    const { steps, violations, diagnostics, counts } = this;
    return { steps, violations, diagnostics, counts };
  }

  private addStep(metadata: NonNullable<EngineEvent["resourcePreEvent"]>["metadata"]): void {
    if (metadata.op === "same") {
      return;
    }
    const step = {
      urn: metadata.urn,
      type: metadata.type,
      name: metadata.urn.split("::").slice(3).join("::"),
      operation: metadata.op,
      changes: Object.keys(metadata.detailedDiff ?? {}),
    };
    this.steps.push(step);
    this.onStep(step, this.steps.length);
  }

  /** Violations come as diagnostics too; those are left to `violations`. */
  private addDiagnostic(diagnostic: Diagnostic): void {
    const known = this.diagnostics.some(({ message }) => message === diagnostic.message);
    if (diagnostic.message !== "" && !known) {
      this.diagnostics.push(diagnostic);
    }
  }
}

/** `aws:s3/bucket:Bucket web` for a URN. */
function labelOf(urn: string | undefined): string {
  if (urn === undefined || urn === "") {
    return "";
  }
  const [, , types = "", ...name] = urn.split("::");
  return `${types.split("$").pop() ?? types} ${name.join("::")}`;
}

/** Without the engine's colour marks, such as `<{%fg 1%}>`. */
function plainText(text: string): string {
  return text.replace(/<\{%[^%]*%\}>/g, "").trim();
}
