import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { connectionsOf } from "../../../components/compute/workload";
import { DaxCluster, type DaxClusterArgs } from "../../../components/data/daxCluster";
import { Key } from "../../../components/data/key";
import { Table } from "../../../components/data/table";
import { Network } from "../../../components/network/network";
import type { TableDefinition } from "../../../services/contract";
import { logSettings } from "../../helpers/components";
import { describeMistakes } from "../../helpers/mistakes";
import {
  accountId,
  childrenOf,
  find,
  inputsOf,
  namesOf,
  record,
  region,
  valueOf,
} from "../../helpers/recordingMocks";

const clusterType = "aws:dax/cluster:Cluster";
const parametersType = "aws:dax/parameterGroup:ParameterGroup";
const policyType = "aws:iam/rolePolicy:RolePolicy";
const clusterName = "cache-0a1b2c3d";
const endpoint = `daxs://${clusterName}.abc123.dax-clusters.us-east-1.amazonaws.com`;

function create(more: Partial<DaxClusterArgs> = {}, name = "cache"): DaxCluster {
  const network = new Network("network", { region, accountId, logs: logSettings() });
  return new DaxCluster(name, { network, ...more });
}

const definition: TableDefinition = {
  kind: "table",
  attributes: { id: "string", shop: "string" },
  partitionKey: "id",
  indexes: { byShop: { partitionKey: "shop" } },
};

function createTables(): { orders: Table; carts: Table } {
  const dax = create();
  const key = new Key("data", { description: "Data", accountId });
  const table = (name: string) => new Table(name, { definition, key, region, dax });
  return { orders: table("orders"), carts: table("carts") };
}

describe("DaxCluster", () => {
  it("is encrypted, in the isolated subnets, on three nodes, and closed", async () => {
    const { registrations } = await record(() => create());
    assert.deepEqual(childrenOf(registrations, "data:DaxCluster", "cache"), {
      "aws:iam:Role cache-role": {
        description: "What the cache DAX cluster does for its clients",
        assumeRolePolicy: {
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "AssumedByService",
              Effect: "Allow",
              Principal: { Service: "dax.amazonaws.com" },
              Action: "sts:AssumeRole",
            },
          ],
        },
      },
      "aws:ec2:SecurityGroup cache-security-group": {
        vpcId: "vpc-1",
        description: "The cache DAX cluster",
      },
      "aws:dax:SubnetGroup cache-subnets": {
        description: "Isolated subnets of cache",
        subnetIds: ["subnet-isolated-1", "subnet-isolated-2"],
      },
      "random:index:RandomId cache-name": { byteLength: 3, keepers: { nodeType: "dax.r5.large" } },
      "aws:dax:ParameterGroup cache-parameters": {
        description: "How long cache keeps items and answers",
        parameters: [
          { name: "query-ttl-millis", value: "300000" },
          { name: "record-ttl-millis", value: "300000" },
        ],
      },
      "aws:dax:Cluster cache-cluster": {
        clusterName,
        description: "Cache cache",
        nodeType: "dax.r5.large",
        replicationFactor: 3,
        iamRoleArn: "arn:mock:cache-role",
        subnetGroupName: "cache-subnets",
        securityGroupIds: ["cache-security-group-id"],
        parameterGroupName: "cache-parameters",
        serverSideEncryption: { enabled: true },
        clusterEndpointEncryptionType: "TLS",
        maintenanceWindow: "sun:03:00-sun:04:00",
      },
    });
  });

  it("takes other nodes, times and a topic", async () => {
    const { registrations } = await record(() =>
      create({
        nodes: 1,
        nodeType: "dax.t3.small",
        itemTtlSeconds: 60,
        queryTtlSeconds: 5,
        maintenanceWindow: "mon:23:30-tue:00:30",
        notificationTopicArn: "arn:topic",
        protect: true,
      }),
    );
    const { inputs, protect } = find(registrations, clusterType);
    assert.deepEqual(
      ["replicationFactor", "nodeType", "maintenanceWindow", "notificationTopicArn"].map(
        (one) => inputs[one],
      ),
      [1, "dax.t3.small", "mon:23:30-tue:00:30", "arn:topic"],
    );
    assert.equal(protect, true);
    assert.deepEqual(find(registrations, parametersType).inputs["parameters"], [
      { name: "query-ttl-millis", value: "5000" },
      { name: "record-ttl-millis", value: "60000" },
    ]);
  });

  it("moves to a new group of parameters, as the one in use cannot change", async () => {
    const { registrations } = await record(() => create());
    assert.deepEqual(find(registrations, parametersType).replaceOnChanges, ["parameters"]);
  });

  it("has a role that may do nothing before a table is linked", async () => {
    const { registrations } = await record(createTables);
    assert.deepEqual(
      namesOf(registrations, policyType).filter((name) => name.startsWith("cache")),
      [],
    );
  });
});

