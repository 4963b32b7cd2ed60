import { ContainerService } from "../../components/compute/containerService";
import { DaxCluster } from "../../components/data/daxCluster";
import { Table } from "../../components/data/table";
import { createPlatform } from "../foundation";

function main() {
  const platform = createPlatform();
  const { network, key, region } = platform;
  const cache = new DaxCluster("cache", { network });

  // One word sends the links of a table through the cluster.
  const products = new Table("products", {
    key,
    region,
    dax: cache,
    definition: {
      kind: "table",
      attributes: { id: "string", category: "string" },
      partitionKey: "id",
      indexes: { byCategory: { partitionKey: "category" } },
    },
  });
  const catalog = new ContainerService("catalog", {
    ...platform,
    runtime: { kind: "fargate", memoryMiB: 512 },
    routes: [{ path: "/catalog/*", auth: "public" }],
    grants: [products.grant("reads")],
  });
  return { endpoint: cache.endpoint, service: catalog.serviceName };
}

export = main;
