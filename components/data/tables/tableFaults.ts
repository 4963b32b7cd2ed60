/** What DynamoDB would refuse in a table's arguments. */
import type { CapacityRange, TableDefinition } from "../../../services/contract";
import { replicaRegionFaults } from "../../internal/replicaRegions";
import { rangeFaults } from "../../internal/serviceFaults";
import type { TableArgs } from "../table";
import type { ScheduledCapacity } from "./tableOptions";

export function tableFaults(args: TableArgs): string[] {
  return [
    ...keyFaults(args.definition),
    ...capacityFaults(args.definition.capacity),
    ...scalingFaults(args),
    ...throughputFaults(args),
    ...replicaFaults(args),
  ];
}

/** DynamoDB refuses an attribute that no key uses, and a key whose attribute is missing. */
function keyFaults(definition: TableDefinition): string[] {
  const used = new Set(
    [definition, ...Object.values(definition.indexes ?? {})].flatMap((keys) =>
      keys.sortKey === undefined ? [keys.partitionKey] : [keys.partitionKey, keys.sortKey],
    ),
  );
  const declared = new Set(Object.keys(definition.attributes));
  const missing = [...used].filter((attribute) => !declared.has(attribute));
  const unused = [...declared].filter((attribute) => !used.has(attribute));
  if (missing.length > 0) {
    return [
      `attributes must declare every key attribute, got none for ${missing.join(", ")}; add its type to attributes`,
    ];
  }
  return unused.length === 0
    ? []
    : [
        `attributes must hold key attributes only, got ${unused.join(", ")}, which no key or index uses; remove it`,
      ];
}

/** @param where the words that say whose bounds these are, when their name does not */
function boundsFaults(name: string, { min, max }: CapacityRange, where = ""): string[] {
  return min > max
    ? [
        `${name}.min${where} must not exceed ${name}.max, got ${min} and ${max}; raise max or lower min`,
      ]
    : rangeFaults(`${name}.min${where}`, min, 1, max);
}

function capacityFaults(capacity: TableDefinition["capacity"]): string[] {
  if (capacity?.mode !== "provisioned") return [];
  return [
    ...boundsFaults("capacity.read", capacity.read),
    ...boundsFaults("capacity.write", capacity.write),
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html
    ...rangeFaults("capacity.targetPercent", capacity.targetPercent ?? 70, 20, 90),
  ];
}

/** Longest cool-down that makes sense: a day. */
const longestCooldown = 86_400;

function scalingFaults({ definition, scaling }: TableArgs): string[] {
  if (scaling === undefined) return [];
  if (definition.capacity?.mode !== "provisioned") {
    return [
      "scaling needs provisioned capacity, got a table on demand, which scales by itself; set definition.capacity, or leave scaling out",
    ];
  }
  const { scaleInCooldownSeconds = 0, scaleOutCooldownSeconds = 0, schedules = [] } = scaling;
  const times = schedules.map(({ cron, timezone = "UTC" }) => `${cron} ${timezone}`);
  const twice = times.filter((time, at) => times.indexOf(time) !== at);
  return [
    ...rangeFaults("scaling.scaleInCooldownSeconds", scaleInCooldownSeconds, 0, longestCooldown),
    ...rangeFaults("scaling.scaleOutCooldownSeconds", scaleOutCooldownSeconds, 0, longestCooldown),
    ...schedules.flatMap(scheduleFaults),
    ...twice.map(
      (time) =>
        `scaling.schedules must name each time once, got "${time}" twice; put its bounds into one`,
    ),
  ];
}

function scheduleFaults({ cron, read, write }: ScheduledCapacity): string[] {
  if (read === undefined && write === undefined) {
    return [
      `the schedule "${cron}" must change read or write, got neither; give one of them bounds, or remove the schedule`,
    ];
  }
  return Object.entries({ read, write }).flatMap(([direction, range]) =>
    range === undefined ? [] : boundsFaults(direction, range, ` of the schedule "${cron}"`),
  );
}

function throughputFaults({ definition, maxRequestUnits, warmThroughput }: TableArgs): string[] {
  const most = 1_000_000_000;
  const provisioned = definition.capacity?.mode === "provisioned";
  return [
    ...(maxRequestUnits === undefined
      ? []
      : provisioned
        ? [
            "maxRequestUnits is for tables on demand, got provisioned capacity; set max of definition.capacity instead",
          ]
        : [
            ...rangeFaults("maxRequestUnits.read", maxRequestUnits.read, 1, most),
            ...rangeFaults("maxRequestUnits.write", maxRequestUnits.write, 1, most),
          ]),
    ...(warmThroughput === undefined
      ? []
      : [
          ...rangeFaults(
            "warmThroughput.readUnitsPerSecond",
            warmThroughput.readUnitsPerSecond,
            12_000,
            most,
          ),
          ...rangeFaults(
            "warmThroughput.writeUnitsPerSecond",
            warmThroughput.writeUnitsPerSecond,
            4_000,
            most,
          ),
        ]),
  ];
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_reqs_bestpractices.html */
function replicaFaults({ region, replicas = [], stream }: TableArgs): string[] {
  return [
    ...replicaRegionFaults("table", region, replicas),
    ...(replicas.length > 0 && stream !== undefined && stream !== "newAndOldImages"
      ? [
          `stream must be "newAndOldImages" with replicas, which are kept equal by it, got "${stream}"; change stream, or leave it out`,
        ]
      : []),
  ];
}
