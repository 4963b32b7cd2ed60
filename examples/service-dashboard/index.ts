import type { MonitoredService } from "../../components/observability/monitoredService";
import { queueSignals } from "../../components/observability/slo/dependencyPlans";
import { ServiceDashboard } from "../../components/observability/serviceDashboard";
import { region } from "../foundation";

function main() {
  const catalog: MonitoredService = {
    kind: "ecs",
    clusterName: "services",
    serviceName: "catalog",
    logGroupName: "catalog-logs",
    traffic: {
      loadBalancerArnSuffix: "app/api/50dc6c495c0c9188",
      targetGroupArnSuffixes: ["targetgroup/catalog/73e2d6bc24d8a067"],
    },
  };
  const orders: MonitoredService = {
    kind: "lambda",
    functionName: "orders",
    logGroupName: "orders-logs",
  };
  const dashboard = new ServiceDashboard("overview", {
    region,
    dashboardName: "example",
    services: {
      catalog: { service: catalog, slo: { availability: 0.9995, latencyP99Ms: 300 } },
      orders: {
        service: orders,
        resources: [queueSignals("checkout", { queueName: "checkout-queue" })],
      },
    },
  });
  return { dashboard: dashboard.url };
}

export = main;
