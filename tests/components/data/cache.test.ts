import assert from "node:assert/strict";
import { childrenOf, find } from "../../helpers/recordingMocks";
import { recordCache, type Wanted } from "./caches/cacheFixture";

const component = "data:Cache";
const nodes: Wanted = { mode: "nodes" };
const groupType = "aws:elasticache/replicationGroup:ReplicationGroup";
const parameterType = "aws:elasticache/parameterGroup:ParameterGroup";

/** The three users of a cache and their group. */
function usersOf(engine: string) {
  const signIn = { engine, authenticationMode: { type: "iam" } };
  return {
    "aws:elasticache:User sessions-reader": {
      ...signIn,
      userId: "shop-test-sessions-reader",
      userName: "shop-test-sessions-reader",
      accessString:
        "on ~* -@all +@read +@connection -@dangerous +info +cluster|nodes +cluster|shards +cluster|slots",
    },
    "aws:elasticache:User sessions-writer": {
      ...signIn,
      userId: "shop-test-sessions-writer",
      userName: "shop-test-sessions-writer",
      accessString: "on ~* &* +@all -@admin -@dangerous +info",
    },
    "aws:elasticache:User sessions-default": {
      engine,
      userId: "shop-test-sessions-default",
      userName: "default",
      accessString: "off -@all",
      authenticationMode: { type: "password", passwords: ["sessions-default-password-result"] },
    },
    "aws:elasticache:UserGroup sessions-users": {
      engine,
      userGroupId: "shop-test-sessions",
      userIds: [
        "shop-test-sessions-default",
        "shop-test-sessions-reader",
        "shop-test-sessions-writer",
      ],
    },
    "random:index:RandomPassword sessions-default-password": { length: 40, special: false },
  };
}

const securityGroup = {
  "aws:ec2:SecurityGroup sessions-security-group": {
    vpcId: "vpc-1",
    description: "The sessions cache",
  },
};
const subnetGroup = {
  "aws:elasticache:SubnetGroup sessions-subnets": {
    description: "Isolated subnets of sessions",
    subnetIds: ["subnet-isolated-1", "subnet-isolated-2"],
  },
};

function logGroup(type: string) {
  return {
    name: `/aws/elasticache/shop-test-sessions/${type}`,
    kmsKeyId: "arn:mock:logs-key",
    retentionInDays: 30,
  };
}

function delivery(logType: string) {
  return {
    logType,
    destinationType: "cloudwatch-logs",
    destination: `/aws/elasticache/shop-test-sessions/${logType}`,
    logFormat: "json",
  };
}

describe("Cache of nodes", () => {
  it("is Valkey with a replica in another zone, TLS, users of its own, snapshots and logs", async () => {
    const { registrations } = await recordCache(nodes);
    assert.deepEqual(childrenOf(registrations, component, "sessions"), {
      ...securityGroup,
      ...subnetGroup,
      ...usersOf("valkey"),
      "aws:cloudwatch:LogGroup sessions-slow-log": logGroup("slow-log"),
      "aws:cloudwatch:LogGroup sessions-engine-log": logGroup("engine-log"),
      "aws:elasticache:ParameterGroup sessions-parameters": {
        family: "valkey8",
        description: "Parameters of the sessions cache",
        parameters: [
          { name: "maxmemory-policy", value: "volatile-lru" },
          { name: "slowlog-log-slower-than", value: "10000" },
        ],
      },
      "aws:elasticache:ReplicationGroup sessions-nodes": {
        description: "The sessions cache",
        engine: "valkey",
        engineVersion: "8.2",
        nodeType: "cache.m7g.large",
        port: 6379,
        numCacheClusters: 2,
        automaticFailoverEnabled: true,
        multiAzEnabled: true,
        parameterGroupName: "sessions-parameters",
        subnetGroupName: "sessions-subnets",
        securityGroupIds: ["sessions-security-group-id"],
        atRestEncryptionEnabled: true,
        kmsKeyId: "arn:mock:data-key",
        transitEncryptionEnabled: true,
        transitEncryptionMode: "required",
        userGroupIds: ["shop-test-sessions"],
        autoMinorVersionUpgrade: true,
        applyImmediately: false,
        snapshotRetentionLimit: 7,
        logDeliveryConfigurations: [delivery("slow-log"), delivery("engine-log")],
      },
    });
  });

  it("is one node when it need not fail over", async () => {
    const { registrations } = await recordCache({ ...nodes, availability: "single" });
    const { inputs } = find(registrations, groupType);
    assert.deepEqual(
      ["numCacheClusters", "automaticFailoverEnabled", "multiAzEnabled"].map((k) => inputs[k]),
      [1, false, false],
    );
  });

  it("is a cluster of shards, which fails over even in one zone", async () => {
    for (const [availability, replicas, multiAz] of [
      ["multiAz", 1, true],
      ["single", 0, false],
    ] as const) {
      const { registrations } = await recordCache({ ...nodes, shards: 3, availability });
      const { inputs } = find(registrations, groupType);
      assert.ok(!("numCacheClusters" in inputs));
      assert.deepEqual(
        ["numNodeGroups", "replicasPerNodeGroup", "automaticFailoverEnabled", "multiAzEnabled"].map(
          (key) => inputs[key],
        ),
        [3, replicas, true, multiAz],
      );
      assert.deepEqual(find(registrations, parameterType).inputs["parameters"], [
        { name: "cluster-enabled", value: "yes" },
        { name: "maxmemory-policy", value: "volatile-lru" },
        { name: "slowlog-log-slower-than", value: "10000" },
      ]);
    }
  });

  it("is Redis OSS when told so, with users of that engine", async () => {
    const { registrations } = await recordCache({ ...nodes, engine: "redis" });
    const { inputs } = find(registrations, groupType);
    assert.deepEqual([inputs["engine"], inputs["engineVersion"]], ["redis", "7.1"]);
    assert.equal(find(registrations, parameterType).inputs["family"], "redis7");
    const group = find(registrations, "aws:elasticache/userGroup:UserGroup");
    assert.equal(group.inputs["engine"], "redis");
  });

  it("takes its sizes, windows and parameters from its arguments", async () => {
    const { registrations } = await recordCache({
      mode: "nodes",
      version: "7.2",
      nodeType: "cache.r7g.xlarge",
      replicas: 2,
      evictionPolicy: "allkeys-lfu",
      slowLogMicroseconds: 500,
      snapshotRetentionDays: 1,
      snapshotWindow: "03:00-04:00",
      maintenanceWindow: "sun:04:30-sun:05:30",
      parameters: { timeout: "300" },
      applyImmediately: true,
      protect: true,
    });
    const { inputs, protect } = find(registrations, groupType);
    const expected = {
      engineVersion: "7.2",
      nodeType: "cache.r7g.xlarge",
      numCacheClusters: 3,
      snapshotRetentionLimit: 1,
      snapshotWindow: "03:00-04:00",
      maintenanceWindow: "sun:04:30-sun:05:30",
      applyImmediately: true,
    };
    const got = Object.fromEntries(Object.keys(expected).map((key) => [key, inputs[key]]));
    assert.deepEqual(got, expected);
    assert.equal(protect, true);
    const group = find(registrations, parameterType);
    assert.equal(group.inputs["family"], "valkey7");
    assert.deepEqual(group.inputs["parameters"], [
      { name: "maxmemory-policy", value: "allkeys-lfu" },
      { name: "slowlog-log-slower-than", value: "500" },
      { name: "timeout", value: "300" },
    ]);
  });
});

