import assert from "node:assert/strict";
import { parseSettings } from "../../config";
import { everyKindOn } from "../helpers/everyKind";

const registry = everyKindOn("lambda");

function parse(resources: unknown, dataTier = "resilient") {
  const values = {
    "aws:region": "eu-west-1",
    "microservices:domain": "shop.example.com",
    "microservices:hostedZoneId": "Z0EXAMPLE0ZONE0ID000",
    "microservices:dataTier": dataTier,
    "microservices:resources": JSON.stringify(resources),
  };
  const source = { project: "microservices", stack: "dev", values };
  return parseSettings(source, registry.services, registry.resources);
}

function faultsOf(resources: unknown, dataTier?: string): string[] {
  try {
    parse(resources, dataTier);
  } catch (error) {
    const { message } = error as Error;
    return message.split("\n").flatMap((line) => (line.startsWith("  - ") ? [line.slice(4)] : []));
  }
  return [];
}

describe("a stack's settings of its resources", () => {
  it("are sorted by what they are for", () => {
    const { sizes } = parse({
      ledger: { minUnits: 1, maxUnits: 64, readers: 2, backupRetentionDays: 35 },
      stock: { instanceClass: "db.r7g.xlarge", storageGiB: 200 },
      views: { nodeType: "cache.r7g.large", replicas: 2 },
    });
    assert.deepEqual(sizes, {
      tier: "resilient",
      aurora: { ledger: { minUnits: 1, maxUnits: 64, readers: 2, backupRetentionDays: 35 } },
      instance: { stock: { instanceClass: "db.r7g.xlarge", storageGiB: 200 } },
      cache: { views: { nodeType: "cache.r7g.large", replicas: 2 } },
    });
  });

  it("are refused all together: unknown names and keys, kinds without settings, values out of range", () => {
    assert.deepEqual(
      faultsOf({
        nothing: {},
        items: { minUnits: 1 },
        ledger: { minUnits: 0.3, nodeType: "x" },
        stock: { instanceClass: "large" },
        views: { replicas: 9 },
      }),
      [
        "microservices:resources.nothing: no resource of that name, expected one of clicks, items, jobs, ledger, mail, news, papers, partner-key, stock, store-events, views",
        'microservices:resources.items: got {"minUnits":1}, expected nothing: a table has no settings of the stack',
        "microservices:resources.ledger.minUnits: got 0.3, expected Aurora capacity units in halves, such as 0.5",
        "microservices:resources.ledger.nodeType: unknown key, expected one of availability, minUnits, maxUnits, pauseAfterSeconds, readers, backupRetentionDays",
        'microservices:resources.stock.instanceClass: got "large", expected an instance class such as db.m7g.large',
        "microservices:resources.views.replicas: got 9, expected at most 5",
      ],
    );
  });

  it("are refused when they contradict the tier", () => {
    assert.deepEqual(faultsOf({ ledger: { readers: 1 }, views: { replicas: 1 } }, "economy"), [
      'microservices:resources.ledger: capacity.readers must be 0 when availability is "single", got 1; use availability "multiAz", or no readers',
      'microservices:resources.views: replicas must be 0 when availability is "single", got 1; use availability "multiAz", or no replicas',
    ]);
    const multiAz = { availability: "multiAz" };
    const both = { ledger: { ...multiAz, readers: 1 }, views: { ...multiAz, replicas: 1 } };
    assert.deepEqual(faultsOf(both, "economy"), []);
  });

  it("are a mapping", () => {
    assert.deepEqual(faultsOf([1]), ["microservices:resources: got [1], expected a mapping"]);
  });

  it("know two tiers", () => {
    assert.deepEqual(faultsOf({}, "huge"), [
      'microservices:dataTier: got "huge", expected one of economy, resilient',
    ]);
  });
});
