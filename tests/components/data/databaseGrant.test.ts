import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { DatabaseVerb } from "../../../components/data/database";
import { accountId, valueOf } from "../../helpers/recordingMocks";
import { recordDatabase, type Wanted } from "./databases/databaseFixture";

async function grantOf(wanted: Wanted, verb: DatabaseVerb) {
  const { result } = await recordDatabase(wanted);
  return valueOf(pulumi.output(result.grant(verb)));
}

const host = "shop-test-orders.cluster-1.us-east-1.rds.amazonaws.com";
const readerHost = "shop-test-orders.cluster-ro-1.us-east-1.rds.amazonaws.com";
const toDatabase = { name: "orders", securityGroupId: "orders-security-group-id", port: 5432 };
const users = `arn:aws:rds-db:us-east-1:${accountId}:dbuser`;

/** Reading the master secret, and its key through Secrets Manager alone. */
function secretStatements(sid: string) {
  return [
    {
      sid,
      actions: ["secretsmanager:GetSecretValue"],
      resources: ["arn:mock:rds-managed-secret"],
    },
    {
      sid: `${sid}Key`,
      actions: ["kms:Decrypt"],
      resources: ["arn:mock:data-key"],
      conditions: { StringEquals: { "kms:ViaService": "secretsmanager.us-east-1.amazonaws.com" } },
    },
  ];
}

describe("Database grants", () => {
  it("let a writer sign in as one user by IAM, and open the firewall", async () => {
    assert.deepEqual(await grantOf({ engine: "aurora-postgresql" }, "readsWrites"), {
      environment: {
        ORDERS_HOST: host,
        ORDERS_PORT: "5432",
        ORDERS_NAME: "orders",
        ORDERS_USER: "orders_writer",
      },
      statements: [
        {
          sid: "ReadsWritesOrdersDatabase",
          actions: ["rds-db:connect"],
          resources: [`${users}:cluster-ABC/orders_writer`],
        },
      ],
      connections: [toDatabase],
    });
  });

  it("send a reader to the readers, as another user", async () => {
    const { environment, statements } = await grantOf({ engine: "aurora-postgresql" }, "reads");
    assert.deepEqual(environment, {
      ORDERS_HOST: readerHost,
      ORDERS_PORT: "5432",
      ORDERS_NAME: "orders",
      ORDERS_USER: "orders_reader",
    });
    assert.deepEqual(statements[0]?.resources, [`${users}:cluster-ABC/orders_reader`]);
  });

  it("take the users' names, and an instance's id", async () => {
    const wanted = { engine: "mysql", users: { reads: "report" } } as const;
    const reads = await grantOf(wanted, "reads");
    assert.equal(reads.environment["ORDERS_USER"], "report");
    assert.deepEqual(reads.statements[0]?.resources, [`${users}:db-ABC/report`]);
    const writes = await grantOf(wanted, "readsWrites");
    assert.equal(writes.environment["ORDERS_USER"], "orders_writer");
  });

  it("give a migration the master user's secret", async () => {
    const grant = await grantOf({ engine: "aurora-postgresql" }, "administers");
    assert.deepEqual(grant, {
      environment: {
        ORDERS_HOST: host,
        ORDERS_PORT: "5432",
        ORDERS_NAME: "orders",
        ORDERS_USER: "dbadmin",
        ORDERS_READER: "orders_reader",
        ORDERS_SECRET_ARN: "arn:mock:rds-managed-secret",
        ORDERS_WRITER: "orders_writer",
      },
      statements: secretStatements("AdministersOrdersSecret"),
      connections: [toDatabase],
    });
  });

  it("give writers the secret where IAM identities cannot sign in, and no database name", async () => {
    const grant = await grantOf({ engine: "sqlserver-se" }, "readsWrites");
    assert.deepEqual(grant.statements, secretStatements("ReadsWritesOrdersSecret"));
    assert.deepEqual(Object.keys(grant.environment), [
      "ORDERS_HOST",
      "ORDERS_PORT",
      "ORDERS_USER",
      "ORDERS_SECRET_ARN",
    ]);
  });

  it("lead through a proxy, whose id IAM knows then, but for the master user", async () => {
    const wanted: Wanted = { engine: "aurora-postgresql", proxy: {} };
    const toProxy = { ...toDatabase, securityGroupId: "orders-proxy-security-group-id" };
    const writes = await grantOf(wanted, "readsWrites");
    assert.equal(
      writes.environment["ORDERS_HOST"],
      "shop-test-orders.proxy-1.us-east-1.rds.amazonaws.com",
    );
    assert.deepEqual(writes.statements[0]?.resources, [`${users}:prx-1/orders_writer`]);
    assert.deepEqual(writes.connections, [toProxy]);
    const reads = await grantOf(wanted, "reads");
    assert.equal(
      reads.environment["ORDERS_HOST"],
      "shop-test-orders-readers.endpoint.proxy-1.us-east-1.rds.amazonaws.com",
    );
    const administers = await grantOf(wanted, "administers");
    assert.equal(administers.environment["ORDERS_HOST"], host);
    assert.deepEqual(administers.connections, [toDatabase]);
  });
});
