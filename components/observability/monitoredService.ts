/** A service as its dashboard and its alarms know it. */
import type * as pulumi from "@pulumi/pulumi";
import type { Slo } from "../../services/contract";
import type { AnsweredErrors } from "./slo/requestCounts";
import type { Watched } from "./watched";

/** How CloudWatch knows the requests to a service behind a load balancer. */
export interface BalancedTraffic {
  /** End of the load balancer's ARN, such as `app/api/50dc6c495c0c9188`. */
  readonly loadBalancerArnSuffix: pulumi.Input<string>;
  /** Ends of the ARNs of every target group that the service's requests may go to: one, or two of a release that shifts traffic. */
  readonly targetGroupArnSuffixes: readonly pulumi.Input<string>[];
}

/** Tasks on Fargate or EC2. */
export interface MonitoredTasks {
  readonly kind: "ecs";
  readonly clusterName: pulumi.Input<string>;
  readonly serviceName: pulumi.Input<string>;
  readonly logGroupName: pulumi.Input<string>;
  /** @default none; the service has no routes */
  readonly traffic?: BalancedTraffic;
}

/** Pods on EKS. */
export interface MonitoredPods {
  readonly kind: "eks";
  readonly clusterName: pulumi.Input<string>;
  readonly namespace: pulumi.Input<string>;
  /** Name of the workload that the pods are of, such as a Deployment's. */
  readonly podName: string;
  readonly logGroupName: pulumi.Input<string>;
  /**
   * What the pods run on. On Fargate nobody tells their CPU and memory, and all services write to one
   * log group, in which their lines are told apart by `service`, the pods' name.
   * @default "autoMode", with Container Insights and a log group for each service
   */
  readonly nodes?: "autoMode" | "fargate";
  /** @default none; the service has no routes */
  readonly traffic?: BalancedTraffic;
}

/** A function on Lambda. */
export interface MonitoredFunction {
  readonly kind: "lambda";
  readonly functionName: pulumi.Input<string>;
  /** Alias that answers. @default "live" */
  readonly aliasName?: pulumi.Input<string>;
  readonly logGroupName: pulumi.Input<string>;
  /** Seconds after which a call is broken off. @default 10, as of a definition */
  readonly timeoutSeconds?: number;
  /** Where answers of 500 and above are counted already. @default the log is counted for the alarms */
  readonly answered?: AnsweredErrors;
}

export type MonitoredService = MonitoredTasks | MonitoredPods | MonitoredFunction;

/** A service with its promise and what it links to: all that is watched of it. */
export interface WatchedService {
  readonly service: MonitoredService;
  /** @default 99.9 % of requests without an error, 99 % of them within a second */
  readonly slo?: Slo;
  /** What its links lead to, each once. */
  readonly resources: readonly Watched[];
}

/** The function's alias, by the name that services' functions have unless told otherwise. */
export function aliasOf({ functionName, aliasName = "live" }: MonitoredFunction): {
  readonly functionName: pulumi.Input<string>;
  readonly aliasName: pulumi.Input<string>;
} {
  return { functionName, aliasName };
}

/** The requests to tasks or pods; undefined without routes, and for functions, whose calls Lambda counts. */
export function trafficOf(service: MonitoredService): BalancedTraffic | undefined {
  return service.kind === "lambda" ? undefined : service.traffic;
}
