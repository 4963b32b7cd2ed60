/** How a release becomes the settings of a CodeDeploy deployment of a function. Pure. */
import type { Release, ReleaseAlarm } from "../../../services/contract";
import { rangeFaults } from "../../internal/serviceFaults";
import { alarmsOf, isShifting, releaseDefaults, waitingMinutes } from "./strategy";

/**
 * Whether CodeDeploy moves the traffic. Otherwise the alias moves at once when the version is published,
 * which is what a rolling release comes to where no copies are to be replaced.
 */
export function isDeployed(release: Release): boolean {
  return isShifting(release) || functionAlarmsOf(release).length > 0;
}

/** Alarms that take the release back; a rolling one has those alone that it asks for. */
export function functionAlarmsOf(release: Release): ReleaseAlarm[] {
  return isShifting(release) || release.rollbackOn !== undefined ? alarmsOf(release) : [];
}

/** Minutes that the old version stays ready once all traffic has moved. */
export function bakeMinutesOf(release: Release): number {
  const asked = isShifting(release) ? release.bakeMinutes : undefined;
  return asked ?? releaseDefaults.bakeMinutes;
}

/** Minutes that a deployment takes, without what CodeDeploy itself needs. */
export function deploymentMinutes(release: Release): number {
  return isShifting(release) ? waitingMinutes(release) : bakeMinutesOf(release);
}

/** A configuration that every account has, by name, or one to be made. */
export type TrafficConfig =
  | { readonly kind: "predefined"; readonly name: string }
  | {
      readonly kind: "custom";
      readonly type: "TimeBasedCanary" | "TimeBasedLinear";
      readonly percentage: number;
      readonly interval: number;
    };

/** https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html#deployment-configuration-lambda */
const predefinedMinutes = { canary: [5, 10, 15, 30], linear: [1, 2, 3, 10] } as const;

export function trafficConfig(release: Release): TrafficConfig {
  if (release.strategy === "rolling" || release.strategy === "blueGreen") {
    return { kind: "predefined", name: "CodeDeployDefault.LambdaAllAtOnce" };
  }
  const { strategy } = release;
  const { percent, stepMinutes } = { ...releaseDefaults[strategy], ...defined(release) };
  const known: readonly number[] = predefinedMinutes[strategy];
  if (percent === 10 && known.includes(stepMinutes)) {
    const name =
      strategy === "canary"
        ? `LambdaCanary10Percent${stepMinutes}Minutes`
        : `LambdaLinear10PercentEvery${stepMinutes}Minute${stepMinutes === 1 ? "" : "s"}`;
    return { kind: "predefined", name: `CodeDeployDefault.${name}` };
  }
  const type = strategy === "canary" ? "TimeBasedCanary" : "TimeBasedLinear";
  return { kind: "custom", type, percentage: percent, interval: stepMinutes };
}

function defined(steps: { readonly percent?: number; readonly stepMinutes?: number }) {
  return {
    ...(steps.percent === undefined ? {} : { percent: steps.percent }),
    ...(steps.stepMinutes === undefined ? {} : { stepMinutes: steps.stepMinutes }),
  };
}

/** A function, which waits for the bake time, runs for fifteen minutes at most. */
const longestBakeMinutes = 14;
/** https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html#limits-traffic-shifting */
const longestShiftMinutes = 2880;

/** What CodeDeploy would refuse in a release. */
export function functionReleaseFaults(release: Release, hasRoutes: boolean): string[] {
  if (!isShifting(release)) return [];
  const faults = rangeFaults(
    "release.bakeMinutes on lambda",
    bakeMinutesOf(release),
    0,
    longestBakeMinutes,
  );
  if (release.smokePath !== undefined && !hasRoutes) {
    faults.push(
      `release.smokePath needs a route, got ${release.smokePath} and no routes; take it out, since the function answers no requests`,
    );
  }
  if (release.rollbackOn?.length === 0) {
    faults.push(
      "release.rollbackOn must name 5xx, p99 or both when traffic moves, got none; without an alarm nothing takes it back",
    );
  }
  if (release.strategy === "blueGreen") return faults;
  const { percent, stepMinutes } = { ...releaseDefaults[release.strategy], ...defined(release) };
  return [
    ...faults,
    ...rangeFaults("release.percent", percent, 1, 99),
    ...rangeFaults("release.stepMinutes", stepMinutes, 1, longestShiftMinutes),
  ];
}
