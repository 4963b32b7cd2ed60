/** What Aurora would refuse, or what contradicts itself, in the size of a cluster. Pure. */
import { rangeFaults } from "../../internal/serviceFaults";
import type { AuroraArgs } from "./arguments";
import { capacityOf, type ClusterCapacity } from "./settings";

/** What decides the size of a cluster. */
export type ClusterSize = Pick<AuroraArgs, "engine" | "availability" | "capacity" | "proxy">;

const mostReaders = 15;

function unitFaults(argument: string, units: number, least: number): string[] {
  return Number.isInteger(units * 2) && units >= least && units <= 256
    ? []
    : [`capacity.${argument} must be ${least} to 256 in halves, got ${units}`];
}

function serverlessFaults(
  args: ClusterSize,
  { minUnits, maxUnits, pauseAfterSeconds }: NonNullable<ClusterCapacity["serverless"]>,
): string[] {
  return [
    ...unitFaults("minUnits", minUnits, 0),
    ...unitFaults("maxUnits", maxUnits, 1),
    ...(minUnits > maxUnits
      ? [
          `capacity.minUnits must not exceed capacity.maxUnits, got ${minUnits} and ${maxUnits}; raise maxUnits or lower minUnits`,
        ]
      : []),
    ...rangeFaults("capacity.pauseAfterSeconds", pauseAfterSeconds ?? 300, 300, 86_400),
    ...(pauseAfterSeconds !== undefined && minUnits > 0
      ? [
          `capacity.pauseAfterSeconds is for a database that pauses, got minUnits ${minUnits}; set minUnits to 0, or leave pauseAfterSeconds out`,
        ]
      : []),
    ...(minUnits === 0 && args.proxy !== undefined
      ? [
          "capacity.minUnits 0 is not for a database behind a proxy, whose open connections keep it awake, got proxy; leave the proxy out, or set minUnits to 0.5",
        ]
      : []),
  ];
}

function readerFaults(args: ClusterSize, { readers, scaling }: ClusterCapacity): string[] {
  const isSingle = args.availability === "single";
  return [
    ...rangeFaults("capacity.readers", readers, 0, mostReaders),
    ...(isSingle && readers > 0
      ? [
          `capacity.readers must be 0 when availability is "single", got ${readers}; use availability "multiAz", or no readers`,
        ]
      : []),
    ...(!isSingle && readers === 0
      ? [
          'capacity.readers must be at least 1 when availability is "multiAz", got 0; a reader is what takes over, so add one or use availability "single"',
        ]
      : []),
    ...(scaling === undefined
      ? []
      : [
          ...rangeFaults(
            "capacity.readerScaling.maxReaders",
            scaling.maxReaders,
            Math.max(readers, 1),
            mostReaders,
          ),
          ...rangeFaults("capacity.readerScaling.cpuPercent", scaling.cpuPercent, 1, 100),
        ]),
  ];
}

export function clusterFaults(args: ClusterSize): string[] {
  const capacity = capacityOf(args);
  return [
    ...readerFaults(args, capacity),
    ...(capacity.serverless === undefined ? [] : serverlessFaults(args, capacity.serverless)),
  ];
}
