/** Definitions as `npm start` meets them: it runs without the type checker. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { resourceShapeFaults } from "../../components/internal/resourceShape";
import { serviceShapeFaults } from "../../components/internal/serviceShape";
import type { ResourceDefinitions, ServiceDefinition } from "../../services/contract";
import { services as registry } from "../../services/registry";
import { resources as declared } from "../../services/resources";
import { parse } from "./settings";

const orders: ServiceDefinition = {
  name: "orders",
  runtime: { kind: "fargate", memoryMiB: 512, cpu: 256, spotPercent: 50 },
  routes: [{ path: "/orders/*", auth: "customer", priority: 5, requestsPerSecond: 50 }],
  links: { reads: ["products"] },
  subscribes: [{ bus: "store-events", types: ["OrderPlaced"] }],
  scale: { min: 0, max: 4, messagesPerTask: 10, schedules: [{ cron: "x", min: 1, max: 2 }] },
  release: { strategy: "canary", percent: 10, rollbackOn: ["5xx", "p99"] },
  slo: { availability: 0.999, latencyP99Ms: 300 },
  migrates: "ledger",
  healthPath: "/orders/health",
};

const everyKind: ResourceDefinitions = {
  products: {
    kind: "table",
    attributes: { id: "string" },
    partitionKey: "id",
    capacity: { mode: "provisioned", read: { min: 1, max: 2 }, write: { min: 1, max: 2 } },
  },
  carts: { kind: "table", attributes: { id: "number" }, partitionKey: "id" },
  ledger: { kind: "database", engine: "postgres", parameters: { work_mem: "64MB" } },
  session: { kind: "cache", engine: "valkey", evictionPolicy: "noeviction" },
  photos: { kind: "bucket", expireAfterDays: 30 },
  jobs: { kind: "queue", fifo: { deduplication: "content" }, topics: ["news"] },
  news: { kind: "topic", fifo: {} },
  "store-events": { kind: "eventBus", archiveDays: 0 },
  clicks: { kind: "stream", retentionHours: 24 },
  "api-key": { kind: "secret", description: "Opens the mailer", value: "generated" },
};

describe("the shape of definitions", () => {
  it("has no fault in this repository's own, and in one that says everything", () => {
    assert.deepEqual(serviceShapeFaults([...registry, orders]), []);
    assert.deepEqual(resourceShapeFaults({ ...declared, ...everyKind }), []);
  });

  const services: Record<string, [unknown, string]> = {
    "an unknown runtime": [
      { runtime: { kind: "lamda", memoryMiB: 512 } },
      'runtime.kind: got "lamda", expected fargate, ec2, lambda or eks',
    ],
    "a word for a runtime, as only a stack's settings may": [
      { runtime: "fargate" },
      'runtime: got "fargate", expected a mapping',
    ],
    "no memory": [
      { runtime: { kind: "lambda" } },
      "runtime.memoryMiB: got nothing, expected a whole number",
    ],
    "a setting of another runtime": [
      { runtime: { kind: "lambda", memoryMiB: 512, cpu: 256 } },
      "runtime.cpu: unknown key, expected one of kind, memoryMiB, timeoutSeconds",
    ],
    "no routes": [{ routes: undefined }, "routes: got nothing, expected a list"],
    "a route for everyone, whom nobody would ask for a token": [
      { routes: [{ path: "/orders/*", auth: "everyone" }] },
      'routes.0.auth: got "everyone", expected one of public, customer',
    ],
    "a link that is no list": [
      { links: { reads: "products" } },
      'links.reads: got "products", expected a list',
    ],
    "a subscription without types": [
      { subscribes: [{ bus: "store-events" }] },
      "subscribes.0.types: got nothing, expected a list",
    ],
    "half a task": [{ scale: { max: 2.5 } }, "scale.max: got 2.5, expected a whole number"],
    "a CPU share above all there is": [
      { scale: { cpuPercent: 500 } },
      "scale.cpuPercent: got 500, expected at most 90",
    ],
    "an unknown strategy": [
      { release: { strategy: "cannary" } },
      'release.strategy: got "cannary", expected rolling, blueGreen, canary or linear',
    ],
    "an unknown alarm": [
      { release: { strategy: "rolling", rollbackOn: ["6xx"] } },
      'release.rollbackOn.0: got "6xx", expected one of 5xx, p99',
    ],
    "a promise in words": [
      { slo: { availability: "high" } },
      'slo.availability: got "high", expected a share such as 0.999',
    ],
    "a health path without its slash": [
      { healthPath: "health" },
      'healthPath: got "health", expected a path that starts with /, such as /health',
    ],
    "an unknown key": [
      { route: [] },
      "route: unknown key, expected one of name, runtime, routes, links, subscribes, scale, release, slo, migrates, healthPath",
    ],
  };
  for (const [title, [changes, fault]] of Object.entries(services)) {
    it(`refuses ${title}`, () => {
      const changed = { ...orders, ...(changes as Partial<ServiceDefinition>) };
      assert.deepEqual(serviceShapeFaults([changed]), [
        `service "orders": ${fault}; correct it in services/orders/definition.ts`,
      ]);
    });
  }

  it("is shown by an example in docs/adding-a-service.md", () => {
    const page = readFileSync(resolve(__dirname, "../../docs/adding-a-service.md"), "utf8");
    const [, fault = ""] = services["an unknown runtime"] ?? [];
    assert.ok(
      page.includes(`service "orders": ${fault}; correct it in services/orders/definition.ts`),
    );
  });

  it("refuses an entry of the registry that is no definition", () => {
    assert.deepEqual(serviceShapeFaults([orders, undefined]), [
      "entry 2 of services/registry.ts: got nothing, expected a definition with a name; have its definition.ts export one by default, made with defineService",
    ]);
  });

  const resources: Record<string, [unknown, string]> = {
    "an unknown kind": [
      { kind: "tabel" },
      'kind: got "tabel", expected table, database, cache, bucket, queue, topic, eventBus, stream or secret',
    ],
    "an unknown engine": [
      { kind: "database", engine: "oracle" },
      'engine: got "oracle", expected one of aurora-postgresql, aurora-mysql, postgres, mysql, mariadb',
    ],
    "an unknown type of attribute": [
      { ...everyKind["carts"], attributes: { id: "text" } },
      'attributes.id: got "text", expected one of string, number, binary',
    ],
    "an unknown mode of capacity": [
      { ...everyKind["carts"], capacity: { mode: "auto" } },
      'capacity.mode: got "auto", expected onDemand or provisioned',
    ],
    "an unknown key": [
      { kind: "queue", visibilityTimeout: 30 },
      "visibilityTimeout: unknown key, expected one of kind, fifo, visibilityTimeoutSeconds, maxReceives, retentionDays, delaySeconds, topics",
    ],
  };
  for (const [title, [definition, fault]] of Object.entries(resources)) {
    it(`refuses a resource with ${title}`, () => {
      const changed = { ...everyKind, carts: definition } as ResourceDefinitions;
      assert.deepEqual(resourceShapeFaults(changed), [
        `resource "carts": ${fault}; correct it in services/resources.ts`,
      ]);
    });
  }

  it("refuses a resource that is a word", () => {
    const changed = JSON.parse('{"carts":"table"}') as ResourceDefinitions;
    assert.deepEqual(resourceShapeFaults(changed), [
      'resource "carts": got "table", expected a mapping with a kind; correct it in services/resources.ts',
    ]);
  });

  it("is told before anything else, since nothing can be judged by such a definition", () => {
    const rotes = JSON.parse(
      '{"name":"carts","runtime":{"kind":"eks","memoryMiB":512}}',
    ) as ServiceDefinition;
    assert.throws(
      () => parse({ "microservices:protect": "yes" }, [rotes]),
      (error) => {
        assert.ok(pulumi.RunError.isInstance(error));
        assert.equal(
          error.message,
          [
            'Stack "dev" has a fault in its configuration or service definitions:',
            '  - service "carts": routes: got nothing, expected a list; correct it in services/carts/definition.ts',
            "Correct Pulumi.dev.yaml, or the file named above.",
          ].join("\n"),
        );
        return true;
      },
    );
  });
});
