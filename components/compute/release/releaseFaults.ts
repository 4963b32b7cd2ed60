/** What a definition's release and promises get wrong, told before anything is created. Pure. */
import type { Release, Route, RuntimeKind, Slo } from "../../../services/contract";
import { rangeFaults } from "../../internal/serviceFaults";
import { functionReleaseFaults } from "./functionStrategy";
import { isShifting, type ShiftingRelease } from "./strategy";

const longestMinutes = 1440;

/** Paths that one rule holds: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const pathsInRule = 5;

/** Shares that ECS takes, in whole percent; all of the traffic at once is blueGreen. */
const percentRanges = { canary: [1, 99], linear: [3, 99] } as const;

/**
 * One sentence for each fault of a release on a runtime.
 *
 * @param routes of the service; on ECS a release that shifts traffic moves one listener rule, which holds them all
 */
export function releaseFaults(
  runtimeKind: RuntimeKind,
  release: Release | undefined,
  routes: readonly Route[],
): string[] {
  if (release === undefined || !isShifting(release)) return [];
  switch (runtimeKind) {
    case "fargate":
    case "ec2":
      return [
        ...numberFaults(release),
        ...routeFaults(release, routes),
        ...smokeFaults(release, routes),
      ];
    case "lambda":
      return [
        ...functionReleaseFaults(release, routes.length > 0),
        ...(routes.length > 0 ? smokeFaults(release, routes) : []),
      ];
    case "eks":
      return [
        `release.strategy must be rolling on runtime eks, got ${release.strategy}; use rolling, or move the service to fargate or ec2`,
      ];
  }
}

function numberFaults(release: ShiftingRelease): string[] {
  const bake = rangeFaults("release.bakeMinutes", release.bakeMinutes, 0, longestMinutes);
  if (release.strategy === "blueGreen") return bake;
  const [least, most] = percentRanges[release.strategy];
  return [
    ...bake,
    ...rangeFaults("release.percent", release.percent, least, most),
    ...rangeFaults("release.stepMinutes", release.stepMinutes, 0, longestMinutes),
  ];
}

function routeFaults(release: ShiftingRelease, routes: readonly Route[]): string[] {
  const faults: string[] = [];
  if (routes.length < 1 || routes.length > pathsInRule) {
    faults.push(
      `release.strategy ${release.strategy} needs 1 to ${pathsInRule} routes, since ECS moves the traffic of one listener rule, got ${pathsOf(routes)}; join paths with * or use rolling`,
    );
  }
  if (release.rollbackOn?.length === 0) {
    faults.push(
      "release.rollbackOn must name 5xx, p99 or both when traffic moves, got none; without an alarm nothing takes it back",
    );
  }
  return faults;
}

function pathsOf(routes: readonly Route[]): string {
  return routes.map(({ path }) => path).join(", ") || "none";
}

function smokeFaults({ smokePath }: ShiftingRelease, routes: readonly Route[]): string[] {
  if (smokePath === undefined) return [];
  const route = routes.find(({ path }) => matches(path, smokePath));
  if (route === undefined) {
    return [
      `release.smokePath must lie below a route of the service, got ${smokePath} and routes ${pathsOf(routes)}`,
    ];
  }
  return route.auth === "public"
    ? []
    : [
        `release.smokePath must lie below a public route, since the smoke test has no customer's token, got ${smokePath} below ${route.path}`,
      ];
}

/** Whether a path pattern of a route, with `*` and `?`, matches a path. */
function matches(pattern: string, path: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`).test(path.split("?", 1)[0] ?? "");
}

/** The faults in what a service promises. */
export function sloFaults({ availability, latencyP99Ms }: Slo = {}): string[] {
  const faults: string[] = [];
  if (availability !== undefined && !(availability >= 0.5 && availability <= 0.99999)) {
    faults.push(
      `slo.availability must be a share from 0.5 to 0.99999, got ${availability}; 99.9 % is 0.999`,
    );
  }
  const milliseconds = latencyP99Ms ?? 1;
  if (!(Number.isInteger(milliseconds) && milliseconds >= 1 && milliseconds <= 60_000)) {
    faults.push(
      `slo.latencyP99Ms must be a whole number of milliseconds from 1 to 60000, got ${milliseconds}`,
    );
  }
  return faults;
}
