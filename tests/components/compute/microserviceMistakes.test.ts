import { Microservice } from "../../../components/compute/microservice";
import type { Grant, Linkable } from "../../../components/internal/policyDocument";
import type { LinkVerb, ServiceDefinition } from "../../../services/contract";
import { platform } from "../../helpers/components";
import { describeMistakes } from "../../helpers/mistakes";

const products: Linkable<LinkVerb> = {
  grant: (): Grant => ({ environment: {}, statements: [] }),
};

function create(more: Partial<ServiceDefinition>): Microservice {
  const definition: ServiceDefinition = {
    name: "carts",
    runtime: { kind: "lambda", memoryMiB: 512 },
    routes: [{ path: "/carts/*", auth: "public" }],
    ...more,
  };
  return new Microservice("carts", { definition, platform: platform(), resources: { products } });
}

describeMistakes("Microservice", "../adding-a-service.md", [
  {
    argument: "links",
    message:
      'links.readsWrites must name a resource of services/resources.ts, got "carts"; known: products',
    make: () => create({ links: { readsWrites: ["carts"] } }),
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
