import { Microservice } from "../../../components/compute/microservice";
import type { ResourceDefinitions, ServiceDefinition } from "../../../services/contract";
import { platform } from "../../helpers/components";
import { describeMistakes } from "../../helpers/mistakes";
import { resourcesOf } from "../../helpers/resources";

const definitions: ResourceDefinitions = {
  products: { kind: "table", attributes: { id: "string" }, partitionKey: "id" },
  "store-events": { kind: "eventBus" },
};

function create(more: Partial<ServiceDefinition>): Microservice {
  const definition: ServiceDefinition = {
    name: "carts",
    runtime: { kind: "lambda", memoryMiB: 512 },
    routes: [{ path: "/carts/*", auth: "public" }],
    ...more,
  };
  const shared = platform();
  const resources = resourcesOf(shared, definitions).resources;
  return new Microservice("carts", { definition, platform: shared, resources });
}

describeMistakes("Microservice", "../adding-a-service.md", [
  {
    argument: "links",
    message:
      'links.readsWrites must name a resource of services/resources.ts, got "carts"; known: products, store-events',
    make: () => create({ links: { readsWrites: ["carts"] } }),
  },
  {
    argument: "links",
    message:
      'links.publishes must name a resource that has the verb, got "products" of kind table; link it by reads, writes, readsWrites',
    make: () => create({ links: { publishes: ["products"] } }),
  },
  {
    argument: "subscribes",
    message: "subscribes needs a messageKey in the platform, got none; add that of createResources",
    make: () => create({ subscribes: [{ bus: "store-events", types: ["OrderPlaced"] }] }),
  },
  {
    argument: "migrates",
    message:
      'migrates must name a database of services/resources.ts, got "products"; known databases: none',
    make: () => create({ migrates: "products" }),
  },
  {
    argument: "runtime",
    message:
      'runtime "eks" needs a KubernetesCluster in the platform, got none; add it to the platform or choose another runtime',
    make: () => create({ runtime: { kind: "eks", memoryMiB: 512 } }),
  },
  {
    argument: "routes",
    message:
      'route "/carts/*" is for customers and needs an identity in the platform, got none; add a UserPool to the platform',
    make: () => create({ routes: [{ path: "/carts/*", auth: "customer" }] }),
  },
]);
