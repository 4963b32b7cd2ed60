import assert from "node:assert/strict";
import { rulePriority } from "../../../components/internal/rulePriority";
import { priorityOf, serviceFaults, sizeFaults } from "../../../components/internal/serviceFaults";
import type { Route, Runtime, Scale, ServiceDefinition } from "../../../services/contract";
import { services } from "../../../services/registry";

const orders: Route = { path: "/orders/*", auth: "public" };
const returns: Route = { path: "/returns/*", auth: "public" };

describe("priorityOf", () => {
  it("computes the place of a route from its path", () => {
    assert.equal(priorityOf(orders), rulePriority("/orders/*"));
  });

  it("takes the place that the route asks for", () => {
    assert.equal(priorityOf({ ...orders, priority: 7 }), 7);
  });
});

describe("sizeFaults", () => {
  const fargate: Runtime = { kind: "fargate", cpu: 256, memoryMiB: 512 };
  const lambda: Runtime = { kind: "lambda", memoryMiB: 512 };
  const noMore = "must not exceed scale.max, got";

  const valid: [string, Runtime, Scale?][] = [
    ["a pair that Fargate offers", fargate],
    ["as many tasks at least as at most", fargate, { min: 4, max: 4 }],
    ["a minimum up to the default maximum", fargate, { min: 10 }],
    ["a maximum down to the default minimum", fargate, { max: 2 }],
    ["Lambda's least", { ...lambda, memoryMiB: 128, timeoutSeconds: 1 }],
    ["Lambda's most", { ...lambda, memoryMiB: 10240, timeoutSeconds: 900 }],
  ];
  for (const [title, runtime, scale] of valid) {
    it(`accepts ${title}`, () => {
      assert.deepEqual(sizeFaults(runtime, scale), []);
    });
  }

  const faults: [string, Runtime, Scale, string][] = [
    [
      "a pair that Fargate does not offer",
      { ...fargate, memoryMiB: 300 },
      {},
      "memoryMiB must be 512, 1024, 2048 when cpu is 256, got 300",
    ],
    [
      "more tasks at least than at most",
      fargate,
      { min: 5, max: 3 },
      `scale.min ${noMore} 5 and 3; raise max or lower min`,
    ],
    [
      "a minimum above the default maximum",
      fargate,
      { min: 11 },
      `scale.min ${noMore} 11 and 10; raise max or lower min`,
    ],
    [
      "a maximum below the default minimum",
      fargate,
      { max: 1 },
      `scale.min ${noMore} 2 and 1; raise max or lower min`,
    ],
    ...[127, 10241, 512.5, NaN].map((memoryMiB): [string, Runtime, Scale, string] => [
      `a function of ${memoryMiB} MiB`,
      { ...lambda, memoryMiB },
      {},
      `memoryMiB must be a whole number from 128 to 10240, got ${memoryMiB}`,
    ]),
    ...[0, 901, 1.5].map((timeoutSeconds): [string, Runtime, Scale, string] => [
      `a function that may take ${timeoutSeconds} s`,
      { ...lambda, timeoutSeconds },
      {},
      `timeoutSeconds must be a whole number from 1 to 900, got ${timeoutSeconds}`,
    ]),
  ];
  for (const [title, runtime, scale, message] of faults) {
    it(`refuses ${title}`, () => {
      assert.deepEqual(sizeFaults(runtime, scale), [message]);
    });
  }

  it("does not ask how many copies of a function run, since Lambda decides", () => {
    assert.deepEqual(sizeFaults(lambda, { min: 5, max: 3 }), []);
  });

  it("tells a wrong size and a wrong count together", () => {
    assert.equal(sizeFaults({ ...fargate, memoryMiB: 300 }, { min: 5, max: 3 }).length, 2);
  });
});

describe("serviceFaults", () => {
  const shop: ServiceDefinition = {
    name: "shop",
    runtime: { kind: "lambda", memoryMiB: 512 },
    routes: [orders],
  };
  const desk: ServiceDefinition = { ...shop, name: "desk", routes: [returns] };

  function collision(one: string, other: string, priority: number): string {
    return `routes "${one}" and "${other}" have the same listener priority ${priority}; set priority on one of them to a free number from 1 to 50000`;
  }

  it("finds none in valid definitions", () => {
    assert.deepEqual(serviceFaults([shop, desk]), []);
  });

  it("finds none in the registry", () => {
    assert.deepEqual(serviceFaults(services), []);
  });

  it("names the service of a wrong size", () => {
    const runtime = { kind: "fargate", cpu: 1024, memoryMiB: 1024 } as const;
    assert.deepEqual(serviceFaults([shop, { ...desk, runtime }]), [
      'service "desk": memoryMiB must be 2048 to 8192 in steps of 1024 when cpu is 1024, got 1024',
    ]);
  });

  for (const priority of [0, 50_001, 1.5]) {
    it(`refuses priority ${priority}, which no listener takes`, () => {
      assert.deepEqual(serviceFaults([{ ...shop, routes: [{ ...orders, priority }] }]), [
        `service "shop": priority of route "/orders/*" must be a whole number from 1 to 50000, got ${priority}`,
      ]);
    });
  }

  it("refuses one priority for the routes of two services", () => {
    const faults = serviceFaults([
      { ...shop, routes: [{ ...orders, priority: 7 }] },
      { ...desk, routes: [{ ...returns, priority: 7 }] },
    ]);
    assert.deepEqual(faults, [collision("/orders/*", "/returns/*", 7)]);
  });

  it("refuses one priority for two routes of one service", () => {
    const routes = [orders, returns].map((route) => ({ ...route, priority: 7 }));
    assert.deepEqual(serviceFaults([{ ...shop, routes }]), [
      collision("/orders/*", "/returns/*", 7),
    ]);
  });

  it("refuses a priority that another path's computed one has already taken", () => {
    const priority = rulePriority("/orders/*");
    assert.deepEqual(serviceFaults([shop, { ...desk, routes: [{ ...returns, priority }] }]), [
      collision("/orders/*", "/returns/*", priority),
    ]);
  });

  it("is content once one of the two asks for a free number", () => {
    const routes = [{ ...orders, priority: 7 }];
    assert.deepEqual(
      serviceFaults([
        { ...shop, routes },
        { ...desk, routes: [{ ...returns, priority: 8 }] },
      ]),
      [],
    );
  });

  it("leaves one path of two services to the faults of the definitions", () => {
    assert.deepEqual(serviceFaults([shop, { ...desk, routes: [orders] }]), []);
  });

  it("tells every fault, sizes first", () => {
    const runtime = { kind: "lambda", memoryMiB: 1 } as const;
    const faults = serviceFaults([
      { ...shop, runtime, routes: [{ ...orders, priority: 7 }] },
      { ...desk, runtime, routes: [{ ...returns, priority: 7 }] },
    ]);
    assert.deepEqual(
      faults.map((fault) => fault.slice(0, 14)),
      ['service "shop"', 'service "desk"', 'routes "/order'],
    );
  });
});
