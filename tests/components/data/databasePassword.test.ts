import assert from "node:assert/strict";
import { find, inputsOf, namesOf, valueOf } from "../../helpers/recordingMocks";
import { recordDatabase, type Wanted } from "./databases/databaseFixture";

const copied: Wanted = { engine: "postgres", updates: "blueGreen" };
const rotation = "aws:secretsmanager/secretRotation:SecretRotation";
const secret = "aws:secretsmanager/secret:Secret";

describe("Database: the master password", () => {
  it("is made, kept and rotated by RDS every 7 days, without a resource for it", async () => {
    const { registrations, result } = await recordDatabase({ engine: "postgres" });
    assert.deepEqual(namesOf(registrations, rotation), []);
    assert.deepEqual(namesOf(registrations, secret), []);
    assert.ok(result.secretArn);
    assert.equal(await valueOf(result.secretArn), "arn:mock:rds-managed-secret");
  });

  it("is rotated in another rhythm, by RDS still", async () => {
    for (const engine of ["postgres", "aurora-mysql"] as const) {
      const { registrations } = await recordDatabase({ engine, secretRotationDays: 30 });
      assert.deepEqual(find(registrations, rotation).inputs, {
        secretId: "arn:mock:rds-managed-secret",
        rotationRules: { automaticallyAfterDays: 30 },
        rotateImmediately: false,
      });
    }
  });

  it("is the program's own where a copy takes over, and AWS is never asked for it", async () => {
    const { registrations, result } = await recordDatabase(copied);
    const { inputs } = find(registrations, "aws:rds/instance:Instance");
    assert.deepEqual(inputs["blueGreenUpdate"], { enabled: true });
    assert.equal(inputs["passwordWo"], "orders-master-password-result");
    assert.equal(inputs["passwordWoVersion"], 1);
    assert.ok(!("password" in inputs) && !("manageMasterUserPassword" in inputs));
    assert.deepEqual(find(registrations, secret).inputs, {
      description: "Master user of shop-test-orders",
      kmsKeyId: "arn:mock:data-key",
      recoveryWindowInDays: 30,
    });
    const stored = find(registrations, "aws:secretsmanager/secretVersion:SecretVersion");
    assert.deepEqual(inputsOf(stored)["secretString"], {
      username: "dbadmin",
      password: "orders-master-password-result",
    });
    assert.ok(result.secretArn);
    assert.equal(await valueOf(result.secretArn), "arn:mock:orders-master-secret");
  });

  it("is another one when its version is raised", async () => {
    const { registrations } = await recordDatabase({ ...copied, passwordVersion: 2 });
    const made = find(registrations, "random:index/randomPassword:RandomPassword");
    assert.deepEqual(made.inputs["keepers"], { version: "2" });
    assert.equal(find(registrations, "aws:rds/instance:Instance").inputs["passwordWoVersion"], 2);
  });
});

describe("Database across regions", () => {
  it("creates the global database that its primary joins, with a password of the program's own", async () => {
    const { registrations } = await recordDatabase({
      engine: "aurora-postgresql",
      version: "17.6",
      global: { role: "primary" },
    });
    const global = find(registrations, "aws:rds/globalCluster:GlobalCluster");
    assert.deepEqual(global.inputs, {
      globalClusterIdentifier: "shop-test-orders-global",
      engine: "aurora-postgresql",
      engineVersion: "17.6",
      databaseName: "orders",
      storageEncrypted: true,
      deletionProtection: true,
    });
    assert.equal(global.protect, true);
    const { inputs } = find(registrations, "aws:rds/cluster:Cluster");
    assert.equal(inputs["globalClusterIdentifier"], "orders-global-id");
    const group = find(registrations, "aws:rds/clusterParameterGroup:ClusterParameterGroup");
    assert.equal(group.inputs["family"], "aurora-postgresql17");
    assert.equal(inputs["masterPasswordWo"], "orders-master-password-result");
    assert.ok(!("manageMasterUserPassword" in inputs));
  });

  it("follows a primary as a secondary without a master user", async () => {
    const { registrations, result } = await recordDatabase({
      engine: "aurora-postgresql",
      version: "17.6",
      global: { role: "secondary", globalIdentifier: "shop-global" },
    });
    const { inputs } = find(registrations, "aws:rds/cluster:Cluster");
    assert.equal(inputs["globalClusterIdentifier"], "shop-global");
    for (const absent of ["masterUsername", "masterPasswordWo", "databaseName"]) {
      assert.ok(!(absent in inputs), absent);
    }
    assert.equal(result.secretArn, undefined);
    assert.deepEqual(namesOf(registrations, "aws:rds/globalCluster:GlobalCluster"), []);
    assert.deepEqual(namesOf(registrations, secret), []);
  });
});
