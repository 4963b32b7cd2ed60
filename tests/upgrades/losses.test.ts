import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { acceptedLosses } from "../helpers/upgradeLock";
import { lossesBetween } from "../../upgrades/losses";
import { type Change, home, refusal, shop, shopLock } from "./shop";

/** The whole text of a refusal that is about the resources of these names. */
function text(names: string, ...paragraphs: readonly (readonly string[])[]): string {
  return [
    "stack test would lose what it holds:",
    ...paragraphs.map((lines) => lines.map((line) => `  ${line}`).join("\n")),
    `When that is meant, and its data is saved or not needed: UPDATE_SNAPSHOTS=1 ACCEPT_LOSS=${names} npm test`,
  ].join("\n\n");
}

/** The alias that a refusal names, and nothing else, lets the same change pass. */
interface Move {
  readonly title: string;
  readonly change: Change;
  readonly before?: Change;
  readonly refusal: string;
  readonly aliased: Change;
}

const moves: readonly Move[] = [
  {
    title: "a table is renamed",
    change: { tableName: "purchases" },
    refusal: text("orders-table", [
      "orders-table (aws:dynamodb/table:Table) would be deleted with its items, and purchases-table be created without any.",
      "If it is the same, give purchases (microservices:data:Table) this option in index.ts:",
      '  aliases: [{ name: "orders" }]',
    ]),
    aliased: { tableOptions: { aliases: [{ name: "orders" }] } },
  },
  {
    title: "a bucket moves under a parent of another type",
    change: { place: "data:LogBucket" },
    refusal: text("files-uploads-bucket", [
      "files-uploads-bucket (aws:s3/bucket:Bucket) would be deleted with its objects, and another, in another place, be created without any.",
      "If it is the same, give files-uploads (microservices:data:Bucket) this option in components/data/logBucket.ts:",
      '  aliases: [{ parent: pulumi.createUrn("files", "microservices:edge:StaticSite") }]',
    ]),
    aliased: {
      bucketOptions: {
        aliases: [{ parent: pulumi.createUrn("files", "microservices:edge:StaticSite") }],
      },
    },
  },
  {
    title: "a bucket gets a parent",
    before: { place: undefined },
    change: {},
    refusal: text("files-uploads-bucket", [
      "files-uploads-bucket (aws:s3/bucket:Bucket) would be deleted with its objects, and another, in another place, be created without any.",
      "If it is the same, give files-uploads (microservices:data:Bucket) this option in components/edge/staticSite.ts:",
      "  aliases: [{ parent: pulumi.rootStackResource }]",
    ]),
    aliased: { bucketOptions: { aliases: [{ parent: pulumi.rootStackResource }] } },
  },
  {
    title: "a key is renamed that others take outputs of",
    change: { keyName: "orders-key" },
    refusal: text("data-key-key", [
      "data-key-key (aws:kms/key:Key) would be deleted with its key material, and orders-key-key be created without any.",
      "If it is the same, give orders-key (microservices:data:Key) this option in index.ts:",
      '  aliases: [{ name: "data-key" }]',
    ]),
    aliased: { keyOptions: { aliases: [{ name: "data-key" }] } },
  },
];

