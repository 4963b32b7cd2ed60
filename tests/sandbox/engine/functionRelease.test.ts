import assert from "node:assert/strict";
import { resolve } from "node:path";
import { FunctionService } from "../../../components/compute/functionService";
import { codeDeployReleases } from "../../../components/compute/release/codeDeployReleases";
import { createPlatform } from "../../../examples/foundation";
import type { Actions } from "../../../sandbox/engine/controlPlane/actions";
import { functionActions } from "../../../sandbox/engine/controlPlane/functions";
import { withControlPlane } from "../../../sandbox/engine/controlPlane";
import type { SandboxStack } from "../../../sandbox/stack";
import { createCheckout } from "./checkout";
import type { Checkout } from "./checkout";

const region = "eu-west-1";

/** Memory of the function in the next update; another one is another version. */
let memoryMiB = 256;
/** Where AWS is asked, when not in the sandbox's own control plane. */
let endpoint: string | undefined;

function program() {
  if (endpoint !== undefined) process.env.AWS_ENDPOINT_URL = endpoint;
  const service = new FunctionService("orders", {
    ...createPlatform(),
    functionReleases: codeDeployReleases({ region, pollSeconds: 0.01 }),
    runtime: { kind: "lambda", memoryMiB },
    entry: "examples/function-service-events/orders.ts",
    routes: [],
    grants: [],
    release: { strategy: "canary" },
  });
  return Promise.resolve({ version: service.version });
}

/** A CodeDeploy that takes the first release back because of an alarm. */
function alarmedOnce(begun: unknown[]): Actions {
  const prefix = "CodeDeploy_20141006";
  const errorInformation = { code: "ALARM_ACTIVE", message: "Activated alarms: orders-5xx." };
  const rollbackInfo = { rollbackDeploymentId: "d-back" };
  const stopped = { status: "Stopped", errorInformation, rollbackInfo };
  return {
    ...functionActions(),
    [`${prefix}.CreateDeployment`]: ({ description }) => {
      begun.push(description);
      return { deploymentId: `d-${begun.length}` };
    },
    [`${prefix}.GetDeployment`]: ({ deploymentId }) => ({
      deploymentInfo: deploymentId === "d-1" ? stopped : { status: "Succeeded" },
    }),
  };
}

describe("an update of a function whose release is a canary", function () {
  this.timeout(300_000);
  let checkout: Checkout;
  let stack: SandboxStack;

  before(async () => {
    process.chdir(resolve(__dirname, "../../.."));
    checkout = createCheckout();
    stack = await checkout.open({ policyPacks: [], program });
  });

  after(() => {
    checkout.remove();
  });

  async function aliasInState(): Promise<unknown> {
    const { resources = [] } = await stack.exportState();
    return resources.find(({ type }) => type === "aws:lambda/alias:Alias")?.outputs
      ?.functionVersion;
  }

  it("creates the alias on the first version", async () => {
    await stack.up();
    assert.equal(await aliasInState(), "1");
  });

  it("leaves the alias to CodeDeploy, which the sandbox's control plane plays", async () => {
    memoryMiB = 512;
    const { counts } = await stack.up();
    assert.equal(counts.update, 1, "the function alone is updated");
    assert.equal(await aliasInState(), "1");
  });

  it("fails, and says why, when CodeDeploy took the release back, and begins it again later", async () => {
    memoryMiB = 1024;
    const begun: unknown[] = [];
    const state = await stack.exportState();
    await withControlPlane(
      () => state,
      async () => {
        endpoint = process.env.AWS_ENDPOINT_URL;
        await assert.rejects(stack.up(), (error: Error & { details?: string }) => {
          const details = error.details ?? "";
          assert.match(
            details,
            /FunctionService "orders": the release of version 3 failed and was/,
          );
          assert.match(details, /ALARM_ACTIVE: Activated alarms: orders-5xx\. Version 1 answers/);
          assert.doesNotMatch(details, /\n\s+at /, "no stack trace");
          assert.equal(details.split("was rolled back").length, 2, "told once");
          return true;
        });
        const { counts } = await stack.up();
        assert.equal(counts.update ?? 0, 0, "nothing but the release is left to do");
      },
      alarmedOnce(begun),
    );
    assert.deepEqual(begun, ["orders: version 1 to 3", "orders: version 1 to 3"]);
  });
});
