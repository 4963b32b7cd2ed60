import assert from "node:assert/strict";
import { awsPackage } from "../../../sandbox/providers/aws/package";
import { ResourceProvider } from "../../../sandbox/providers/resources";
import { identityOf } from "../../../sandbox/providers/server";
import { plainProperties, textOf } from "../../../sandbox/providers/wire";
import type { Properties } from "../../../sandbox/providers/wire";

const provider = new ResourceProvider(awsPackage);
provider.configure({ region: "eu-west-1" });

function create(token: string, inputs: Properties): Properties {
  const identity = identityOf(`urn:pulumi:dev::shop::${token}::orders`);
  const { id, outputs } = provider.create(identity, inputs, false);
  return { ...plainProperties(outputs), id };
}

const managed = { manageMasterUserPassword: true, masterUserSecretKmsKeyId: "key" };

describe("the stand-in for a database", () => {
  for (const [token, inputs, kind] of [
    ["aws:rds/instance:Instance", { identifier: "orders", engine: "postgres" }, "db"],
    [
      "aws:rds/cluster:Cluster",
      { clusterIdentifier: "orders", engine: "aurora-postgresql" },
      "cluster",
    ],
  ] as const) {
    it(`keeps a secret for ${token} when RDS manages the password, and no other time`, () => {
      const [secret] = create(token, { ...inputs, ...managed }).masterUserSecrets as Properties[];
      assert.match(
        textOf(secret?.secretArn),
        new RegExp(
          `^arn:aws:secretsmanager:eu-west-1:\\d{12}:secret:rds!${kind}-[0-9a-f-]{36}-\\w{6}$`,
        ),
      );
      assert.equal(secret?.kmsKeyId, "key");
      assert.deepEqual(create(token, inputs).masterUserSecrets, []);
    });
  }

  for (const [engine, port] of [
    ["postgres", 5432],
    ["mariadb", 3306],
    ["oracle-se2", 1521],
    ["sqlserver-ex", 1433],
  ] as const) {
    it(`listens on ${port} as ${engine}`, () => {
      const { address, endpoint, ...outputs } = create("aws:rds/instance:Instance", {
        identifier: "orders",
        engine,
      });
      assert.equal(outputs.port, port);
      assert.equal(endpoint, `${textOf(address)}:${port}`);
    });
  }
});

describe("the stand-ins around a database", () => {
  it("name a proxy, its pool and its second address as RDS does", () => {
    const proxy = create("aws:rds/proxy:Proxy", { name: "orders" });
    assert.match(textOf(proxy.arn), /^arn:aws:rds:eu-west-1:\d{12}:db-proxy:prx-[0-9a-f]{17}$/);
    const pool = create("aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup", {
      dbProxyName: "orders",
    });
    assert.equal(pool.name, "default");
    const readers = create("aws:rds/proxyEndpoint:ProxyEndpoint", {
      dbProxyName: "orders",
      dbProxyEndpointName: "orders-readers",
    });
    assert.equal(readers.id, "orders/orders-readers");
    assert.match(
      textOf(readers.endpoint),
      /^orders-readers\.endpoint\.proxy-[a-z0-9]{12}\.eu-west-1\.rds\.amazonaws\.com$/,
    );
  });

  it("name a global database without a region, and an option group within one", () => {
    const global = create("aws:rds/globalCluster:GlobalCluster", {
      globalClusterIdentifier: "shop-global",
    });
    assert.match(textOf(global.arn), /^arn:aws:rds::\d{12}:global-cluster:shop-global$/);
    const options = create("aws:rds/optionGroup:OptionGroup", { name: "audit" });
    assert.match(textOf(options.arn), /^arn:aws:rds:eu-west-1:\d{12}:og:audit$/);
  });
});

describe("the stand-ins for caches", () => {
  it("give a Memcached cluster the address by which clients find its nodes", () => {
    const cluster = create("aws:elasticache/cluster:Cluster", {
      clusterId: "pages",
      engine: "memcached",
      port: 11211,
    });
    assert.match(
      textOf(cluster.clusterAddress),
      /^pages\.[a-z0-9]{6}\.cfg\.use1\.cache\.amazonaws\.com$/,
    );
    assert.equal(cluster.configurationEndpoint, `${textOf(cluster.clusterAddress)}:11211`);
  });

  it("name users and their group as policies do", () => {
    const user = create("aws:elasticache/user:User", { userId: "reader", userName: "reader" });
    assert.equal(user.id, "reader");
    assert.match(textOf(user.arn), /^arn:aws:elasticache:eu-west-1:\d{12}:user:reader$/);
    const group = create("aws:elasticache/userGroup:UserGroup", { userGroupId: "sessions" });
    assert.match(textOf(group.arn), /^arn:aws:elasticache:eu-west-1:\d{12}:usergroup:sessions$/);
  });

  it("replace a user under another name, which ElastiCache does not rename", () => {
    const identity = identityOf("urn:pulumi:dev::shop::aws:elasticache/user:User::reader");
    const inputs = { userId: "reader", userName: "reader", accessString: "on ~* +@read" };
    const { outputs } = provider.create(identity, inputs, false);
    const change = (news: Properties) =>
      provider
        .diff(identity, { inputs, outputs }, { ...inputs, ...news })
        .changes.map(({ property, replaces }) => ({ property, replaces }));
    assert.deepEqual(change({ userName: "other" }), [{ property: "userName", replaces: true }]);
    assert.deepEqual(change({ accessString: "off" }), [
      { property: "accessString", replaces: false },
    ]);
  });
});
