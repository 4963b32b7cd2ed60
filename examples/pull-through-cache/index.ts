import { ContainerService } from "../../components/compute/containerService";
import { PullThroughCache } from "../../components/compute/pullThroughCache";
import { createPlatform } from "../foundation";

function main() {
  const platform = createPlatform();
  const { region, accountId, key } = platform;
  const cache = new PullThroughCache("public-images", {
    upstream: { registry: "ecrPublic" },
    region,
    accountId,
    key,
  });

  // Its collector's image comes through the cache, from the second pull on without the internet.
  const catalog = new ContainerService("catalog", {
    ...platform,
    runtime: { kind: "fargate", memoryMiB: 512 },
    routes: [{ path: "/catalog/*", auth: "public" }],
    grants: [],
    tracing: "adot",
    imageCache: cache,
  });
  return { url: cache.url, catalog: catalog.serviceName };
}

export = main;
