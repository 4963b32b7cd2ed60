import type { Cut } from "../../helpers/cut";

/** A way to make the program less safe, and who must object. */
export interface CaughtCut extends Cut {
  /** What the cut does, after "when". */
  readonly title: string;
  /** What is cut besides. @default nothing */
  readonly also?: Cut;
  /** Rules that must object; as the pack grows, others may too. */
  readonly caughtBy: readonly string[];
}
