/** What can go wrong with databases that services link to, and what is drawn of them. */
import type * as pulumi from "@pulumi/pulumi";
import type { Signals } from "../watched";
import type { AlarmPlan } from "./alarmPlan";
import {
  bounded,
  type Dimensions,
  metricLine,
  mostPercent,
  type ResourceMetric,
} from "./resourceMetric";

/** How CloudWatch knows a database, and what it has. */
export type DatabaseFacts =
  | {
      readonly kind: "instance";
      readonly identifier: pulumi.Input<string>;
      /** Storage in GiB, of which a tenth must stay free. */
      readonly storageGiB: number;
    }
  /** `serverless` clusters grow and shrink by capacity units. */
  | {
      readonly kind: "cluster";
      readonly identifier: pulumi.Input<string>;
      readonly serverless: boolean;
    };

/** Least memory that a database's operating system should have left, in MiB. */
const leastMemoryMiB = 128;
const bytesPerMiB = 1024 ** 2;
const bytesPerGiB = 1024 ** 3;

/**
 * CPU, memory and storage that run out; connections are drawn, since how many are too many depends on
 * the instance class. Serverless capacity at its most is what CPU and memory at theirs are elsewhere.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html
 */
export function databaseSignals(name: string, facts: DatabaseFacts): Signals {
  const dimensions: Dimensions =
    facts.kind === "cluster"
      ? { DBClusterIdentifier: facts.identifier }
      : { DBInstanceIdentifier: facts.identifier };
  const metric = (metricName: string, stat: string): ResourceMetric => ({
    ...{ namespace: "AWS/RDS", dimensions, metricName, stat },
  });
  const isServerless = facts.kind === "cluster" && facts.serverless;
  const load = isServerless
    ? metric("ACUUtilization", "Average")
    : metric("CPUUtilization", "Average");
  const memory = metric("FreeableMemory", "Minimum");
  const connections = metric("DatabaseConnections", "Maximum");
  const what = isServerless ? "capacity" : "CPU";
  return {
    plans: [
      bounded(
        {
          word: "database-load",
          description: `the database used more than ${mostPercent} % of its ${what} for 15 minutes`,
          section: "database-load",
          threshold: mostPercent,
        },
        load,
      ),
      ...(isServerless
        ? []
        : [
            bounded(
              {
                word: "database-memory",
                description: `the database had less than ${leastMemoryMiB} MiB of memory left for 15 minutes`,
                section: "database-memory",
                threshold: leastMemoryMiB * bytesPerMiB,
                side: "below",
              },
              memory,
            ),
          ]),
      ...(facts.kind === "instance" ? [storagePlan(facts.storageGiB, metric)] : []),
    ],
    lines: [
      metricLine(load, `${name}: ${what} (%)`),
      metricLine(connections, `${name}: connections`),
    ],
  };
}

function storagePlan(
  storageGiB: number,
  metric: (metricName: string, stat: string) => ResourceMetric,
): AlarmPlan {
  const leastGiB = storageGiB / 10;
  return bounded(
    {
      word: "database-storage",
      description: `the database had less than ${leastGiB} GiB of storage left for 15 minutes`,
      section: "database-storage",
      threshold: leastGiB * bytesPerGiB,
      side: "below",
    },
    metric("FreeStorageSpace", "Minimum"),
  );
}