describe("A table behind a DaxCluster", () => {
  const reads = ["BatchGetItem", "GetItem", "Query", "Scan"];
  const writes = ["BatchWriteItem", "ConditionCheckItem", "DeleteItem", "PutItem", "UpdateItem"];

  for (const [verb, word, actions] of [
    ["reads", "Reads", reads],
    ["writes", "Writes", writes],
    ["readsWrites", "ReadsWrites", [...reads, ...writes]],
  ] as const) {
    it(`gives a service that ${verb} the cluster and nothing of DynamoDB`, async () => {
      const { result } = await record(() => createTables().orders.grant(verb));
      assert.deepEqual(await valueOf(pulumi.output(result)), {
        environment: { ORDERS_TABLE_NAME: "orders-table", ORDERS_DAX_ENDPOINT: endpoint },
        statements: [
          {
            sid: `${word}OrdersCache`,
            actions: actions.map((action) => `dax:${action}`),
            resources: ["arn:mock:cache-cluster"],
          },
        ],
        connections: [{ name: "cache", securityGroupId: "cache-security-group-id", port: 9111 }],
      });
    });
  }

  it("gives the cluster's role what the service would have had, and the table's keys", async () => {
    const { registrations } = await record(() => createTables().orders.grant("reads"));
    const { role, policy } = inputsOf(find(registrations, policyType, "cache-orders-reads"));
    assert.equal(role, "cache-role");
    const { Statement } = policy as { Statement: Record<string, unknown>[] };
    assert.deepEqual(
      Statement.map(({ Sid, Action, Resource }) => [Sid, Action, Resource]),
      [
        ["DescribeOrdersTable", ["dynamodb:DescribeTable"], ["arn:mock:orders-table"]],
        [
          "ReadsOrdersTable",
          reads.map((action) => `dynamodb:${action}`),
          ["arn:mock:orders-table"],
        ],
        [
          "ReadsOrdersTableIndexes",
          ["dynamodb:Query", "dynamodb:Scan"],
          ["arn:mock:orders-table/index/byShop"],
        ],
        ["ReadsOrdersTableKey", ["kms:Decrypt", "kms:DescribeKey"], ["arn:mock:data-key"]],
      ],
    );
  });

  it("widens the role once for each table and verb", async () => {
    const { registrations } = await record(() => {
      const { orders, carts } = createTables();
      return [orders.grant("reads"), orders.grant("reads"), carts.grant("readsWrites")];
    });
    assert.deepEqual(
      namesOf(registrations, policyType).filter((name) => name.startsWith("cache")),
      ["cache-carts-readsWrites", "cache-orders-reads"],
    );
  });

  it("opens the cluster once to a service, however many tables it links", async () => {
    const { result } = await record(() => {
      const { orders, carts } = createTables();
      return connectionsOf({ grants: [orders.grant("reads"), carts.grant("writes")] });
    });
    assert.deepEqual(
      result.map(({ name, port }) => [name, port]),
      [["cache", 9111]],
    );
  });
});

describeMistakes("DaxCluster", "dax-cluster.md", [
  {
    argument: "name",
    message:
      'name must be at most 13 lower-case letters, digits and single hyphens, beginning with a letter, got "products-cache"; the cluster is named after it',
    make: () => create({}, "products-cache"),
  },
  {
    argument: "nodes",
    message: "nodes must be a whole number from 1 to 11, got 12",
    make: () => create({ nodes: 12 }),
  },
  {
    argument: "nodeType",
    message:
      'nodeType must be a node type of DAX, got "cache.r5.large"; choose one such as dax.r5.large, or dax.t3.small for trying things out',
    make: () => create({ nodeType: "cache.r5.large" }),
  },
  {
    argument: "nodeType",
    message:
      'nodeType must be one that can be encrypted, got "dax.r3.large"; choose a newer one such as dax.r5.large',
    make: () => create({ nodeType: "dax.r3.large" }),
  },
  {
    argument: "itemTtlSeconds",
    message: "itemTtlSeconds must be a whole number from 1 to 2147483, got 0",
    make: () => create({ itemTtlSeconds: 0 }),
  },
  {
    argument: "maintenanceWindow",
    message:
      'maintenanceWindow must be a day and time to another in UTC, got "Sun:03:00-Sun:04:00"; write it like sun:03:00-sun:04:00',
    make: () => create({ maintenanceWindow: "Sun:03:00-Sun:04:00" }),
  },
]);
