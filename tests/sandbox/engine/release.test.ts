import assert from "node:assert/strict";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import * as ecs from "@pulumi/aws/ecs";
import * as pulumi from "@pulumi/pulumi";
import { ecsReleases } from "../../../components/compute/release/ecsReleases";
import { released } from "../../../components/compute/release/follower";
import type { Actions } from "../../../sandbox/engine/controlPlane/actions";
import { ecsActions } from "../../../sandbox/engine/controlPlane/ecs";
import { createControlPlane } from "../../../sandbox/engine/controlPlane/server";
import { createCheckout } from "./checkout";
import type { Checkout } from "./checkout";

const prefix = "AmazonEC2ContainerServiceV20141113";

/** An ECS that has just rolled the deployment back. */
const rolledBack: Actions = {
  ...ecsActions,
  [`${prefix}.DescribeServices`]: () => ({
    services: [
      { status: "ACTIVE", taskDefinition: "x/catalog:41", runningCount: 2, desiredCount: 2 },
    ],
  }),
  [`${prefix}.ListServiceDeployments`]: () => ({ serviceDeployments: [deployment()] }),
  [`${prefix}.DescribeServiceDeployments`]: () => ({ serviceDeployments: [deployment()] }),
  [`${prefix}.ListTasks`]: () => ({ taskArns: [] }),
};

function deployment(): object {
  return {
    serviceDeploymentArn: "x/8Uxm",
    createdAt: Date.now() / 1000,
    status: "ROLLBACK_SUCCESSFUL",
    statusReason: "the circuit breaker",
  };
}

/** A service whose release is followed, and one output that waits for it. */
class Service extends pulumi.ComponentResource {
  readonly serviceName: pulumi.Output<string>;

  constructor(name: string) {
    super("test:index:Service", name);
    const service = new ecs.Service(
      name,
      { cluster: "shop", taskDefinition: "x/catalog:42", networkConfiguration: { subnets: [] } },
      { parent: this },
    );
    const releases = ecsReleases({ region: "eu-west-1" });
    this.serviceName = released({ name, service, releases, waitingMinutes: 0, parent: this });
    this.registerOutputs({ serviceName: this.serviceName });
  }
}

describe("an update of a service", function () {
  this.timeout(120_000);
  let checkout: Checkout;

  before(() => {
    process.chdir(resolve(__dirname, "../../.."));
    checkout = createCheckout();
  });

  after(() => {
    checkout.remove();
  });

  it("fails, and says why, when ECS rolled the release back", async () => {
    const server = createControlPlane({ actions: rolledBack, readState: () => ({}) });
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    const { port } = server.address() as AddressInfo;
    const stack = await checkout.open({
      policyPacks: [],
      program: () => {
        process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${port}`;
        // Nothing reads the output: the component alone makes the update wait.
        new Service("catalog");
        return Promise.resolve();
      },
    });
    try {
      await assert.rejects(stack.up(), (error: Error & { details?: string }) => {
        const details = error.details ?? "";
        assert.match(details, /ContainerService "catalog": the release failed, and ECS rolled it/);
        assert.match(details, /status {5}ROLLBACK_SUCCESSFUL: the circuit breaker/);
        assert.match(details, /runs now {3}catalog:41, 2 of 2 tasks/);
        assert.doesNotMatch(details, /\n\s+at /, "no stack trace");
        assert.equal(details.split("rolled it back").length, 2, "told once");
        return true;
      });
    } finally {
      server.close();
    }
  });

  it("succeeds when ECS says so, which the sandbox's own control plane does", async () => {
    const stack = await checkout.open({
      policyPacks: [],
      program: () => {
        const { serviceName } = new Service("catalog");
        return Promise.resolve({ serviceName });
      },
    });
    const { counts } = await stack.up();
    assert.equal(counts.same, 3);
  });
});
