/** Services as dashboards and alarms know them, for tests. */
import type {
  MonitoredFunction,
  MonitoredPods,
  MonitoredTasks,
} from "../../../components/observability/monitoredService";

const traffic = {
  loadBalancerArnSuffix: "app/api/1",
  targetGroupArnSuffixes: ["targetgroup/catalog/2"],
};

export const tasks: MonitoredTasks = {
  kind: "ecs",
  clusterName: "services",
  serviceName: "catalog",
  logGroupName: "catalog-logs",
  traffic,
};

export const pods: MonitoredPods = {
  kind: "eks",
  clusterName: "shop",
  namespace: "default",
  podName: "catalog",
  logGroupName: "catalog-logs",
  traffic,
};

export const fn: MonitoredFunction = {
  kind: "lambda",
  functionName: "orders",
  logGroupName: "orders-logs",
};
