/** A migration in the cloud with the real emulator: it runs before the services, or nothing starts. */
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startCloud } from "../../../../sandbox/cloud";
import { findFreePort } from "../../../../sandbox/cloud/ports";
import type { RunningCloud, StackState } from "../../../../sandbox/cloud/types";
import { cacheDirectory } from "../fixtures/emulator";
import { fixturesDirectory, resource, stackState } from "../fixtures/state";

const taskType = "aws:ecs/taskDefinition:TaskDefinition";

/** The stack with a task that runs this script once, in the place of the catalog's own tasks. */
function withMigration(script: string): StackState {
  const { resources = [] } = stackState();
  const catalog = resources.find(({ type }) => type === taskType)?.outputs ?? {};
  const service = resources.find(({ type }) => type === "aws:ecs/service:Service")?.outputs ?? {};
  const [container] = JSON.parse(String(catalog["containerDefinitions"])) as object[];
  const taskDefinition = `${String(catalog["arn"])}-migration`;
  const command = ["node", "-e", script];
  const once = {
    ...catalog,
    arn: taskDefinition,
    family: "catalog-migration",
    containerDefinitions: JSON.stringify([{ ...container, name: "catalog-migration", command }]),
    tags: { "microservices:one-off": "migration" },
  };
  const network = service["networkConfiguration"] as {
    subnets: string[];
    securityGroups: string[];
  };
  const value = JSON.stringify({
    taskDefinition,
    networkConfiguration: { awsvpcConfiguration: network },
  });
  return {
    resources: [
      ...resources,
      resource(taskType, "catalog-migration-task", once),
      resource("aws:ssm/parameter:Parameter", "catalog-migration-run", {
        name: "/shop-dev/catalog-migration",
        arn: "arn:aws:ssm:eu-west-1:123456789012:parameter/shop-dev/catalog-migration",
        insecureValue: value,
      }),
    ],
  };
}

describe("the sandbox's cloud with a migration", function () {
  this.timeout(180_000);
  let directory: string;
  let running: RunningCloud | undefined;

  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), "sandbox-once-"));
  });

  afterEach(async () => {
    await running?.stop();
    running = undefined;
    await rm(directory, { recursive: true, force: true });
  });

  async function start(state: StackState): Promise<RunningCloud> {
    running = await startCloud({
      state,
      stackName: "dev",
      dataDirectory: path.join(directory, "data", "dev"),
      cacheDirectory,
      port: await findFreePort(),
      projectDirectory: fixturesDirectory,
      onEvent: () => undefined,
    });
    return running;
  }

  it("runs it with its own credentials before the services, and then starts", async () => {
    const cloud = await start(
      withMigration(
        "console.log('migrated with ' + process.env.AWS_CONTAINER_CREDENTIALS_FULL_URI)",
      ),
    );
    const log = path.join(directory, "data", "logs", "catalog-migration-task.log");
    assert.match(await readFile(log, "utf8"), /task migrated with http:\/\/127\.0\.0\.1/);
    assert.deepEqual(
      cloud.services().map(({ name, health }) => [name, health]),
      [
        ["carts", "healthy"],
        ["catalog", "healthy"],
      ],
      "it is none of the services",
    );
  });

  it("does not start when it fails, and shows its last lines", async () => {
    const script =
      "console.log('applying 003'); console.error('catalog_db: not migrated: 003.sql failed'); process.exitCode = 1";
    await assert.rejects(start(withMigration(script)), (error: Error) => {
      assert.equal(error.name, "SandboxError");
      assert.match(
        error.message,
        /^catalog-migration-task exited with code 1: .*003\.sql failed\n {2}applying 003\n {2}catalog_db: not migrated: 003\.sql failed\n {2}Its log: /,
      );
      return true;
    });
  });
});
