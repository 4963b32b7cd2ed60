import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { MigrationRun } from "../../../components/compute/migrations/runner";
import { MigrationTask, type MigrationTaskArgs } from "../../../components/compute/migrationTask";
import { Database, type DatabaseArgs } from "../../../components/data/database";
import { platform } from "../../helpers/components";
import { describeMistakes } from "../../helpers/mistakes";
import { childrenOf, find, inputsOf, namesOf, record } from "../../helpers/recordingMocks";
import { useWorkspace } from "../../helpers/workspace";

function createMigration(
  change: Partial<MigrationTaskArgs> = {},
  signIn: "iam" | "secret" = "iam",
): MigrationTask {
  const shared = platform();
  const wanted: DatabaseArgs = { ...shared, engine: "aurora-postgresql", signIn };
  const database = new Database("catalog-db", wanted);
  const image = { uri: pulumi.output("registry/catalog@sha256:1"), statements: [] };
  const args = { ...shared, database, service: "catalog", image };
  return new MigrationTask("catalog-migration", { ...args, ...change });
}

const taskType = "aws:ecs/taskDefinition:TaskDefinition";
const parameterType = "aws:ssm/parameter:Parameter";

/** What the parameter holds. */
const request = {
  cluster: "arn:mock:services-cluster",
  launchType: "FARGATE",
  networkConfiguration: {
    awsvpcConfiguration: {
      assignPublicIp: "DISABLED",
      securityGroups: ["catalog-migration-security-group-id"],
      subnets: ["subnet-private-1", "subnet-private-2"],
    },
  },
  taskDefinition: "arn:mock:catalog-migration-task",
};

describe("MigrationTask", () => {
  it("runs the service's image once, as a user without rights, with what administering gives", async () => {
    const { registrations } = await record(() => createMigration());
    const task = inputsOf(find(registrations, taskType));
    const [container] = task["containerDefinitions"] as Record<string, unknown>[];
    assert.deepEqual(task["tags"], { "microservices:one-off": "migration" });
    assert.equal(task["family"], "shop-test-catalog-migration");
    assert.deepEqual([task["cpu"], task["memory"]], ["256", "512"]);
    assert.deepEqual(container, {
      name: "catalog-migration",
      image: "registry/catalog@sha256:1",
      command: ["node", "migrate.js"],
      essential: true,
      user: "1000:1000",
      readonlyRootFilesystem: true,
      linuxParameters: { initProcessEnabled: true },
      environment: Object.entries({
        CATALOG_DB_HOST: "shop-test-catalog-db.cluster-1.us-east-1.rds.amazonaws.com",
        CATALOG_DB_NAME: "catalog_db",
        CATALOG_DB_PORT: "5432",
        CATALOG_DB_READER: "catalog_db_reader",
        CATALOG_DB_SECRET_ARN: "arn:mock:rds-managed-secret",
        CATALOG_DB_USER: "dbadmin",
        CATALOG_DB_WRITER: "catalog_db_writer",
        NODE_OPTIONS: "--enable-source-maps",
        SEED_DATA: "false",
        SERVICE_NAME: "catalog",
      }).map(([name, value]) => ({ name, value })),
      logConfiguration: {
        logDriver: "awslogs",
        options: {
          "awslogs-group": "catalog-migration-logs",
          "awslogs-region": "us-east-1",
          "awslogs-stream-prefix": "catalog-migration",
          mode: "blocking",
        },
      },
    });
  });

  it("may read the master secret and reach the database, and nothing else", async () => {
    const { registrations } = await record(() => createMigration());
    const children = childrenOf(registrations, "compute:MigrationTask", "catalog-migration");
    const policy = children["aws:iam:RolePolicy catalog-migration-task-role-policy"]?.["policy"];
    const { Statement } = policy as { Statement: { Action: string[] }[] };
    assert.deepEqual(
      Statement.map(({ Action }) => Action),
      [["secretsmanager:GetSecretValue"], ["kms:Decrypt"]],
    );
    assert.deepEqual(
      Object.keys(children)
        .filter((name) => /Rule|SecurityGroup/.test(name))
        .sort(),
      [
        "aws:ec2:SecurityGroup catalog-migration-security-group",
        "aws:vpc:SecurityGroupEgressRule catalog-migration-to-aws",
        "aws:vpc:SecurityGroupEgressRule catalog-migration-to-catalog-db-egress",
        "aws:vpc:SecurityGroupIngressRule catalog-migration-to-catalog-db-ingress",
      ],
    );
  });

  it("keeps what was last run in a parameter, which waits for the rules and the database's writer", async () => {
    const { registrations } = await record(() => createMigration());
    const parameter = find(registrations, parameterType);
    assert.deepEqual(inputsOf(parameter), {
      name: "/shop-test/catalog-migration",
      description:
        "Migration of the catalog service that ended well last: input of aws ecs run-task",
      type: "String",
      insecureValue: request,
    });
    const waitsFor = (name: string) =>
      parameter.dependencies.some((urn) => urn.endsWith(`::${name}`));
    for (const name of [
      "catalog-db-instance-1",
      "catalog-migration-to-aws",
      "catalog-migration-to-catalog-db-ingress",
    ]) {
      assert.ok(waitsFor(name), `${name} is not among ${parameter.dependencies.join(", ")}`);
    }
  });

  it("has the runner run what the engine is about to write, before it is created or changed", async () => {
    const runs: MigrationRun[] = [];
    const runner = {
      runMigration: (run: MigrationRun) => {
        runs.push(run);
        return Promise.reject(new Error("it failed"));
      },
    };
    const { registrations } = await record(() => createMigration({ runner, limitMinutes: 7 }));
    const { hooks, inputs } = find(registrations, parameterType);
    assert.ok(hooks);
    assert.deepEqual(hooks.beforeCreate, hooks.beforeUpdate);
    const [hook] = hooks.beforeCreate;
    assert.ok(hook);
    assert.equal(hook.opts?.onDryRun ?? false, false, "not in previews");
    assert.deepEqual(runs, [], "not while the program runs");
    const args = { urn: "", id: "", name: "", type: "", newInputs: { ...inputs } };
    await assert.rejects(Promise.resolve(hook.callback(args)), /it failed/);
    assert.deepEqual(runs, [{ name: "catalog-migration", request, limitMinutes: 7 }]);
  });

  describe("of a service without an image", () => {
    useWorkspace({
      files: {
        "services/catalog/main.ts": "console.log('catalog')",
        "services/catalog/migrate.ts": "console.log('migrate')",
        "services/catalog/migrations/001-products.sql": "SELECT 1;",
      },
    });

    it("builds one of its own", async () => {
      const { registrations } = await record(() => createMigration({ image: undefined }));
      assert.deepEqual(namesOf(registrations, "microservices:compute:Repository"), [
        "catalog-migration-images",
      ]);
    });
  });
});

describeMistakes("MigrationTask", "migration-task.md", [
  {
    argument: "database",
    message: `database must let services sign in by IAM, as the users that migrations make, got one that they sign in to with the master user's secret; set its signIn to "iam"`,
    make: () => createMigration({}, "secret"),
  },
  {
    argument: "memoryMiB",
    message: "memoryMiB must be 512, 1024, 2048 when cpu is 256, got 300",
    make: () => createMigration({ memoryMiB: 300 }),
  },
  {
    argument: "limitMinutes",
    message: "limitMinutes must be a whole number from 1 to 360, got 0",
    make: () => createMigration({ limitMinutes: 0 }),
  },
  {
    argument: "command",
    message: "command must name a program, got none; leave it out for node migrate.js",
    make: () => createMigration({ command: [] }),
  },
]);
