/** How a release becomes the settings of an ECS service. Pure. */
import type { Release, ReleaseAlarm } from "../../../services/contract";

/** A release that moves traffic from the old copies to the new ones. */
export type ShiftingRelease = Exclude<Release, { readonly strategy: "rolling" }>;

/** What a release is when a definition does not say. */
export const defaultRelease: Release = { strategy: "rolling" };

export const releaseDefaults = {
  rollbackOn: ["5xx"],
  bakeMinutes: 5,
  canary: { percent: 10, stepMinutes: 5 },
  linear: { percent: 20, stepMinutes: 2 },
} as const;

export function isShifting(release: Release): release is ShiftingRelease {
  return release.strategy !== "rolling";
}

/** Alarms that roll the release back, each once. */
export function alarmsOf({ rollbackOn }: Release): ReleaseAlarm[] {
  return [...new Set(rollbackOn ?? releaseDefaults.rollbackOn)];
}

/** The part of `deploymentConfiguration` that the strategy decides; minutes are texts, as the provider has them. */
export interface StrategySettings {
  readonly strategy: "ROLLING" | "BLUE_GREEN" | "CANARY" | "LINEAR";
  readonly bakeTimeInMinutes?: string;
  readonly canaryConfiguration?: {
    readonly canaryPercent: number;
    readonly canaryBakeTimeInMinutes: string;
  };
  readonly linearConfiguration?: {
    readonly stepPercent: number;
    readonly stepBakeTimeInMinutes: string;
  };
}

/**
 * The strategy is written also when it is ECS's default: a service that once shifted traffic would
 * otherwise keep doing so, since the provider leaves alone what is not named.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
 */
export function strategySettings(release: Release): StrategySettings {
  if (!isShifting(release)) return { strategy: "ROLLING" };
  const bakeTimeInMinutes = String(release.bakeMinutes ?? releaseDefaults.bakeMinutes);
  if (release.strategy === "blueGreen") return { strategy: "BLUE_GREEN", bakeTimeInMinutes };
  const { percent, minutes } = stepsOf(release);
  return release.strategy === "canary"
    ? {
        strategy: "CANARY",
        bakeTimeInMinutes,
        canaryConfiguration: { canaryPercent: percent, canaryBakeTimeInMinutes: String(minutes) },
      }
    : {
        strategy: "LINEAR",
        bakeTimeInMinutes,
        linearConfiguration: { stepPercent: percent, stepBakeTimeInMinutes: String(minutes) },
      };
}

/**
 * The circuit breaker belongs to rolling releases; ECS has none for the others, whose tasks that never
 * become healthy get no traffic.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentCircuitBreaker.html
 */
export function circuitBreaker(
  release: Release,
): { readonly enable: true; readonly rollback: true } | undefined {
  return isShifting(release) ? undefined : { enable: true, rollback: true };
}

/** Minutes that a release spends waiting on purpose: between its steps, and for its bake time. */
export function waitingMinutes(release: Release): number {
  if (!isShifting(release)) return 0;
  const bakeMinutes = release.bakeMinutes ?? releaseDefaults.bakeMinutes;
  if (release.strategy === "blueGreen") return bakeMinutes;
  const { percent, minutes } = stepsOf(release);
  // ECS does not wait after the step that completes the move.
  const waits = release.strategy === "canary" ? 1 : Math.ceil(100 / percent) - 1;
  return bakeMinutes + waits * minutes;
}

function stepsOf(release: Extract<ShiftingRelease, { readonly percent?: number }>): {
  readonly percent: number;
  readonly minutes: number;
} {
  const { percent, stepMinutes } = release;
  const defaults = releaseDefaults[release.strategy];
  return { percent: percent ?? defaults.percent, minutes: stepMinutes ?? defaults.stepMinutes };
}
