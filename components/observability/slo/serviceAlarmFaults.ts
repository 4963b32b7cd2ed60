/** What is wrong with the arguments of a service's alarms. Pure. */
import { rangeFaults } from "../../internal/serviceFaults";
import { trafficOf } from "../monitoredService";
import type { ServiceAlarmsArgs } from "../serviceAlarms";

/** CloudWatch takes ten metrics in one alarm, two for each target group. */
const mostTargetGroups = 2;

export function serviceAlarmFaults(args: ServiceAlarmsArgs): string[] {
  const { service, prefix } = args;
  const groups = trafficOf(service)?.targetGroupArnSuffixes.length;
  const faults: string[] = [];
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(prefix)) {
    faults.push(
      `prefix must be 1 to 100 letters, digits, dots, underscores and hyphens, got "${prefix}"; name project and stack, such as shop-dev`,
    );
  }
  if (groups !== undefined && (groups < 1 || groups > mostTargetGroups)) {
    faults.push(
      `service.traffic must name one target group, or the two of a release that shifts traffic, got ${groups}; leave traffic out for a service without routes`,
    );
  }
  return [
    ...faults,
    ...rangeFaults("saturationPercent", args.saturationPercent ?? 85, 1, 100),
    ...rangeFaults("minimumRequests", args.minimumRequests ?? 10, 1, 1_000_000),
    ...rangeFaults("minimumErrors", args.minimumErrors ?? 2, 1, 1_000_000),
  ];
}
