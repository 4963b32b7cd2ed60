import assert from "node:assert/strict";
import { resolve } from "node:path";
import { examples } from "../../helpers/examples";
import { createCheckout } from "./checkout";
import type { Checkout } from "./checkout";

describe("the examples in the sandbox", function () {
  this.timeout(120_000);
  let checkout: Checkout;

  before(() => {
    process.chdir(resolve(__dirname, "../../.."));
    checkout = createCheckout();
  });

  after(() => {
    checkout.remove();
  });

  for (const name of examples) {
    it(`${name} previews without a violation or a warning`, async () => {
      const report = await (await checkout.openExample(name)).preview();
      assert.ok((report.counts.create ?? 0) > 0, "something is created");
      assert.deepEqual(report.violations, []);
      assert.deepEqual(
        report.diagnostics.filter(({ severity }) => severity === "warning"),
        [],
      );
    });
  }
});
