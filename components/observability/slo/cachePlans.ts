/** What can go wrong with caches that services link to, and what is drawn of them. */
import type * as pulumi from "@pulumi/pulumi";
import type { Signals } from "../watched";
import type { AlarmPlan } from "./alarmPlan";
import { judgedQuery } from "./requestMetrics";
import {
  type Bound,
  bounded,
  type Dimensions,
  metricLine,
  metricQuery,
  fiveMinutes,
  mostPercent,
  quarterHour,
  type ResourceMetric,
} from "./resourceMetric";

/** How CloudWatch knows a cache, and what it has. */
export type CacheFacts =
  /** Valkey or Redis OSS: the ids of the nodes, by shard. */
  | { readonly kind: "nodes"; readonly shards: readonly (readonly pulumi.Input<string>[])[] }
  | {
      readonly kind: "serverless";
      readonly cacheName: pulumi.Input<string>;
      /** Most data that it holds, in GB. */
      readonly maxStorageGB: number;
    }
  /** Nodes of one cluster, which evict by design. */
  | { readonly kind: "memcached"; readonly clusterId: pulumi.Input<string> };

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.html */
export function cacheSignals(name: string, facts: CacheFacts): Signals {
  switch (facts.kind) {
    case "nodes":
      return nodesSignals(name, facts.shards);
    case "serverless":
      return serverlessSignals(name, facts);
    case "memcached":
      return memcachedSignals(name, facts.clusterId);
  }
}

function cacheMetric(metricName: string, stat: string, dimensions: Dimensions): ResourceMetric {
  return { namespace: "AWS/ElastiCache", metricName, dimensions, stat };
}

/** Of each shard the node that is worst off: ElastiCache counts node by node. */
function nodesSignals(name: string, shards: readonly (readonly pulumi.Input<string>[])[]): Signals {
  const bounds = {
    EngineCPUUtilization: {
      word: "cache-load",
      description: `a node of the cache used more than ${mostPercent} % of its CPU for 15 minutes`,
      section: "cache-load",
      threshold: mostPercent,
    },
    DatabaseMemoryUsagePercentage: {
      word: "cache-memory",
      description: `a node of the cache used more than ${mostPercent} % of its memory for 15 minutes`,
      section: "cache-memory",
      threshold: mostPercent,
    },
    Evictions: {
      word: "cache-evictions",
      description: "a node of the cache threw out keys to make room, for 15 minutes",
      section: "cache-evictions",
      threshold: 0,
    },
  } as const satisfies Record<string, Bound>;
  const plans = Object.entries(bounds).flatMap(([metricName, bound]) =>
    shards.map((nodes, shard): AlarmPlan => {
      const stat = metricName === "Evictions" ? "Sum" : "Average";
      const ids = nodes.map((_, at) => `node${at + 1}`);
      const each = nodes.map((node, at) =>
        metricQuery(
          `node${at + 1}`,
          cacheMetric(metricName, stat, { CacheClusterId: node }),
          fiveMinutes,
        ),
      );
      return {
        ...bound,
        word: shards.length === 1 ? bound.word : `${bound.word}-${shard + 1}`,
        periods: quarterHour,
        queries: [judgedQuery(`MAX([${ids.join(", ")}])`, bound.description), ...each],
      };
    }),
  );
  const [first] = shards.flat();
  const line = (metricName: string, label: string) =>
    first === undefined
      ? []
      : [metricLine(cacheMetric(metricName, "Average", { CacheClusterId: first }), label)];
  return {
    plans,
    lines: [
      ...line("DatabaseMemoryUsagePercentage", `${name}: memory (%)`),
      ...line("CurrConnections", `${name}: connections`),
    ],
  };
}

function serverlessSignals(
  name: string,
  { cacheName, maxStorageGB }: Extract<CacheFacts, { kind: "serverless" }>,
): Signals {
  const metric = (metricName: string, stat: string) =>
    cacheMetric(metricName, stat, { clusterId: cacheName });
  const used = metric("BytesUsedForCache", "Maximum");
  return {
    plans: [
      bounded(
        {
          word: "cache-memory",
          description: `the cache held more than ${mostPercent} % of ${maxStorageGB} GB for 15 minutes`,
          section: "cache-memory",
          threshold: (maxStorageGB * 1e9 * mostPercent) / 100,
        },
        used,
      ),
      bounded(
        {
          word: "cache-throttles",
          description: "the cache refused commands for want of capacity, for 15 minutes",
          section: "cache-throttles",
          threshold: 0,
        },
        metric("ThrottledCmds", "Sum"),
      ),
    ],
    lines: [
      metricLine(used, `${name}: data (bytes)`),
      metricLine(metric("CurrConnections", "Maximum"), `${name}: connections`),
    ],
  };
}

function memcachedSignals(name: string, clusterId: pulumi.Input<string>): Signals {
  const metric = (metricName: string, stat: string) =>
    cacheMetric(metricName, stat, { CacheClusterId: clusterId });
  const load = metric("CPUUtilization", "Average");
  return {
    plans: [
      bounded(
        {
          word: "cache-load",
          description: `the cache used more than ${mostPercent} % of its CPU for 15 minutes`,
          section: "cache-load",
          threshold: mostPercent,
        },
        load,
      ),
    ],
    lines: [
      metricLine(load, `${name}: CPU (%)`),
      metricLine(metric("CurrConnections", "Average"), `${name}: connections`),
    ],
  };
}
