import assert from "node:assert/strict";
import {
  accountId,
  find,
  inputsOf,
  namesOf,
  type Registration,
} from "../../helpers/recordingMocks";
import { recordDatabase } from "./databases/databaseFixture";

const proxyType = "aws:rds/proxy:Proxy";

function statementsOfRole(registrations: readonly Registration[]) {
  const policy = find(registrations, "aws:iam/rolePolicy:RolePolicy", "orders-proxy-role-policy");
  const { Statement: statements } = inputsOf(policy)["policy"] as {
    Statement: { Sid: string; Resource: string[] }[];
  };
  return statements.map(({ Sid: sid, Resource: resources }) => [sid, resources]);
}

describe("Database behind a proxy", () => {
  it("signs in as whoever signed in to the proxy, over TLS, without a secret", async () => {
    const { registrations } = await recordDatabase({ engine: "aurora-postgresql", proxy: {} });
    assert.deepEqual(find(registrations, proxyType).inputs, {
      name: "shop-test-orders",
      engineFamily: "POSTGRESQL",
      requireTls: true,
      debugLogging: false,
      idleClientTimeout: 1800,
      roleArn: "arn:mock:orders-proxy-role",
      vpcSubnetIds: ["subnet-isolated-1", "subnet-isolated-2"],
      vpcSecurityGroupIds: ["orders-proxy-security-group-id"],
      defaultAuthScheme: "IAM_AUTH",
    });
    const user = `arn:aws:rds-db:us-east-1:${accountId}:dbuser:cluster-ABC`;
    assert.deepEqual(statementsOfRole(registrations), [
      ["SignIn", [`${user}/orders_reader`, `${user}/orders_writer`]],
    ]);
  });

  it("keeps connections for its clients, as many and as long as told", async () => {
    const { registrations } = await recordDatabase({
      engine: "postgres",
      proxy: { maxConnectionsPercent: 50, borrowTimeoutSeconds: 10, idleClientTimeoutSeconds: 60 },
    });
    const pool = find(registrations, "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup");
    assert.deepEqual(pool.inputs["connectionPoolConfig"], {
      maxConnectionsPercent: 50,
      connectionBorrowTimeout: 10,
    });
    assert.equal(find(registrations, proxyType).inputs["idleClientTimeout"], 60);
    const target = find(registrations, "aws:rds/proxyTarget:ProxyTarget");
    assert.deepEqual(target.inputs, {
      dbProxyName: "shop-test-orders",
      targetGroupName: "orders-proxy-pool",
      dbInstanceIdentifier: "shop-test-orders",
    });
  });

  it("waits for the members of a cluster, and reaches the readers by a door of their own", async () => {
    const { registrations } = await recordDatabase({ engine: "aurora-mysql", proxy: {} });
    const target = find(registrations, "aws:rds/proxyTarget:ProxyTarget");
    assert.equal(target.inputs["dbClusterIdentifier"], "shop-test-orders");
    const members = registrations.filter(({ name }) => /^orders-instance-\d$/.test(name));
    assert.equal(members.length, 2);
    assert.ok(members.every(({ urn }) => target.dependencies.includes(urn)));
    assert.deepEqual(find(registrations, "aws:rds/proxyEndpoint:ProxyEndpoint").inputs, {
      dbProxyName: "shop-test-orders",
      dbProxyEndpointName: "shop-test-orders-readers",
      targetRole: "READ_ONLY",
      vpcSubnetIds: ["subnet-isolated-1", "subnet-isolated-2"],
      vpcSecurityGroupIds: ["orders-proxy-security-group-id"],
    });
  });

  it("has no such door without readers", async () => {
    const { registrations } = await recordDatabase({
      engine: "aurora-mysql",
      availability: "single",
      proxy: {},
    });
    assert.deepEqual(namesOf(registrations, "aws:rds/proxyEndpoint:ProxyEndpoint"), []);
  });

  it("reads the master secret where IAM identities cannot sign in", async () => {
    const { registrations } = await recordDatabase({ engine: "sqlserver-se", proxy: {} });
    const { inputs } = find(registrations, proxyType);
    assert.equal(inputs["engineFamily"], "SQLSERVER");
    assert.ok(!("defaultAuthScheme" in inputs));
    assert.deepEqual(inputs["auths"], [
      { authScheme: "SECRETS", iamAuth: "DISABLED", secretArn: "arn:mock:rds-managed-secret" },
    ]);
    assert.deepEqual(statementsOfRole(registrations), [
      ["ReadSecret", ["arn:mock:rds-managed-secret"]],
      ["DecryptSecret", ["arn:mock:data-key"]],
    ]);
  });

  it("is the only one that the database lets in, and lets in nobody itself", async () => {
    const { registrations } = await recordDatabase({ engine: "postgres", proxy: {} });
    const rules = registrations.filter(
      ({ name, type }) => name.startsWith("orders-") && type.includes("Rule"),
    );
    assert.deepEqual(
      rules.map(({ inputs }) => [
        inputs["securityGroupId"],
        inputs["referencedSecurityGroupId"],
        inputs["fromPort"],
        inputs["toPort"],
      ]),
      [
        ["orders-proxy-security-group-id", "orders-security-group-id", 5432, 5432],
        ["orders-security-group-id", "orders-proxy-security-group-id", 5432, 5432],
      ],
    );
  });
});
