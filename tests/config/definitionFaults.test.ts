import assert from "node:assert/strict";
import type { ResourceDefinitions, ServiceDefinition } from "../../services/contract";
import { services } from "../../services/registry";
import { resources } from "../../services/resources";
import { definitionFaults } from "../../services/validate";

const orders: ServiceDefinition = {
  name: "orders",
  runtime: { kind: "lambda", memoryMiB: 512 },
  routes: [{ path: "/orders/*", auth: "public" }],
  links: { reads: ["products"], readsWrites: ["carts"] },
};

const known: ResourceDefinitions = {
  products: { kind: "table", attributes: { id: "string" }, partitionKey: "id" },
  carts: { kind: "table", attributes: { id: "string" }, partitionKey: "id" },
  ledger: { kind: "database", engine: "aurora-postgresql" },
};

function faultsOf(...definitions: ServiceDefinition[]): string[] {
  return definitionFaults(definitions, known);
}

describe("definitionFaults", () => {
  it("finds none in a valid definition", () => {
    assert.deepEqual(faultsOf(orders), []);
  });

  it("finds none in the registry", () => {
    assert.deepEqual(definitionFaults(services, resources), []);
  });

  for (const name of ["o2", "gift-orders", "a".repeat(20), "a-b-c-1"]) {
    it(`accepts the name ${name}`, () => {
      assert.deepEqual(faultsOf({ ...orders, name }), []);
    });
  }

  for (const name of [
    "",
    "o",
    "Orders",
    "2orders",
    "gift_orders",
    "a--b",
    "orders-",
    "-o",
    "a".repeat(21),
  ]) {
    it(`refuses the name "${name}"`, () => {
      assert.deepEqual(faultsOf({ ...orders, name }), [
        `service "${name}": name must be 2 to 20 lower-case letters, digits and single hyphens, starting with a letter; rename the service and its folder`,
      ]);
    });
  }

  for (const path of [
    "/",
    "/*",
    "/orders/*/lines",
    "/a.b_c~d-e/?",
    `/${"a".repeat(127)}`,
  ] as const) {
    it(`accepts the route ${path.slice(0, 20)}`, () => {
      assert.deepEqual(faultsOf({ ...orders, routes: [{ path, auth: "public" }] }), []);
    });
  }

  for (const path of ["/a b", "/orders#top", "/orders?x=1&y=2", `/${"a".repeat(128)}`] as const) {
    it(`refuses the route ${path.slice(0, 20)}`, () => {
      assert.deepEqual(faultsOf({ ...orders, routes: [{ path, auth: "public" }] }), [
        `service "orders": route "${path}" must start with / and hold at most 128 letters, digits and ._~-/*?; correct it in services/orders/definition.ts`,
      ]);
    });
  }

  const route = { path: "/orders/*", auth: "public" } as const;
  const inOrders = "correct it in services/orders/definition.ts";
  const settingFaults: [string, Partial<ServiceDefinition>, string][] = [
    [
      "a cache that keeps answers for more than an hour",
      { routes: [{ ...route, cacheSeconds: 3601 }] },
      'route "/orders/*" cacheSeconds must be a whole number from 0 to 3600, got 3601',
    ],
    [
      "a cache for what belongs to one customer",
      { routes: [{ ...route, auth: "customer", cacheSeconds: 60 }] },
      'route "/orders/*" cacheSeconds must be 0 when auth is "customer", got 60: a cache would answer one customer with another\'s data',
    ],
    [
      "a route that lets nothing through",
      { routes: [{ ...route, requestsPerSecond: 0 }] },
      'route "/orders/*" requestsPerSecond must be a whole number from 1 to 10000, got 0',
    ],
  ];
  for (const [title, more, fault] of settingFaults) {
    it(`refuses ${title}`, () => {
      assert.deepEqual(faultsOf({ ...orders, ...more }), [
        `service "orders": ${fault}; ${inOrders}`,
      ]);
    });
  }

  it("accepts a cached and throttled route", () => {
    const routes = [{ ...route, cacheSeconds: 60, requestsPerSecond: 50 }];
    assert.deepEqual(faultsOf({ ...orders, routes }), []);
  });

  it("refuses a link to a resource that is not declared and lists those that are", () => {
    const { carts } = known;
    assert.ok(carts);
    assert.deepEqual(definitionFaults([orders], { carts }), [
      'service "orders": links.reads names "products", which services/resources.ts does not declare; known resources: carts',
    ]);
  });

  it("does not take a property of every object for a resource", () => {
    const links = JSON.parse('{"reads":["toString"]}') as ServiceDefinition["links"];
    assert.equal(faultsOf({ ...orders, links }).length, 1);
  });

  it("refuses two links of different verbs to one resource", () => {
    const links = { reads: ["carts"], writes: ["carts"] } as const;
    assert.deepEqual(faultsOf({ ...orders, links }), [
      'service "orders": "carts" is linked by both reads and writes; keep one verb (readsWrites for both)',
    ]);
  });

  it("refuses two services on one route", () => {
    assert.deepEqual(faultsOf(orders, { ...orders, name: "returns" }), [
      'services "orders" and "returns" both claim route "/orders/*"; give each path to one service',
    ]);
  });

  it("refuses one name for two services", () => {
    const routes = [{ path: "/returns/*", auth: "public" }] as const;
    assert.deepEqual(faultsOf(orders, { ...orders, routes }), [
      'service "orders" is registered twice; remove one line of services/registry.ts',
    ]);
  });

  it("tells every fault, in the order of the services", () => {
    const faults = faultsOf({ ...orders, name: "X" }, { ...orders, name: "Y" });
    assert.deepEqual(
      faults.map((fault) => fault.slice(0, 12)),
      ['service "X":', 'service "Y":', 'services "X"'],
    );
  });
});
