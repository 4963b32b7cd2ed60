import assert from "node:assert/strict";
import { resolve } from "node:path";
import * as ssm from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import type { MigrationRun } from "../../../components/compute/migrations/runner";
import { MigrationTask } from "../../../components/compute/migrationTask";
import { Database } from "../../../components/data/database";
import { createPlatform } from "../../../examples/foundation";
import type { SandboxStack } from "../../../sandbox/stack";
import { type Checkout, createCheckout } from "./checkout";

/** A migration, and something that stands for the release that waits for it. */
function declare(
  memoryMiB: number,
  version: string,
  runMigration: (run: MigrationRun) => Promise<void>,
) {
  const platform = createPlatform();
  const database = new Database("catalog-db", { ...platform, engine: "aurora-postgresql" });
  const migration = new MigrationTask("catalog-migration", {
    ...platform,
    ...{ service: "catalog", database, memoryMiB },
    image: { uri: pulumi.output(`registry/catalog@sha256:${"0".repeat(64)}`), statements: [] },
    runner: { runMigration },
  });
  const release = new ssm.Parameter(
    "release",
    { type: "String", insecureValue: version },
    { dependsOn: [migration] },
  );
  return Promise.resolve({ released: release.insecureValue });
}

describe("an update with a migration", function () {
  this.timeout(240_000);
  let checkout: Checkout;
  let runs: MigrationRun[];
  let failure: string | undefined;

  before(() => {
    process.chdir(resolve(__dirname, "../../.."));
    checkout = createCheckout();
  });

  after(() => {
    checkout.remove();
  });

  beforeEach(() => {
    runs = [];
    failure = undefined;
  });

  function open(memoryMiB: number, version: string): Promise<SandboxStack> {
    return checkout.open({
      policyPacks: [],
      program: () =>
        declare(memoryMiB, version, (run) => {
          runs.push(run);
          return failure === undefined
            ? Promise.resolve()
            : Promise.reject(new pulumi.RunError(failure));
        }),
    });
  }

  async function released(): Promise<unknown> {
    const { resources = [] } = await (await open(512, "1")).exportState();
    return resources.find(({ urn }) => urn.endsWith("::release"))?.outputs?.["insecureValue"];
  }

  it("fails when the migration fails, and the release does not begin", async () => {
    failure = "the migration failed\n  stopped    container exited with 1";
    const stack = await open(512, "1");
    await assert.rejects(stack.up(), (error: Error & { details?: string }) => {
      assert.match(
        error.details ?? "",
        /the migration failed\n\s+stopped {4}container exited with 1/,
      );
      assert.doesNotMatch(error.details ?? "", /\n\s+at /, "no stack trace");
      return true;
    });
    assert.equal(runs.length, 1);
    assert.equal(await released(), undefined);
  });

  it("runs the migration again the next time, and then releases", async () => {
    await (await open(512, "1")).up();
    assert.equal(runs.length, 1);
    assert.match(
      runs[0]?.request.taskDefinition ?? "",
      /task-definition\/example-catalog-migration/,
    );
    assert.equal(await released(), "1");
  });

  it("runs nothing when nothing of the migration changed, nor in a preview", async () => {
    await (await open(512, "2")).up();
    await (await open(1024, "3")).preview();
    assert.deepEqual(runs, []);
    assert.equal(await released(), "2");
  });

  it("leaves the release before as it is when a changed migration fails", async () => {
    failure = "the migration failed";
    const stack = await open(1024, "3");
    await assert.rejects(stack.up());
    assert.equal(runs.length, 1);
    assert.equal(await released(), "2");
  });
});
