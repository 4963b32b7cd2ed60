import type { Cut } from "../../helpers/cut";
import type { StackName } from "../../helpers/program";
import type { Registration } from "../../helpers/recordingMocks";

/** A way to make the program less safe, and who must object. */
export interface CaughtCut extends Cut {
  /** What the cut does, after "when". */
  readonly title: string;
  /** What is cut besides. @default nothing */
  readonly also?: Cut;
  /** Resources that come with it. @default none */
  readonly adds?: readonly Registration[];
  /** Whose settings the program has; rules of production spare dev. @default "dev" */
  readonly stack?: StackName;
  /** Rules that must object; as the pack grows, others may too. */
  readonly caughtBy: readonly string[];
}
