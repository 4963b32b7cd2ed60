import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { rulePriority } from "../../components/internal/rulePriority";
import type { ServiceDefinition } from "../../services/contract";
import { overriding, parse, services, type Values } from "./settings";

/** What the one error lists, line by line, without its first and last sentence. */
function faultsOf(changes: Values, definitions = services): string[] {
  let message = "";
  assert.throws(
    () => parse(changes, definitions),
    (error) => {
      assert.ok(pulumi.RunError.isInstance(error));
      ({ message } = error);
      return true;
    },
  );
  const lines = message.split("\n");
  const count = lines.length - 2;
  assert.equal(
    lines[0],
    `Stack "dev" has ${count === 1 ? "a fault" : `${count} faults`} in its configuration or service definitions:`,
  );
  assert.equal(lines.at(-1), "Correct Pulumi.dev.yaml, or the file named above.");
  return lines.slice(1, -1).map((line) => line.replace(/^ {2}- /, ""));
}

describe("parseSettings on faults", () => {
  const fault: Record<string, [Values, string]> = {
    "a missing region": [
      { "aws:region": undefined },
      "aws:region: got nothing, expected an AWS region such as eu-west-1",
    ],
    "a namespace that is nearly the project's": [
      { "microservice:priceClass": "PriceClass_All" },
      "microservice:priceClass: nothing reads it, expected microservices:priceClass",
    ],
    "the project's name in another spelling": [
      { "Micro-Services:domain": "shop.example.com" },
      "Micro-Services:domain: nothing reads it, expected microservices:domain",
    ],
    "a region in words": [
      { "aws:region": "Ireland" },
      'aws:region: got "Ireland", expected an AWS region such as eu-west-1',
    ],
    "an availability zone for a region": [
      { "aws:region": "eu-west-1a" },
      'aws:region: got "eu-west-1a", expected an AWS region such as eu-west-1',
    ],
    "a missing domain": [
      { "microservices:domain": undefined },
      "microservices:domain: got nothing, expected text",
    ],
    "a domain that is a number": [
      { "microservices:domain": "5" },
      "microservices:domain: got 5, expected text",
    ],
    "a domain in capitals": [
      { "microservices:domain": "Shop.example.com" },
      'microservices:domain: got "Shop.example.com", expected a lower-case domain name such as shop.example.com',
    ],
    "a domain with an empty label": [
      { "microservices:domain": "shop..com" },
      'microservices:domain: got "shop..com", expected a lower-case domain name such as shop.example.com',
    ],
    "a hosted zone's name for its id": [
      { "microservices:hostedZoneId": "example.com" },
      'microservices:hostedZoneId: got "example.com", expected a Route 53 hosted zone id: Z followed by capital letters and digits',
    ],
    "an unknown key": [
      { "microservices:colour": "red" },
      "microservices:colour: unknown key, expected one of domain, hostedZoneId, network, ingress, instances, kubernetes, alarms, tracing, canary, audit, budget, logRetentionDays, protect, seedData, dataTier, resources, priceClass, images, services",
    ],
    "an unknown key of the network": [
      { "microservices:network": '{"nats":1}' },
      "microservices:network.nats: unknown key, expected one of zones, nat",
    ],
    "a network of four zones": [
      { "microservices:network": '{"zones":4}' },
      "microservices:network.zones: got 4, expected one of 2, 3",
    ],
    "an unknown NAT strategy": [
      { "microservices:network": '{"nat":"two"}' },
      'microservices:network.nat: got "two", expected one of none, single, perZone',
    ],
    "an unknown ingress": [
      { "microservices:ingress": "nginx" },
      'microservices:ingress: got "nginx", expected one of loadBalancer, apiGateway',
    ],
    "a network that is a word": [
      { "microservices:network": "small" },
      'microservices:network: got "small", expected a mapping',
    ],
    "a retention that CloudWatch Logs does not offer": [
      { "microservices:logRetentionDays": "31" },
      "microservices:logRetentionDays: got 31, expected one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653",
    ],
    "yes for true": [
      { "microservices:protect": "yes" },
      'microservices:protect: got "yes", expected true or false',
    ],
    "an unknown price class": [
      { "microservices:priceClass": "cheap" },
      'microservices:priceClass: got "cheap", expected one of PriceClass_100, PriceClass_200, PriceClass_All',
    ],
    "an image by its tag": [
      { "microservices:images": '{"catalog":"shop/catalog:1.2"}' },
      'microservices:images.catalog: got "shop/catalog:1.2", expected a digest such as sha256:0123…, or a reference that ends with @ and one',
    ],
    "an image of an unknown service": [
      { "microservices:images": `{"katalog":"sha256:${"0".repeat(64)}"}` },
      "microservices:images.katalog: no service of that name, expected one of catalog, carts",
    ],
    "instances that are named in the singular": [
      { "microservices:instances": '{"instanceType":"m7g.large"}' },
      "microservices:instances.instanceType: unknown key, expected one of instanceTypes, min, max, spotPercent",
    ],
    "a pager without TLS": [
      { "microservices:alarms": '{"endpoints":["http://pager.example.com"]}' },
      'microservices:alarms.endpoints.0: got "http://pager.example.com", expected an address that starts with https://',
    ],
    "a name for a mail address": [
      { "microservices:alarms": '{"emails":["on-call"]}' },
      'microservices:alarms.emails.0: got "on-call", expected a mail address',
    ],
    "a collector that there is not": [
      { "microservices:tracing": '{"collector":"jaeger"}' },
      'microservices:tracing.collector: got "jaeger", expected one of none, adot, cloudWatchAgent',
    ],
    "a canary on a runtime of Lambda": [
      { "microservices:canary": '{"runtimeVersion":"nodejs24.x"}' },
      'microservices:canary.runtimeVersion: got "nodejs24.x", expected a Node.js runtime of CloudWatch Synthetics such as syn-nodejs-puppeteer-13.0',
    ],
    "an audit of something else": [
      { "microservices:audit": '{"macie":true}' },
      "microservices:audit.macie: unknown key, expected one of trail, threatDetection, configRecorder, accessAnalyzer",
    ],
    "a budget that tells nobody": [
      { "microservices:budget": '{"monthlyUsd":100,"emails":[]}' },
      "microservices:budget.emails: got [], expected at least 1 entry",
    ],
    "a budget of nothing": [
      { "microservices:budget": '{"monthlyUsd":0,"emails":["a@example.com"]}' },
      "microservices:budget.monthlyUsd: got 0, expected more than 0",
    ],
    "a budget in words": [
      { "microservices:budget": '{"monthlyUsd":"much","emails":["a@example.com"]}' },
      'microservices:budget.monthlyUsd: got "much", expected a number',
    ],
    "one mail address for a list": [
      { "microservices:alarms": '{"emails":"a@example.com"}' },
      'microservices:alarms.emails: got "a@example.com", expected a list',
    ],
    "a mail address that is a number": [
      { "microservices:alarms": '{"emails":[5]}' },
      "microservices:alarms.emails.0: got 5, expected a mail address",
    ],
    "a canary that looks for nothing": [
      {
        "microservices:canary": '{"runtimeVersion":"syn-nodejs-puppeteer-13.0","text":""}',
      },
      'microservices:canary.text: got "", expected at least 1 character',
    ],
    "pods on something else": [
      { "microservices:kubernetes": '{"nodes":"karpenter"}' },
      'microservices:kubernetes.nodes: got "karpenter", expected one of autoMode, fargate',
    ],
    "services that are a list": [
      overriding([]),
      "microservices:services: got [], expected a mapping",
    ],
    "a service that is a word": [
      overriding({ catalog: "fargate" }),
      'microservices:services.catalog: got "fargate", expected a mapping',
    ],
    "an unknown service": [
      overriding({ katalog: {} }),
      "microservices:services.katalog: no service of that name, expected one of catalog, carts",
    ],
    "an unknown key of a service": [
      overriding({ catalog: { routes: [] } }),
      "microservices:services.catalog.routes: unknown key, expected one of runtime, scale",
    ],
    "an unknown runtime": [
      overriding({ catalog: { runtime: { kind: "ec3" } } }),
      'microservices:services.catalog.runtime.kind: got "ec3", expected fargate, ec2, lambda or eks',
    ],
    "a runtime without a kind": [
      overriding({ catalog: { runtime: { memoryMiB: 512 } } }),
      "microservices:services.catalog.runtime.kind: got nothing, expected fargate, ec2, lambda or eks",
    ],
    "a word that is no runtime": [
      overriding({ catalog: { runtime: "kubernetes" } }),
      'microservices:services.catalog.runtime.kind: got "kubernetes", expected fargate, ec2, lambda or eks',
    ],
    "a key of Fargate in a function's runtime": [
      overriding({ carts: { runtime: { kind: "lambda", memoryMiB: 512, cpu: 256 } } }),
      "microservices:services.carts.runtime.cpu: unknown key, expected one of kind, memoryMiB, timeoutSeconds",
    ],
    "a key of Lambda in a container's runtime": [
      overriding({
        catalog: { runtime: { kind: "fargate", cpu: 256, memoryMiB: 512, timeoutSeconds: 9 } },
      }),
      "microservices:services.catalog.runtime.timeoutSeconds: unknown key, expected one of kind, memoryMiB, cpu, spotPercent",
    ],
    "a CPU size that Fargate does not offer": [
      overriding({ catalog: { runtime: { kind: "fargate", cpu: 300, memoryMiB: 512 } } }),
      "microservices:services.catalog.runtime.cpu: got 300, expected one of 256, 512, 1024, 2048, 4096, 8192, 16384",
    ],
    "less memory than Fargate's least": [
      overriding({ catalog: { runtime: { kind: "fargate", cpu: 256, memoryMiB: 511 } } }),
      'service "catalog": memoryMiB must be 512, 1024, 2048 when cpu is 256, got 511',
    ],
    "less memory than Lambda's least": [
      overriding({ carts: { runtime: { kind: "lambda", memoryMiB: 127 } } }),
      "microservices:services.carts.runtime.memoryMiB: got 127, expected at least 128",
    ],
    "more memory than Lambda's most": [
      overriding({ carts: { runtime: { kind: "lambda", memoryMiB: 10241 } } }),
      'service "carts": memoryMiB must be a whole number from 128 to 10240, got 10241',
    ],
    "a fraction of a MiB": [
      overriding({ carts: { runtime: { kind: "lambda", memoryMiB: 512.5 } } }),
      "microservices:services.carts.runtime.memoryMiB: got 512.5, expected a whole number",
    ],
    "a longer time-out than Lambda's longest": [
      overriding({ carts: { runtime: { kind: "lambda", memoryMiB: 512, timeoutSeconds: 901 } } }),
      "microservices:services.carts.runtime.timeoutSeconds: got 901, expected at most 900",
    ],
    "no task at all": [
      overriding({ catalog: { scale: { min: 0 } } }),
      "microservices:services.catalog.scale.min: got 0, expected at least 1",
    ],
    "a CPU share that leaves no headroom": [
      overriding({ catalog: { scale: { cpuPercent: 91 } } }),
      "microservices:services.catalog.scale.cpuPercent: got 91, expected at most 90",
    ],
    "a number in words": [
      overriding({ catalog: { scale: { max: "ten" } } }),
      'microservices:services.catalog.scale.max: got "ten", expected a whole number',
    ],
    "an unknown key of a scale": [
      overriding({ catalog: { scale: { desired: 2 } } }),
      "microservices:services.catalog.scale.desired: unknown key, expected one of min, max, cpuPercent, memoryPercent, requestsPerMinutePerTask, messagesPerTask",
    ],
    "a size that Fargate does not offer, by an override": [
      overriding({ catalog: { runtime: { kind: "fargate", cpu: 1024, memoryMiB: 1024 } } }),
      'service "catalog": memoryMiB must be 2048 to 8192 in steps of 1024 when cpu is 1024, got 1024',
    ],
    "a minimum above the definition's maximum, by an override": [
      overriding({ catalog: { scale: { min: 11 } } }),
      'service "catalog": scale.min must not exceed scale.max, got 11 and 10; raise max or lower min',
    ],
  };
  for (const [title, [changes, expected]] of Object.entries(fault)) {
    it(`refuses ${title}, naming key, value and what is accepted`, () => {
      assert.deepEqual(faultsOf(changes), [expected]);
    });
  }

  it("refuses a release that the runtime does not know, and a promise that nobody can keep", () => {
    const [, carts] = services;
    assert.ok(carts);
    const orders: ServiceDefinition = {
      ...carts,
      runtime: { kind: "eks", memoryMiB: 512 },
      release: { strategy: "canary" },
      slo: { availability: 99.9 },
    };
    assert.deepEqual(faultsOf({}, [orders]), [
      'service "carts": release.strategy must be rolling on runtime eks, got canary; use rolling, or move the service to fargate or ec2',
      'service "carts": slo.availability must be a share from 0.5 to 0.99999, got 99.9; 99.9 % is 0.999',
    ]);
  });

  it("refuses customers' routes where nobody can fetch the keys of their tokens", () => {
    const [, carts] = services;
    assert.ok(carts);
    const closed: ServiceDefinition = {
      ...carts,
      routes: [{ path: "/carts/*", auth: "customer" }],
    };
    assert.deepEqual(faultsOf({ "microservices:network": '{"nat":"none"}' }, [closed]), [
      "network.nat must be single or perZone where routes are for customers, got none and services carts: the keys that tokens are checked with are on the internet",
    ]);
  });

  it("refuses two routes of one priority, which no setting can put right", () => {
    const priority = rulePriority("/catalog/*");
    const rival: ServiceDefinition = {
      name: "rival",
      runtime: { kind: "lambda", memoryMiB: 512 },
      routes: [{ path: "/rival/*", auth: "public", priority }],
    };
    assert.deepEqual(faultsOf({}, [...services, rival]), [
      `routes "/catalog/*" and "/rival/*" have the same listener priority ${priority}; set priority on one of them to a free number from 1 to 50000`,
    ]);
  });

  it("tells all faults at once: region, settings in order, services, definitions, sizes", () => {
    const twin: ServiceDefinition = {
      name: "baskets",
      runtime: { kind: "lambda", memoryMiB: 1 },
      routes: [{ path: "/carts/*", auth: "public" }],
    };
    const changes = {
      "aws:region": undefined,
      "microservices:domain": "X",
      "microservices:protect": "yes",
      ...overriding({ katalog: {}, catalog: { scale: { min: 0 } } }),
    };
    assert.deepEqual(faultsOf(changes, [...services, twin]), [
      "aws:region: got nothing, expected an AWS region such as eu-west-1",
      'microservices:domain: got "X", expected a lower-case domain name such as shop.example.com',
      'microservices:protect: got "yes", expected true or false',
      "microservices:services.catalog.scale.min: got 0, expected at least 1",
      "microservices:services.katalog: no service of that name, expected one of catalog, carts, baskets",
      'services "carts" and "baskets" both claim route "/carts/*"; give each path to one service',
      'service "baskets": memoryMiB must be a whole number from 128 to 10240, got 1',
    ]);
  });
});

describe("parseSettings on tracing", () => {
  it("tells before anything is created when X-Ray has no room for a rule for each service", () => {
    const many = Array.from({ length: 26 }, (_, at): ServiceDefinition => ({
      name: `service-${at}`,
      runtime: { kind: "lambda", memoryMiB: 256 },
      routes: [],
    }));
    assert.deepEqual(faultsOf({ "microservices:tracing": "{}" }, many), [
      "microservices:tracing: services and paths must make 1 to 25 sampling rules, one for each service and path, got 26; put alike paths together with *, or leave services to X-Ray's default rule",
    ]);
  });
});