describe("Cache without servers", () => {
  it("is bounded in data and work, with users of its own and snapshots", async () => {
    const { registrations } = await recordCache({ mode: "serverless" });
    assert.deepEqual(childrenOf(registrations, component, "sessions"), {
      ...securityGroup,
      ...usersOf("valkey"),
      "aws:elasticache:ServerlessCache sessions-cache": {
        description: "The sessions cache",
        engine: "valkey",
        majorEngineVersion: "8",
        subnetIds: ["subnet-isolated-1", "subnet-isolated-2"],
        securityGroupIds: ["sessions-security-group-id"],
        kmsKeyId: "arn:mock:data-key",
        userGroupId: "shop-test-sessions",
        cacheUsageLimits: {
          dataStorage: { maximum: 10, unit: "GB" },
          ecpuPerSeconds: [{ maximum: 10_000 }],
        },
        snapshotRetentionLimit: 7,
      },
    });
  });

  it("takes its bounds and the time of its snapshot from its arguments", async () => {
    const { registrations } = await recordCache({
      mode: "serverless",
      engine: "redis",
      maxStorageGB: 100,
      maxUnitsPerSecond: 50_000,
      snapshotTime: "03:00",
      protect: true,
    });
    const { inputs, protect } = find(
      registrations,
      "aws:elasticache/serverlessCache:ServerlessCache",
    );
    assert.equal(inputs["majorEngineVersion"], "7");
    assert.equal(inputs["dailySnapshotTime"], "03:00");
    assert.deepEqual(inputs["cacheUsageLimits"], {
      dataStorage: { maximum: 100, unit: "GB" },
      ecpuPerSeconds: [{ maximum: 50_000 }],
    });
    assert.equal(protect, true);
  });
});

describe("Cache of Memcached", () => {
  it("is two nodes in two zones that speak TLS, without users or snapshots", async () => {
    const { registrations } = await recordCache({ engine: "memcached", mode: "nodes" });
    assert.deepEqual(childrenOf(registrations, component, "sessions"), {
      ...securityGroup,
      ...subnetGroup,
      "aws:elasticache:ParameterGroup sessions-parameters": {
        family: "memcached1.6",
        description: "Parameters of the sessions cache",
      },
      "aws:elasticache:Cluster sessions-nodes": {
        engine: "memcached",
        engineVersion: "1.6.22",
        nodeType: "cache.m7g.large",
        numCacheNodes: 2,
        azMode: "cross-az",
        port: 11211,
        parameterGroupName: "sessions-parameters",
        subnetGroupName: "sessions-subnets",
        securityGroupIds: ["sessions-security-group-id"],
        transitEncryptionEnabled: true,
      },
    });
  });

  it("does not spread one node", async () => {
    const { registrations } = await recordCache({ engine: "memcached", mode: "nodes", nodes: 1 });
    const { inputs } = find(registrations, "aws:elasticache/cluster:Cluster");
    assert.deepEqual([inputs["numCacheNodes"], inputs["azMode"]], [1, "single-az"]);
  });
});
