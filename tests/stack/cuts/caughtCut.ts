import { type Cut, cutOut, type Recorded } from "../../helpers/cut";
import type { StackName } from "../../helpers/program";
import { find, type Registration } from "../../helpers/recordingMocks";

/** A way to make the program less safe, and who must object. */
export interface CaughtCut extends Cut {
  /** What the cut does, after "when". */
  readonly title: string;
  /** What is cut besides. @default nothing */
  readonly also?: readonly Cut[];
  /** Resources that come with it. @default none */
  readonly adds?: (stack: readonly Recorded[]) => readonly Registration[];
  /** Whose settings the program has; rules of production spare dev. @default "dev" */
  readonly stack?: StackName;
  /**
   * Whether the engine shows it in a preview of its own: it replaces a resource, so that a preview does not know
   * what others are told of that resource.
   * @default false
   */
  readonly alone?: boolean;
  /** Rules that must object, and no other may; more than one where the same thing is asked for twice. */
  readonly caughtBy: readonly string[];
  /** Name of the only resource that they object to. @default the one that is cut */
  readonly at?: string;
}

/** The objections that a cut must meet, as `rule resource`, sorted. */
export function expectedOf(cut: CaughtCut, stack: readonly Recorded[]): string[] {
  const { caughtBy, at = find(stack, cut.type, cut.name).name } = cut;
  return caughtBy.map((rule) => `${rule} ${at}`).sort();
}

/** The recorded stack with the cut made. */
export function withCut(cut: CaughtCut, stack: readonly Registration[]): Registration[] {
  const whole = [...stack, ...(cut.adds?.(stack) ?? [])];
  return cutsOf(cut).reduce((left, one) => cutOut(left, one), whole);
}

/** All that is cut. */
export function cutsOf(cut: CaughtCut): readonly Cut[] {
  return [cut, ...(cut.also ?? [])];
}