describe("an upgrade of a program that holds state", () => {
  it("passes when nothing changed", async () => {
    assert.equal(await refusal({}), "");
  });

  for (const move of moves) {
    it(`is refused when ${move.title}, and passes with the alias that the refusal names`, async () => {
      assert.equal(await refusal(move.change, move.before), move.refusal);
      assert.equal(await refusal({ ...move.change, ...move.aliased }, move.before), "");
    });
  }

  it("passes when a parent is renamed, which is no part of its children's URNs", async () => {
    assert.equal(await refusal({ placeName: "files-" }), "");
  });

  it("is refused when an alias names what never was", async () => {
    const change = { tableName: "purchases", tableOptions: { aliases: [{ name: "order" }] } };
    assert.equal(await refusal(change), moves[0]?.refusal);
  });

  it("is refused when a table's hash key changes, by the property", async () => {
    const table = { attributes: { orderId: "string" }, partitionKey: "orderId" } as const;
    assert.equal(
      await refusal({ table }),
      text("orders-table", [
        "orders-table (aws:dynamodb/table:Table) would be replaced, and the new one has none of its items:",
        '  hashKey was "customerId", is "orderId"',
        "Leave these as they were; or declare a further resource, move what this one holds, and drop it later.",
      ]),
    );
  });

  it("is refused when a renamed table changes its hash key, alias or not", async () => {
    const table = { attributes: { orderId: "string" }, partitionKey: "orderId" } as const;
    const tableOptions = { aliases: [{ name: "orders" }] };
    const words = await refusal({ tableName: "purchases", table, tableOptions });
    assert.match(words, /^ {2}orders-table .* would be replaced/m);
  });

  it("is refused when a name is given that was AWS's to choose, and passes where the lock never knew of names", async () => {
    const lock = await shopLock();
    const resources = (await shop()).map((one) =>
      one.name === "orders-table" ? { ...one, inputs: { ...one.inputs, name: "orders" } } : one,
    );
    assert.deepEqual(lossesBetween(lock, resources, home), [
      {
        type: "aws:dynamodb/table:Table",
        name: "orders-table",
        kind: "replaced",
        changes: [{ property: "name", before: undefined, now: "orders" }],
      },
    ]);
    const older = { ...lock, replacing: { "aws:dynamodb/table:Table": ["hashKey"] } };
    assert.deepEqual(lossesBetween(older, resources, home), []);
  });

  it("is refused when a queue is dropped", async () => {
    const nothing = (name: string) => [
      `${name} (aws:sqs/queue:Queue) would be deleted with its waiting messages: the program has nothing in its place.`,
      "Declare it again.",
    ];
    assert.equal(
      await refusal({ queue: false }),
      text("parcels-dead,parcels-queue", nothing("parcels-dead"), nothing("parcels-queue")),
    );
  });

  it("passes when something is added, and when a thing without state goes", async () => {
    const without = await shopLock({ queue: false });
    const lock = await shopLock();
    const added = Object.keys(lock.stateful).filter((one) => !(one in without.stateful));
    assert.equal(added.length, 2);
    assert.equal(await refusal({}, { queue: false }), "");
    assert.equal(await refusal({ seed: false }, { seed: true }), "");
  });
});

describe("the lock of a program", () => {
  it("names a resource with the types of its parents, and keeps what replaces it", async () => {
    const { stateful } = await shopLock();
    assert.deepEqual(stateful["microservices:data:Table$aws:dynamodb/table:Table::orders-table"], {
      parent: "orders",
      protect: false,
      fixed: { hashKey: "customerId" },
    });
    const uploads = "microservices:edge:StaticSite$microservices:data:Bucket$aws:s3/bucket:Bucket";
    assert.equal(stateful[`${uploads}::files-uploads-bucket`]?.parent, "files-uploads");
  });

  it("lists aliases, so that a reviewer sees one go", async () => {
    const tableOptions = { aliases: [{ name: "orders" }] };
    assert.deepEqual((await shopLock({ tableName: "purchases", tableOptions })).aliases, {
      "microservices:data:Table::purchases": ["microservices:data:Table::orders"],
    });
  });
});

describe("the acceptance of a loss", () => {
  it("takes both words, and the names of what is lost", () => {
    assert.deepEqual(acceptedLosses({ ACCEPT_LOSS: "orders-table" }), []);
    assert.deepEqual(acceptedLosses({ UPDATE_SNAPSHOTS: "1" }), []);
    const both = { UPDATE_SNAPSHOTS: "1", ACCEPT_LOSS: "orders-table,parcels-queue" };
    assert.deepEqual(acceptedLosses(both), ["orders-table", "parcels-queue"]);
  });
});
