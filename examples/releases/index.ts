import { ContainerService } from "../../components/compute/containerService";
import { ecsReleases } from "../../components/compute/release/ecsReleases";
import { createPlatform } from "../foundation";

function main() {
  const platform = createPlatform();
  const service = new ContainerService("catalog", {
    ...platform,
    releases: ecsReleases({ region: platform.region }),
    runtime: { kind: "fargate", memoryMiB: 512 },
    routes: [{ path: "/catalog/*", auth: "public" }],
    grants: [],
    release: { strategy: "canary", rollbackOn: ["5xx", "p99"], smokePath: "/catalog/size" },
    slo: { availability: 0.999, latencyP99Ms: 300 },
  });

  // A second service of the same stack, whose versions replace each other task by task.
  const carts = new ContainerService("carts", {
    ...platform,
    releases: ecsReleases({ region: platform.region, limitMinutes: 15 }),
    runtime: { kind: "fargate", memoryMiB: 512 },
    routes: [{ path: "/carts/*", auth: "public" }],
    grants: [],
  });
  return { catalog: service.serviceName, carts: carts.serviceName };
}

export = main;
