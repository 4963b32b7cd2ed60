/** A registry with a resource of every kind, and services that use each by every verb. */
import type {
  NamesIn,
  ResourceDefinitions,
  Runtime,
  ServiceDefinition,
} from "../../services/contract";
import type { Registry } from "./program";

export const everyResource = {
  items: {
    kind: "table",
    attributes: { id: "string", owner: "string" },
    partitionKey: "id",
    indexes: { byOwner: { partitionKey: "owner" } },
  },
  ledger: { kind: "database", engine: "aurora-postgresql" },
  stock: { kind: "database", engine: "postgres" },
  views: { kind: "cache" },
  papers: { kind: "bucket" },
  jobs: { kind: "queue", visibilityTimeoutSeconds: 180 },
  mail: { kind: "queue", topics: ["news"] },
  news: { kind: "topic" },
  "store-events": { kind: "eventBus" },
  clicks: { kind: "stream" },
  "partner-key": { kind: "secret", description: "Opens the partner's API" },
} as const satisfies ResourceDefinitions;

type Service = ServiceDefinition<NamesIn<typeof everyResource>>;

const writer: Service = {
  name: "writer",
  runtime: { kind: "lambda", memoryMiB: 512 },
  routes: [{ path: "/writer/*", auth: "public" }],
  links: {
    writes: ["papers", "clicks"],
    readsWrites: ["items", "ledger", "stock", "views"],
    sends: ["jobs"],
    publishes: ["news", "store-events"],
  },
};

const reader: Service = {
  name: "reader",
  runtime: { kind: "lambda", memoryMiB: 512 },
  routes: [{ path: "/reader/*", auth: "public" }],
  links: {
    reads: ["items", "ledger", "stock", "views", "papers", "clicks", "partner-key"],
  },
};

/** Works on messages alone. */
const worker: Service = {
  name: "worker",
  runtime: { kind: "lambda", memoryMiB: 512 },
  routes: [],
  links: { consumes: ["jobs", "mail"] },
  subscribes: [{ bus: "store-events", types: ["OrderPlaced", "OrderPaid"] }],
};

/** Runtimes by their kind, each of a size that it takes. */
const runtimes: Readonly<Record<Runtime["kind"], Runtime>> = {
  fargate: { kind: "fargate", memoryMiB: 512 },
  ec2: { kind: "ec2", memoryMiB: 512 },
  lambda: { kind: "lambda", memoryMiB: 512, timeoutSeconds: 10 },
  eks: { kind: "eks", memoryMiB: 512 },
};

/** The services, all on one runtime. */
export function everyKindOn(kind: Runtime["kind"]): Registry {
  const services = [writer, reader, worker].map((service) => ({
    ...service,
    runtime: runtimes[kind],
  }));
  return { services, resources: everyResource };
}
