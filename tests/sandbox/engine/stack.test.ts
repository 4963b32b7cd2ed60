import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { lossWarnings } from "../../../sandbox/commands/stateful";
import type { EngineReport } from "../../../sandbox/engine/events";
import { createCheckout } from "./checkout";
import type { Checkout } from "./checkout";

const load = createRequire(__filename);
const repository = resolve(__dirname, "../../..");

function changedTypes({ steps }: EngineReport): string[] {
  return [...new Set(steps.map(({ type, operation }) => `${operation} ${type}`))].sort();
}

describe("the stack in the sandbox", function () {
  this.timeout(180_000);
  let checkout: Checkout;

  before(async () => {
    process.chdir(repository);
    checkout = createCheckout();
    const stack = await checkout.open();
    const report = await stack.up();
    assert.ok((report.counts.create ?? 0) > 100, "the whole stack is created");
  });

  after(() => {
    checkout.remove();
  });

  it("has nothing to change after a deployment", async () => {
    const report = await (await checkout.open()).preview();
    assert.deepEqual(changedTypes(report), []);
  });

  it("never writes the committed settings", () => {
    const copy = readFileSync(join(checkout.paths.root, "Pulumi.dev.yaml"), "utf8");
    assert.equal(copy, readFileSync(join(repository, "Pulumi.dev.yaml"), "utf8"));
  });

  it("holds the deployed resources with every output known", async () => {
    const { resources = [] } = await (await checkout.open()).exportState();
    const text = JSON.stringify(resources);
    assert.ok(!text.includes("04da6b54-80e4-46f7-96ec-b56ff0331ba9"), "no unknown value");
    assert.ok(resources.some(({ type }) => type === "aws:ecs/taskDefinition:TaskDefinition"));
  });

  it("previews exactly the update when a service gets more memory", async () => {
    checkout.change((config) => {
      config["microservices:services"] = {
        carts: { runtime: { kind: "lambda", memoryMiB: 1024, timeoutSeconds: 10 } },
      };
    });
    const report = await (await checkout.open()).preview();
    checkout.change((config) => {
      delete config["microservices:services"];
    });
    assert.deepEqual(
      report.steps.map(({ operation, type, changes }) => ({ operation, type, changes })),
      [
        { operation: "update", type: "aws:lambda/function:Function", changes: ["memorySize"] },
        // The function is published, so a change makes a version, to which its alias moves.
        { operation: "update", type: "aws:lambda/alias:Alias", changes: ["functionVersion"] },
      ],
    );
  });

  it("warns of the loss when a table gets another name", async () => {
    const stack = await checkout.open({
      program: async () => {
        pulumi.runtime.registerStackTransformation(({ type, name, props, opts }) =>
          type === "aws:dynamodb/table:Table" && name.startsWith("carts")
            ? { props: { ...(props as object), name: "baskets" }, opts }
            : undefined,
        );
        const program = load(join(repository, "index.ts")) as () => Promise<object>;
        return { ...(await program()) };
      },
    });
    const warnings = lossWarnings((await stack.preview()).steps);
    assert.equal(warnings.length, 1);
    assert.match(
      warnings[0] ?? "",
      /DATA LOSS: aws:dynamodb\/table:Table carts.* because name changes/,
    );
  });

  it("stops a preview at a mandatory violation and lists it", async () => {
    const pack = join(checkout.paths.root, "pack");
    mkdirSync(pack);
    writeFileSync(join(pack, "PulumiPolicy.yaml"), "runtime: nodejs\nmain: index.ts\n");
    writeFileSync(join(pack, "package.json"), '{ "name": "pack", "version": "0.0.1" }');
    writeFileSync(
      join(pack, "index.ts"),
      `import { PolicyPack, validateResourceOfType } from "@pulumi/policy";
import { Bucket } from "@pulumi/aws/s3";
new PolicyPack("test", {
  policies: [{
    name: "no-buckets",
    description: "Buckets are not wanted.",
    enforcementLevel: "mandatory",
    validateResource: validateResourceOfType(Bucket, (_args, _context, report) => report("a bucket")),
  }],
});
`,
    );
    const stack = await checkout.open({ policyPacks: [pack] });
    await assert.rejects(stack.preview(), (error: Error & { details?: string }) => {
      assert.match(error.message, /violates mandatory policies/);
      assert.match(error.details ?? "", /\[mandatory\] no-buckets {2}aws:s3\/bucket:Bucket /);
      return true;
    });
  });

  it("fails a preview with the program's own message", async () => {
    checkout.change((config) => {
      config["microservices:logRetentionDays"] = "many";
    });
    const stack = await checkout.open();
    await assert.rejects(stack.preview(), (error: Error & { details?: string }) => {
      assert.match(error.details ?? "", /logRetentionDays/);
      assert.doesNotMatch(error.details ?? "", /\n\s+at /, "no stack trace");
      return true;
    });
    checkout.change((config) => {
      config["microservices:logRetentionDays"] = 14;
    });
  });
});
