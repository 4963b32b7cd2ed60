import assert from "node:assert/strict";
import { accountId, childrenOf, find, inputsOf, namesOf } from "../../helpers/recordingMocks";
import { recordDatabase, type Wanted } from "./databases/databaseFixture";

const component = "data:Database";
const aurora: Wanted = { engine: "aurora-postgresql" };
const postgres: Wanted = { engine: "postgres" };
const clusterType = "aws:rds/cluster:Cluster";
const instanceType = "aws:rds/instance:Instance";
const memberType = "aws:rds/clusterInstance:ClusterInstance";

/** What every member of the default cluster is. */
function member(number: number, promotionTier: number) {
  return {
    clusterIdentifier: "orders-cluster-id",
    identifier: `shop-test-orders-${number}`,
    engine: "aurora-postgresql",
    instanceClass: "db.serverless",
    dbSubnetGroupName: "orders-subnets",
    publiclyAccessible: false,
    autoMinorVersionUpgrade: true,
    copyTagsToSnapshot: true,
    promotionTier,
    applyImmediately: false,
    performanceInsightsEnabled: true,
    performanceInsightsKmsKeyId: "arn:mock:data-key",
    performanceInsightsRetentionPeriod: 7,
    monitoringInterval: 60,
    monitoringRoleArn: "arn:mock:orders-monitoring-role",
  };
}

/** What the default cluster and instance have in common. */
const shared = {
  engineVersion: "17",
  allowMajorVersionUpgrade: false,
  applyImmediately: false,
  backupRetentionPeriod: 7,
  copyTagsToSnapshot: true,
  deleteAutomatedBackups: false,
  dbSubnetGroupName: "orders-subnets",
  deletionProtection: true,
  iamDatabaseAuthenticationEnabled: true,
  kmsKeyId: "arn:mock:data-key",
  storageEncrypted: true,
  vpcSecurityGroupIds: ["orders-security-group-id"],
  skipFinalSnapshot: false,
  finalSnapshotIdentifier: "shop-test-orders-final-0a1b2c3d",
  performanceInsightsEnabled: true,
  performanceInsightsKmsKeyId: "arn:mock:data-key",
  performanceInsightsRetentionPeriod: 7,
  databaseInsightsMode: "standard",
  manageMasterUserPassword: true,
  masterUserSecretKmsKeyId: "arn:mock:data-key",
};

const postgresParameters = [
  { name: "log_min_duration_statement", value: "1000", applyMethod: "immediate" },
  { name: "log_statement", value: "ddl", applyMethod: "immediate" },
  { name: "rds.force_ssl", value: "1", applyMethod: "immediate" },
];

