import assert from "node:assert/strict";
import type { LinkVerb, NamesIn, ServiceDefinition } from "../../services/contract";
import type { resources } from "../../services/resources";
import { definitionFaults } from "../../services/validate";
import { everyKindOn, everyResource } from "../helpers/everyKind";

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** Compiles only when each verb takes the names of the resources that have it, and no other name. */
type Names = NamesIn<typeof everyResource>;
const namesByVerb: readonly [
  Same<
    Names["reads"],
    "items" | "ledger" | "stock" | "views" | "papers" | "clicks" | "partner-key"
  >,
  Same<Names["writes"], "items" | "papers" | "clicks">,
  Same<Names["readsWrites"], "items" | "ledger" | "stock" | "views" | "papers">,
  Same<Names["sends"], "jobs" | "mail">,
  Same<Names["consumes"], "jobs" | "mail">,
  Same<Names["publishes"], "news" | "store-events">,
  Same<Names["subscribes"], "store-events">,
  Same<Names["migrates"], "ledger" | "stock">,
] = [true, true, true, true, true, true, true, true];

/** Compiles only when these links, each a mistake, are not what a definition may say. */
type Links = NonNullable<ServiceDefinition<Names>["links"]>;
type Takes<Wish> = [Wish] extends [Links] ? true : false;
const mistakes: readonly [
  Takes<{ publishes: ["items"] }>,
  Takes<{ sends: ["news"] }>,
  Takes<{ writes: ["ledger"] }>,
  Takes<{ consumes: ["clicks"] }>,
  Takes<{ reads: ["nothing"] }>,
  Takes<{ sends: ["jobs"] }>,
] = [false, false, false, false, false, true];

/** Compiles only when the resources of this repository are known by name, too, whatever there is of them. */
type OwnNames = NamesIn<typeof resources>["reads"];
const ownNames: [OwnNames] extends [keyof typeof resources]
  ? string extends OwnNames
    ? false
    : true
  : false = true;

const orders: ServiceDefinition = {
  name: "orders",
  runtime: { kind: "lambda", memoryMiB: 512 },
  routes: [],
};

function faultsOf(more: Partial<ServiceDefinition>): string[] {
  return definitionFaults([{ ...orders, ...more }], everyResource);
}

describe("the types of links", () => {
  it("take the names of resources that have the verb", () => {
    assert.deepEqual([...new Set<boolean>([...namesByVerb, ownNames])], [true]);
    assert.deepEqual(mistakes, [false, false, false, false, false, true]);
  });
});

describe("definitionFaults on links and events", () => {
  it("finds none in services that use every kind of resource", () => {
    const { services } = everyKindOn("lambda");
    assert.deepEqual(definitionFaults(services, everyResource), []);
  });

  for (const [verb, target, rest] of [
    ["publishes", "items", "a table; link a table by reads, writes, readsWrites"],
    ["writes", "ledger", "a database; link a database by reads, readsWrites"],
    ["writes", "views", "a cache; link a cache by reads, readsWrites"],
    ["sends", "papers", "a bucket; link a bucket by reads, writes, readsWrites"],
    ["reads", "jobs", "a queue; link a queue by sends, consumes"],
    ["sends", "news", "a topic; link a topic by publishes"],
    ["consumes", "store-events", "an event bus; link an event bus by publishes"],
    ["consumes", "clicks", "a stream; link a stream by reads, writes"],
    ["readsWrites", "partner-key", "a secret; link a secret by reads"],
  ] as const satisfies readonly (readonly [LinkVerb, string, string])[]) {
    it(`refuses ${verb} of ${target}`, () => {
      assert.deepEqual(faultsOf({ links: { [verb]: [target] } }), [
        `service "orders": links.${verb} names "${target}", which is ${rest}`,
      ]);
    });
  }

  it("refuses to migrate what is no database", () => {
    assert.deepEqual(faultsOf({ migrates: "items" }), [
      'service "orders": migrates must name a database of services/resources.ts, got "items"; known databases: ledger, stock',
    ]);
  });

  it("refuses two services that migrate one database", () => {
    const migrating = [
      { ...orders, migrates: "ledger" },
      { ...orders, name: "refunds", migrates: "ledger" },
    ];
    assert.deepEqual(definitionFaults(migrating, everyResource), [
      'services "orders" and "refunds" both migrate database "ledger"; keep its migrations in one of them',
    ]);
  });

  it("refuses a word that is no verb", () => {
    const links = JSON.parse('{"eats":["items"]}') as ServiceDefinition["links"];
    assert.deepEqual(faultsOf({ links }), [
      'service "orders": links must be by one of reads, writes, readsWrites, sends, consumes, publishes, got "eats"; use the verb that says what the service does',
    ]);
  });

  it("takes two verbs where no single one says both", () => {
    assert.deepEqual(faultsOf({ links: { sends: ["jobs"], consumes: ["jobs"] } }), []);
    assert.deepEqual(faultsOf({ links: { reads: ["clicks"], writes: ["clicks"] } }), []);
  });

  it("refuses two services on one queue", () => {
    const links = { consumes: ["jobs"] };
    const services = [
      { ...orders, links },
      { ...orders, name: "bills", links },
    ];
    assert.deepEqual(definitionFaults(services, everyResource), [
      'services "orders" and "bills" both consume queue "jobs", so that each would get a part of its messages; give each a queue of its own, such as of one topic',
    ]);
  });

  it("refuses events of what is no bus, of no type, and of one bus twice", () => {
    const subscribes = [
      { bus: "news", types: ["OrderPlaced"] },
      { bus: "store-events", types: [] },
      { bus: "store-events", types: ["OrderPaid"] },
    ];
    assert.deepEqual(faultsOf({ subscribes }), [
      'service "orders": subscribes must name an event bus of services/resources.ts, got "news"; known event buses: store-events',
      'service "orders": subscribes to "store-events" must name the types of event, got []; add those that the service wants, such as "OrderPlaced"',
      'service "orders": subscribes names bus "store-events" twice; put all types into one subscription',
    ]);
  });

  it("refuses a resource with the name of the queue that a subscription makes", () => {
    const subscribes = [{ bus: "store-events", types: ["OrderPaid"] }];
    const resources = { ...everyResource, "orders-events": { kind: "queue" } } as const;
    assert.deepEqual(definitionFaults([{ ...orders, subscribes }], resources), [
      'service "orders": subscribes makes a queue "orders-events", got a resource of that name; rename the resource in services/resources.ts',
    ]);
  });

  it("refuses scaling by messages where there are none", () => {
    assert.deepEqual(faultsOf({ scale: { messagesPerTask: 10 } }), [
      'service "orders": scale.messagesPerTask needs messages, got 10 and no queue; leave it out, or name a queue in links.consumes',
    ]);
  });

  it("refuses a resource's name that AWS or a variable could not carry, and topics that are none", () => {
    const resources = { My_Queue: { kind: "queue", topics: ["items"] } } as const;
    assert.deepEqual(definitionFaults([], resources), [
      'resource "My_Queue": name must be 2 to 20 lower-case letters, digits and single hyphens, starting with a letter; rename it in services/resources.ts',
      'resource "My_Queue": topics must name topics of services/resources.ts, got "items"; known topics: none',
    ]);
  });
});
