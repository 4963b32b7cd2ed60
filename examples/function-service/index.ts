import { FunctionService } from "../../components/compute/functionService";
import { ServiceAlarms } from "../../components/observability/serviceAlarms";
import { createPlatform } from "../foundation";

function main() {
  const platform = createPlatform();
  const service = new FunctionService("carts", {
    ...platform,
    runtime: { kind: "lambda", memoryMiB: 512 },
    routes: [{ path: "/carts/*", auth: "public" }],
    grants: [],
  });

  // A tenth of the traffic goes first, two copies stay warm, and at most fifty run at a time.
  const catalog = new FunctionService("catalog", {
    ...platform,
    runtime: { kind: "lambda", memoryMiB: 1024, timeoutSeconds: 15 },
    routes: [{ path: "/catalog/*", auth: "public" }],
    grants: [],
    release: { strategy: "canary", rollbackOn: ["5xx", "p99"], smokePath: "/catalog/size" },
    slo: { availability: 0.999, latencyP99Ms: 300 },
    reservedConcurrency: 50,
    provisionedConcurrency: { min: 2, max: 10 },
  });
  for (const [name, { monitored }] of Object.entries({ carts: service, catalog })) {
    new ServiceAlarms(name, { service: monitored, topic: platform.alarms, prefix: "example" });
  }
  return { carts: service.aliasArn, catalog: catalog.aliasArn, version: catalog.version };
}

export = main;
