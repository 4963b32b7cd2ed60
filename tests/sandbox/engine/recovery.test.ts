import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { createCheckout } from "./checkout";
import type { Checkout } from "./checkout";

const repository = resolve(__dirname, "../../..");

/** Starts a deployment and kills it, engine and providers and all, once it has made some steps. */
function killDeployment(checkout: Checkout, afterSteps: number): Promise<void> {
  return new Promise((done, fail) => {
    const script = join(__dirname, "deployOnce.ts");
    const child = spawn(process.execPath, ["--require", "tsx/cjs", script, checkout.paths.root], {
      cwd: repository,
      detached: true,
      stdio: ["ignore", "pipe", "inherit"],
    });
    let steps = 0;
    let killed = false;
    child.stdout.on("data", (chunk: Buffer) => {
      steps += chunk.toString().split("\n").length - 1;
      if (steps >= afterSteps && !killed && child.pid !== undefined) {
        killed = true;
        process.kill(-child.pid, "SIGKILL");
      }
    });
    child.on("exit", () => {
      if (killed) {
        done();
      } else {
        fail(new Error(`the deployment ended by itself after ${steps} steps`));
      }
    });
  });
}

describe("a sandbox whose engine was killed", function () {
  this.timeout(180_000);
  let checkout: Checkout;

  before(() => {
    process.chdir(repository);
    checkout = createCheckout();
  });

  after(() => {
    checkout.remove();
  });

  it("recovers by itself at the next start and says so in one line", async () => {
    await killDeployment(checkout, 60);
    const locks = readdirSync(join(checkout.paths.state, ".pulumi"));
    assert.ok(locks.includes("locks"), "the killed engine leaves its lock");

    const notices: string[] = [];
    const stack = await checkout.open({ onNotice: (message) => notices.push(message) });
    const report = await stack.up();

    assert.equal(notices.length, 1);
    assert.match(notices[0] ?? "", /^Recovered from an engine that was killed/);
    assert.ok((report.counts.create ?? 0) > 0, "the deployment completes what was missing");
    const preview = await stack.preview();
    assert.deepEqual(preview.steps, []);
  });
});
