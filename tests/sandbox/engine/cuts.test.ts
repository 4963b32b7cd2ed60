import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Recorded } from "../../helpers/cut";
import { stacks } from "../../helpers/program";
import { cutsOf, expectedOf } from "../../stack/cuts/caughtCut";
import { cuts } from "../../stack/cuts/index";
import type { Checkout } from "./checkout";
import { createCheckout } from "./checkout";
import { batchesOf } from "./cutBatches";
import { cutProgram } from "./cutProgram";

for (const stackName of stacks) {
  const batches = batchesOf(cuts.filter(({ stack = "dev" }) => stack === stackName));
  if (batches.length === 0) continue;

  describe(`the policy pack in the engine, over stack ${stackName} with something cut`, function () {
    this.timeout(180_000);
    let checkout: Checkout;
    let everythingTold: string;
    let deployed: readonly Recorded[];

    before(async () => {
      process.chdir(resolve(__dirname, "../../.."));
      checkout = createCheckout();
      // Nothing may stop the engine from judging the rest.
      everythingTold = join(checkout.paths.root, "advisory.json");
      writeFileSync(everythingTold, JSON.stringify({ all: "advisory" }));
      const stack = await checkout.open({ stackName });
      // In a stack that exists, a preview knows what the documents say.
      await stack.up();
      const { resources = [] } = await stack.exportState();
      deployed = resources.map(({ type, urn, id, inputs = {}, outputs = {} }) => {
        const name = urn.split("::").slice(3).join("::");
        return { type, name, inputs, outputs: { ...outputs, id } };
      });
    });

    after(() => {
      checkout.remove();
    });

    /** What the pack objects to, as `rule resource`, sorted. */
    async function objections(program: ReturnType<typeof cutProgram>): Promise<string[]> {
      const policyPackConfigs = [everythingTold];
      const stack = await checkout.open({ stackName, program, policyPackConfigs });
      const { violations } = await stack.preview();
      const told = violations.map(({ policy, resource }) => {
        const [, ...name] = resource.split(" ");
        return `${policy} ${name.join(" ")}`;
      });
      return [...new Set(told)].sort();
    }

    it("has nothing to object to when nothing is cut", async () => {
      assert.deepEqual(await objections(cutProgram({ cuts: [], stack: deployed })), []);
    });

    for (const [index, batch] of batches.entries()) {
      describe(`in preview ${index + 1}`, () => {
        let found: readonly string[];

        before(async () => {
          const made = batch.flatMap(cutsOf);
          const adds = batch.flatMap((cut) => cut.adds?.(deployed) ?? []);
          found = await objections(cutProgram({ cuts: made, adds, stack: deployed }));
        });

        for (const cut of batch) {
          it(`objects when ${cut.title}`, () => {
            const expected = expectedOf(cut, deployed);
            assert.deepEqual(
              expected.filter((one) => !found.includes(one)),
              [],
              `only these: ${found.join(", ")}`,
            );
          });
        }

        it("objects to nothing else", () => {
          const expected = batch.flatMap((cut) => expectedOf(cut, deployed));
          assert.deepEqual(
            found.filter((one) => !expected.includes(one)),
            [],
          );
        });
      });
    }
  });
}