describe("Database of Aurora", () => {
  it("is a serverless writer and a reader, encrypted, protected, watched and closed", async () => {
    const { registrations } = await recordDatabase(aurora);
    const children = childrenOf(registrations, component, "orders");
    const role = children["aws:iam:Role orders-monitoring-role"];
    delete children["aws:iam:Role orders-monitoring-role"];
    delete children["aws:iam:RolePolicy orders-monitoring-role-policy"];
    assert.equal(role?.["description"], "Writes the measurements of orders");
    assert.deepEqual(children, {
      "aws:ec2:SecurityGroup orders-security-group": {
        vpcId: "vpc-1",
        description: "The orders database",
      },
      "aws:rds:SubnetGroup orders-subnets": {
        description: "Isolated subnets of orders",
        subnetIds: ["subnet-isolated-1", "subnet-isolated-2"],
      },
      "aws:rds:ClusterParameterGroup orders-parameters": {
        family: "aurora-postgresql17",
        description: "Parameters of shop-test-orders",
        parameters: postgresParameters,
      },
      "aws:cloudwatch:LogGroup orders-postgresql-log": {
        name: "/aws/rds/cluster/shop-test-orders/postgresql",
        kmsKeyId: "arn:mock:logs-key",
        retentionInDays: 30,
      },
      "random:index:RandomId orders-final-snapshot": { byteLength: 4 },
      "aws:rds:Cluster orders-cluster": {
        ...shared,
        engine: "aurora-postgresql",
        enabledCloudwatchLogsExports: ["postgresql"],
        clusterIdentifier: "shop-test-orders",
        databaseName: "orders",
        masterUsername: "dbadmin",
        dbClusterParameterGroupName: "orders-parameters",
        port: 5432,
        storageType: "",
        serverlessv2ScalingConfiguration: { minCapacity: 0.5, maxCapacity: 8 },
      },
      "aws:rds:ClusterInstance orders-instance-1": member(1, 0),
      "aws:rds:ClusterInstance orders-instance-2": member(2, 1),
    });
  });

  it("is protected in Pulumi too, and waits for the log group that RDS would make without a key", async () => {
    const { registrations } = await recordDatabase(aurora);
    const { protect, dependencies } = find(registrations, clusterType);
    assert.equal(protect, true);
    const group = find(registrations, "aws:cloudwatch/logGroup:LogGroup", "orders-postgresql-log");
    assert.ok(dependencies.includes(group.urn));
  });

  it("may be deleted without a trace when told so", async () => {
    const { registrations } = await recordDatabase({
      ...aurora,
      protect: false,
      finalSnapshot: false,
    });
    const { inputs, protect } = find(registrations, clusterType);
    assert.deepEqual([inputs["deletionProtection"], protect], [false, false]);
    assert.equal(inputs["skipFinalSnapshot"], true);
    assert.ok(!("finalSnapshotIdentifier" in inputs));
    assert.deepEqual(namesOf(registrations, "random:index/randomId:RandomId"), []);
  });

  it("is one instance when it need not fail over", async () => {
    const { registrations } = await recordDatabase({ ...aurora, availability: "single" });
    assert.deepEqual(namesOf(registrations, memberType), ["orders-instance-1"]);
  });

  it("pauses at 0 units, after 300 seconds unless told otherwise", async () => {
    for (const [pauseAfterSeconds, expected] of [
      [undefined, 300],
      [900, 900],
    ] as const) {
      const { registrations } = await recordDatabase({
        ...aurora,
        capacity: { mode: "serverless", minUnits: 0, maxUnits: 4, pauseAfterSeconds },
      });
      const { inputs } = find(registrations, clusterType);
      assert.deepEqual(inputs["serverlessv2ScalingConfiguration"], {
        minCapacity: 0,
        maxCapacity: 4,
        secondsUntilAutoPause: expected,
      });
    }
  });

  it("runs on instances of a class, and adds readers under load", async () => {
    const { registrations } = await recordDatabase({
      ...aurora,
      storage: "ioOptimized",
      capacity: { mode: "provisioned", readers: 2, readerScaling: { maxReaders: 5 } },
    });
    const { inputs } = find(registrations, clusterType);
    assert.equal(inputs["storageType"], "aurora-iopt1");
    assert.ok(!("serverlessv2ScalingConfiguration" in inputs));
    const members = registrations.filter(({ type }) => type === memberType);
    assert.deepEqual(
      members.map((one) => [one.inputs["instanceClass"], one.inputs["promotionTier"]]),
      [
        ["db.r7g.large", 0],
        ["db.r7g.large", 1],
        ["db.r7g.large", 1],
      ],
    );
    const scaled = {
      serviceNamespace: "rds",
      resourceId: "cluster:shop-test-orders",
      scalableDimension: "rds:cluster:ReadReplicaCount",
    };
    const target = find(registrations, "aws:appautoscaling/target:Target");
    assert.deepEqual(target.inputs, { ...scaled, minCapacity: 2, maxCapacity: 5 });
    assert.ok(members.every(({ urn }) => target.dependencies.includes(urn)));
    assert.deepEqual(find(registrations, "aws:appautoscaling/policy:Policy").inputs, {
      ...scaled,
      policyType: "TargetTrackingScaling",
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: "RDSReaderAverageCPUUtilization" },
        targetValue: 60,
      },
    });
  });

  it("audits MySQL by parameters, in Aurora's own spelling", async () => {
    const { registrations } = await recordDatabase({ engine: "aurora-mysql" });
    const { inputs } = find(registrations, "aws:rds/clusterParameterGroup:ClusterParameterGroup");
    const parameters = inputs["parameters"] as { name: string; value: string }[];
    assert.deepEqual(
      parameters.map(({ name, value }) => `${name}=${value}`),
      [
        "long_query_time=1",
        "require_secure_transport=ON",
        "server_audit_events=CONNECT,QUERY_DDL,QUERY_DCL",
        "server_audit_logging=1",
        "slow_query_log=1",
      ],
    );
    assert.deepEqual(namesOf(registrations, "aws:rds/optionGroup:OptionGroup"), []);
  });
});

