/** What DAX would refuse in a cluster's arguments. */
import { rangeFaults } from "../../internal/serviceFaults";
import { weeklyWindowPattern } from "../../internal/timeWindows";
import type { DaxClusterArgs } from "../daxCluster";
import { daxDefaults } from "./daxDefaults";

/** DAX's longest cluster name, without the seven characters that tell clusters apart. */
const longestName = 20 - 7;
/** The longest time whose milliseconds DAX can count. */
const longestTtlSeconds = 2_147_483;

export function daxFaults(name: string, args: DaxClusterArgs): string[] {
  return [
    ...nameFaults(name),
    ...rangeFaults("nodes", args.nodes ?? daxDefaults.nodes, 1, 11),
    ...nodeTypeFaults(args.nodeType ?? daxDefaults.nodeType),
    ...rangeFaults(
      "itemTtlSeconds",
      args.itemTtlSeconds ?? daxDefaults.ttlSeconds,
      1,
      longestTtlSeconds,
    ),
    ...rangeFaults(
      "queryTtlSeconds",
      args.queryTtlSeconds ?? daxDefaults.ttlSeconds,
      1,
      longestTtlSeconds,
    ),
    ...windowFaults(args.maintenanceWindow ?? daxDefaults.maintenanceWindow),
  ];
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_dax_CreateCluster.html */
function nameFaults(name: string): string[] {
  return /^[a-z](-?[a-z0-9])*$/.test(name) && name.length <= longestName
    ? []
    : [
        `name must be at most ${longestName} lower-case letters, digits and single hyphens, beginning with a letter, got "${name}"; the cluster is named after it`,
      ];
}

function nodeTypeFaults(nodeType: string): string[] {
  if (!/^dax\.[a-z0-9]+\.[a-z0-9]+$/.test(nodeType)) {
    return [
      `nodeType must be a node type of DAX, got "${nodeType}"; choose one such as dax.r5.large, or dax.t3.small for trying things out`,
    ];
  }
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAXEncryptionAtRest.html
  return nodeType.startsWith("dax.r3.")
    ? [
        `nodeType must be one that can be encrypted, got "${nodeType}"; choose a newer one such as dax.r5.large`,
      ]
    : [];
}

function windowFaults(window: string): string[] {
  return weeklyWindowPattern.test(window)
    ? []
    : [
        `maintenanceWindow must be a day and time to another in UTC, got "${window}"; write it like sun:03:00-sun:04:00`,
      ];
}
