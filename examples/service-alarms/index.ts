import { AlarmTopic } from "../../components/observability/alarmTopic";
import type { MonitoredService } from "../../components/observability/monitoredService";
import { ServiceAlarms } from "../../components/observability/serviceAlarms";
import { createFoundation } from "../foundation";

function main() {
  const { accountId, region } = createFoundation();
  const topic = new AlarmTopic("alarms", { accountId, region, emails: ["on-call@example.com"] });
  const service: MonitoredService = {
    kind: "ecs",
    clusterName: "services",
    serviceName: "catalog",
    logGroupName: "catalog-logs",
    traffic: {
      loadBalancerArnSuffix: "app/api/50dc6c495c0c9188",
      targetGroupArnSuffixes: ["targetgroup/catalog/73e2d6bc24d8a067"],
    },
  };
  const catalog = new ServiceAlarms("catalog", { service, topic, prefix: "example" });

  // A function with a stricter promise.
  const orders = new ServiceAlarms("orders", {
    service: { kind: "lambda", functionName: "orders", logGroupName: "orders-logs" },
    topic,
    prefix: "example",
    slo: { availability: 0.9995, latencyP99Ms: 500 },
  });
  return { catalogAlarms: catalog.alarmArns, orderAlarms: orders.alarmArns };
}

export = main;
