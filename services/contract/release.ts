/** How a new version takes over, and what the service promises. */

/** What makes a release roll back while it is being watched: answers of 500 and above, or slow answers. */
export type ReleaseAlarm = "5xx" | "p99";

interface WatchedRelease {
  /** Alarms, from the service's `slo`, that roll a release back. @default ["5xx"] */
  readonly rollbackOn?: readonly ReleaseAlarm[];
}

/** The old copies stay until bake time has passed without an alarm, ready to take the traffic back. */
interface ShiftingRelease extends WatchedRelease {
  /** Minutes that the old copies stay after all traffic has moved; at most 14 on Lambda. @default 5 */
  readonly bakeMinutes?: number;
  /**
   * Path below one of the service's public routes, such as `/catalog/size`, that must answer 200 on the
   * new copies before any traffic moves. @default no such test
   */
  readonly smokePath?: `/${string}`;
}

/** How a new version takes over from the old one. */
export type Release =
  /** Copies are replaced one after another; a function's new version takes over at once. */
  | ({ readonly strategy: "rolling" } & WatchedRelease)
  /** All traffic moves at once. */
  | ({ readonly strategy: "blueGreen" } & ShiftingRelease)
  /** A share of the traffic moves first; the rest follows once `stepMinutes` have passed. */
  | ({
      readonly strategy: "canary";
      /** Share of the traffic that moves first, in percent. @default 10 */
      readonly percent?: number;
      /** Minutes between the steps. @default 5 */
      readonly stepMinutes?: number;
    } & ShiftingRelease)
  /** The traffic moves in equal steps. */
  | ({
      readonly strategy: "linear";
      /** Share of the traffic that moves in each step, in percent. @default 20 */
      readonly percent?: number;
      /** Minutes between the steps. @default 2 */
      readonly stepMinutes?: number;
    } & ShiftingRelease);

/** What the service promises its callers. */
export interface Slo {
  /** Share of requests, 0 to 1, that are not answered with 500 or above. @default 0.999 */
  readonly availability?: number;
  /** Milliseconds within which 99 of 100 requests are answered. @default 1000 */
  readonly latencyP99Ms?: number;
}