describe("Database of RDS", () => {
  it("is an instance with a standby on growing gp3 storage", async () => {
    const { registrations } = await recordDatabase(postgres);
    const { inputs, protect } = find(registrations, instanceType);
    assert.equal(protect, true);
    assert.deepEqual(inputs, {
      ...shared,
      engine: "postgres",
      enabledCloudwatchLogsExports: ["postgresql", "upgrade"],
      monitoringInterval: 60,
      monitoringRoleArn: "arn:mock:orders-monitoring-role",
      instanceClass: "db.m7g.large",
      storageType: "gp3",
      allocatedStorage: 100,
      maxAllocatedStorage: 1000,
      username: "dbadmin",
      identifier: "shop-test-orders",
      parameterGroupName: "orders-parameters",
      dbName: "orders",
      port: 5432,
      multiAz: true,
      publiclyAccessible: false,
      autoMinorVersionUpgrade: true,
    });
    const group = find(registrations, "aws:rds/parameterGroup:ParameterGroup");
    assert.equal(group.inputs["family"], "postgres17");
    assert.deepEqual(group.inputs["parameters"], postgresParameters);
  });

  it("keeps the logs of an instance under the instance's name", async () => {
    const { registrations } = await recordDatabase(postgres);
    const groups = registrations.filter(({ name }) => /^orders-.*-log$/.test(name));
    assert.deepEqual(
      groups.map(({ inputs }) => inputs["name"]),
      [
        "/aws/rds/instance/shop-test-orders/postgresql",
        "/aws/rds/instance/shop-test-orders/upgrade",
      ],
    );
  });

  it("takes its sizes, windows and further parameters from its arguments", async () => {
    const { registrations } = await recordDatabase({
      engine: "postgres",
      version: "18",
      availability: "single",
      instanceClass: "db.r7g.xlarge",
      storageGiB: 2000,
      iops: 20_000,
      throughputMiBps: 800,
      backupRetentionDays: 35,
      backupWindow: "02:00-03:00",
      maintenanceWindow: "sun:03:30-sun:04:30",
      applyImmediately: true,
      allowMajorUpgrade: true,
      parameters: { max_connections: "500" },
      databaseName: "store",
      masterUsername: "owner",
    });
    const { inputs } = find(registrations, instanceType);
    const expected = {
      engineVersion: "18",
      multiAz: false,
      instanceClass: "db.r7g.xlarge",
      allocatedStorage: 2000,
      maxAllocatedStorage: 2200,
      iops: 20_000,
      storageThroughput: 800,
      backupRetentionPeriod: 35,
      backupWindow: "02:00-03:00",
      maintenanceWindow: "sun:03:30-sun:04:30",
      applyImmediately: true,
      allowMajorVersionUpgrade: true,
      dbName: "store",
      username: "owner",
    };
    const got = Object.fromEntries(Object.keys(expected).map((key) => [key, inputs[key]]));
    assert.deepEqual(got, expected);
    const group = find(registrations, "aws:rds/parameterGroup:ParameterGroup");
    const [, , added] = group.inputs["parameters"] as unknown[];
    assert.equal(group.inputs["family"], "postgres18");
    assert.deepEqual(added, {
      name: "max_connections",
      value: "500",
      applyMethod: "pending-reboot",
    });
  });

  it("audits MySQL by an option, which outlives it with its last snapshot", async () => {
    const { registrations } = await recordDatabase({ engine: "mysql" });
    assert.deepEqual(find(registrations, "aws:rds/optionGroup:OptionGroup").inputs, {
      engineName: "mysql",
      majorEngineVersion: "8.4",
      optionGroupDescription: "Options of shop-test-orders",
      options: [
        {
          optionName: "MARIADB_AUDIT_PLUGIN",
          optionSettings: [{ name: "SERVER_AUDIT_EVENTS", value: "CONNECT,QUERY_DDL,QUERY_DCL" }],
        },
      ],
      skipDestroy: true,
    });
    assert.equal(find(registrations, instanceType).inputs["optionGroupName"], "orders-options");
  });

  it("gives Oracle a port that speaks TLS alone, and keeps its plain one shut", async () => {
    const { registrations, result } = await recordDatabase({
      engine: "oracle-se2",
      licence: "bringYourOwn",
    });
    const { options } = find(registrations, "aws:rds/optionGroup:OptionGroup").inputs as {
      options: unknown[];
    };
    assert.deepEqual(options, [
      {
        optionName: "SSL",
        port: 2484,
        vpcSecurityGroupMemberships: ["orders-security-group-id"],
        optionSettings: [
          { name: "SQLNET.SSL_VERSION", value: "1.2" },
          { name: "SQLNET.CIPHER_SUITE", value: "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384" },
        ],
      },
    ]);
    const { inputs } = find(registrations, instanceType);
    assert.deepEqual(
      ["port", "dbName", "licenseModel", "iamDatabaseAuthenticationEnabled"].map((k) => inputs[k]),
      [1521, "ORCL", "bring-your-own-license", false],
    );
    assert.deepEqual(
      result.grant("readsWrites").connections?.map(({ port }) => port),
      [2484],
    );
  });

  it("gives SQL Server a licence, and neither a database nor an option group", async () => {
    const { registrations } = await recordDatabase({ engine: "sqlserver-web" });
    const { inputs } = find(registrations, instanceType);
    assert.equal(inputs["licenseModel"], "license-included");
    assert.equal(inputs["multiAz"], false);
    assert.ok(!("dbName" in inputs) && !("optionGroupName" in inputs));
  });

  it("watches nothing when told so", async () => {
    const { registrations } = await recordDatabase({
      ...postgres,
      monitoringSeconds: 0,
      insights: "none",
    });
    const { inputs } = find(registrations, instanceType);
    assert.equal(inputs["monitoringInterval"], 0);
    assert.equal(inputs["performanceInsightsEnabled"], false);
    assert.ok(!("monitoringRoleArn" in inputs) && !("databaseInsightsMode" in inputs));
    assert.ok(!("performanceInsightsRetentionPeriod" in inputs));
    const roles = namesOf(registrations, "aws:iam/role:Role");
    assert.ok(!roles.includes("orders-monitoring-role"));
  });

  it("keeps 15 months of insights when they are advanced", async () => {
    const { registrations } = await recordDatabase({ ...postgres, insights: "advanced" });
    const { inputs } = find(registrations, instanceType);
    assert.equal(inputs["databaseInsightsMode"], "advanced");
    assert.equal(inputs["performanceInsightsRetentionPeriod"], 465);
  });

  it("lets RDS write measurements for this account's databases into one log group", async () => {
    const { registrations } = await recordDatabase(postgres);
    const role = find(registrations, "aws:iam/role:Role", "orders-monitoring-role");
    const { assumeRolePolicy } = inputsOf(role) as {
      assumeRolePolicy: { Statement: unknown[] };
    };
    assert.deepEqual(assumeRolePolicy.Statement, [
      {
        Sid: "AssumedByService",
        Effect: "Allow",
        Principal: { Service: "monitoring.rds.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": accountId } },
      },
    ]);
    const policy = find(
      registrations,
      "aws:iam/rolePolicy:RolePolicy",
      "orders-monitoring-role-policy",
    );
    const group = `arn:aws:logs:us-east-1:${accountId}:log-group:RDSOSMetrics`;
    const document = inputsOf(policy)["policy"] as { Statement: { Resource: string[] }[] };
    assert.deepEqual(
      document.Statement.map(({ Resource: resources }) => resources),
      [[group], [`${group}:log-stream:*`]],
    );
  });
});
