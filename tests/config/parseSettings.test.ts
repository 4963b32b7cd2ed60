import assert from "node:assert/strict";
import { overriding, parse, services } from "./settings";

const digest = `sha256:${"0".repeat(64)}`;

describe("parseSettings on valid settings", () => {
  it("needs a region, a domain and a hosted zone, and defaults the rest to the safe and cheap", () => {
    assert.deepEqual(parse(), {
      region: "eu-west-1",
      domain: "shop.example.com",
      hostedZoneId: "Z0EXAMPLE0ZONE0ID000",
      network: { zones: 2, nat: "single" },
      ingress: "loadBalancer",
      instances: {},
      kubernetes: {},
      alarms: {},
      audit: {
        trail: false,
        threatDetection: false,
        configRecorder: false,
        accessAnalyzer: false,
      },
      logRetentionDays: 30,
      protect: true,
      seedData: false,
      dataTier: "resilient",
      resources: {},
      sizes: { tier: "resilient", aurora: {}, instance: {}, cache: {} },
      priceClass: "PriceClass_100",
      images: {},
      services,
    });
  });

  it("takes every value that differs from its default", () => {
    const { openApi, ...settings } = parse({
      "microservices:network": '{"zones":3,"nat":"perZone"}',
      "microservices:ingress": "apiGateway",
      "microservices:instances": '{"instanceTypes":["m7g.xlarge"],"min":1,"max":6}',
      "microservices:kubernetes": '{"nodes":"fargate","publicAccessCidrs":["203.0.113.0/24"]}',
      "microservices:alarms": '{"emails":["on-call@example.com"]}',
      "microservices:tracing": '{"percent":1}',
      "microservices:canary": '{"runtimeVersion":"syn-nodejs-puppeteer-13.0","everyMinutes":1}',
      "microservices:audit": '{"trail":true}',
      "microservices:budget": '{"monthlyUsd":99.5,"emails":["on-call@example.com"]}',
      "microservices:logRetentionDays": "365",
      "microservices:protect": "false",
      "microservices:seedData": "true",
      "microservices:priceClass": "PriceClass_All",
      "microservices:images": JSON.stringify({ catalog: digest }),
    });
    assert.deepEqual(settings, {
      ...parse(),
      network: { zones: 3, nat: "perZone" },
      ingress: "apiGateway",
      instances: { instanceTypes: ["m7g.xlarge"], min: 1, max: 6 },
      kubernetes: { nodes: { kind: "fargate" }, publicAccessCidrs: ["203.0.113.0/24"] },
      alarms: { emails: ["on-call@example.com"] },
      tracing: { collector: "none", percent: 1 },
      canary: { runtimeVersion: "syn-nodejs-puppeteer-13.0", everyMinutes: 1 },
      audit: { ...parse().audit, trail: true },
      budget: { monthlyUsd: 99.5, emails: ["on-call@example.com"] },
      logRetentionDays: 365,
      protect: false,
      seedData: true,
      priceClass: "PriceClass_All",
      images: { catalog: digest },
    });
    assert.deepEqual(Object.keys(openApi?.paths ?? {}).includes("/catalog/products"), true);
  });

  it("fills in what a partly given network leaves out", () => {
    const { network } = parse({ "microservices:network": '{"zones":3}' });
    assert.deepEqual(network, { zones: 3, nat: "single" });
  });

  for (const region of ["us-east-1", "ap-southeast-2", "us-gov-west-1", "mx-central-1"]) {
    it(`takes the region ${region}`, () => {
      assert.equal(parse({ "aws:region": region }).region, region);
    });
  }

  it("ignores the settings of other namespaces", () => {
    assert.deepEqual(parse({ "aws:defaultTags": "{}", "other:domain": "x" }), parse());
  });
});

describe("parseSettings on overrides of services", () => {
  it("changes runtime and scale, on the named service alone", () => {
    const settings = parse(
      overriding({
        catalog: { runtime: { kind: "lambda", memoryMiB: 1024 }, scale: { max: 30 } },
      }),
    );
    const [catalog, carts] = settings.services;
    assert.deepEqual(catalog, {
      ...services[0],
      runtime: { kind: "lambda", memoryMiB: 1024 },
      scale: { min: 2, max: 30, cpuPercent: 60 },
    });
    assert.deepEqual(carts, services[1]);
  });

  it("checks the services as they will run, so that an override may put a definition right", () => {
    const [catalog] = services;
    assert.ok(catalog);
    const runtime = { kind: "fargate", cpu: 256, memoryMiB: 4096 } as const;
    const repaired = { ...runtime, memoryMiB: 2048 };
    const settings = parse(overriding({ catalog: { runtime: repaired } }), [
      { ...catalog, runtime },
    ]);
    assert.deepEqual(settings.services[0]?.runtime, repaired);
  });

  for (const kind of ["ec2", "lambda", "eks"] as const) {
    it(`takes the word ${kind} for a runtime with the definition's memory and none of its other values`, () => {
      const [catalog] = parse(overriding({ catalog: { runtime: kind } })).services;
      assert.deepEqual(catalog?.runtime, { kind, memoryMiB: 512 });
    });
  }

  it("keeps what an override of the same runtime leaves out", () => {
    const [catalog, carts] = parse(
      overriding({
        catalog: { runtime: { kind: "fargate", memoryMiB: 1024 } },
        carts: { runtime: { kind: "lambda", timeoutSeconds: 20 } },
      }),
    ).services;
    assert.deepEqual(catalog?.runtime, { kind: "fargate", cpu: 256, memoryMiB: 1024 });
    assert.deepEqual(carts?.runtime, { kind: "lambda", memoryMiB: 512, timeoutSeconds: 20 });
  });

  it("keeps the runtime when only the scale is given", () => {
    const [catalog] = parse(overriding({ catalog: { scale: { min: 3 } } })).services;
    assert.deepEqual(catalog, { ...services[0], scale: { min: 3, max: 10, cpuPercent: 60 } });
  });
});
