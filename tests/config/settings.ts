/** Valid settings and definitions, and ways to change one thing in them. */
import { parseSettings } from "../../config";
import type { ServiceDefinition, TableDefinition } from "../../services/contract";

export const services: readonly ServiceDefinition[] = [
  {
    name: "catalog",
    runtime: { kind: "fargate", cpu: 256, memoryMiB: 512 },
    routes: [{ path: "/catalog/*", auth: "public" }],
    links: { reads: ["products"] },
    scale: { min: 2, max: 10, cpuPercent: 60 },
  },
  {
    name: "carts",
    runtime: { kind: "lambda", memoryMiB: 512 },
    routes: [{ path: "/carts/*", auth: "public" }],
  },
];
const products: TableDefinition = {
  kind: "table",
  attributes: { id: "string" },
  partitionKey: "id",
};
const valid = {
  "aws:region": "eu-west-1",
  "microservices:domain": "shop.example.com",
  "microservices:hostedZoneId": "Z0EXAMPLE0ZONE0ID000",
};

export type Values = Readonly<Record<string, string | undefined>>;

/** The valid settings with some values changed; undefined leaves one out. */
export function parse(changes: Values = {}, definitions = services) {
  const values: Record<string, string> = {};
  for (const [key, value] of Object.entries<string | undefined>({ ...valid, ...changes })) {
    if (value !== undefined) values[key] = value;
  }
  return parseSettings({ project: "microservices", stack: "dev", values }, definitions, {
    products,
  });
}

/** The settings' text for overrides of services. */
export function overriding(overrides: unknown): Values {
  return { "microservices:services": JSON.stringify(overrides) };
}
