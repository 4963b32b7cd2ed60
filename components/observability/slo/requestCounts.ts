/** How many requests a service had, and how many of them failed, whatever it runs on. */
import type * as pulumi from "@pulumi/pulumi";
import {
  aliasOf,
  type BalancedTraffic,
  type MonitoredFunction,
  type MonitoredService,
} from "../monitoredService";
import { aliasQuery, type Query, targetGroupQuery } from "./requestMetrics";

/** Queries of the requests and the errors of a period, with the sums over them. */
export interface Counts {
  readonly queries: readonly Query[];
  readonly requests: string;
  readonly errors: string;
}

/** Errors that only the log of a function tells: to Lambda an answer of 500 is a success. */
export interface AnsweredErrors {
  readonly namespace: string;
  readonly metricName: pulumi.Input<string>;
}

/** Undefined for a service that answers no requests. */
export function countsOf(
  service: MonitoredService,
  answered: AnsweredErrors | undefined,
  periodSeconds: number,
): Counts | undefined {
  if (service.kind === "lambda") return callCounts(service, answered, periodSeconds);
  return service.traffic === undefined ? undefined : balancedCounts(service.traffic, periodSeconds);
}

function callCounts(
  service: MonitoredFunction,
  answered: AnsweredErrors | undefined,
  periodSeconds: number,
): Counts {
  const sum = (id: string, metricName: string) =>
    aliasQuery(id, { metricName, stat: "Sum" }, aliasOf(service), periodSeconds);
  const queries = [sum("calls", "Invocations"), sum("failed", "Errors")];
  const failed = "FILL(failed, 0)";
  if (answered === undefined) return { queries, requests: "calls", errors: failed };
  const metric = { ...answered, stat: "Sum", period: periodSeconds };
  return {
    queries: [...queries, { id: "answered", metric, returnData: false }],
    requests: "calls",
    errors: `${failed} + FILL(answered, 0)`,
  };
}

function balancedCounts(traffic: BalancedTraffic, periodSeconds: number): Counts {
  const { loadBalancerArnSuffix, targetGroupArnSuffixes } = traffic;
  const perGroup = (id: string, metricName: string) =>
    targetGroupArnSuffixes.map((targetGroupArnSuffix, index) =>
      targetGroupQuery(
        `${id}${index}`,
        { metricName, stat: "Sum" },
        { loadBalancerArnSuffix, targetGroupArnSuffix },
        periodSeconds,
      ),
    );
  const sum = (id: string) =>
    targetGroupArnSuffixes.map((_, index) => `FILL(${id}${index}, 0)`).join(" + ");
  return {
    queries: [
      ...perGroup("requests", "RequestCount"),
      ...perGroup("errors", "HTTPCode_Target_5XX_Count"),
    ],
    requests: sum("requests"),
    errors: sum("errors"),
  };
}
