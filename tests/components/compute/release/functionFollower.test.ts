import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { codeDeployReleases } from "../../../../components/compute/release/codeDeployReleases";
import {
  deployedVersion,
  type FunctionReleaseFollower,
} from "../../../../components/compute/release/functionFollower";
import { published } from "./deploy/fakeCodeDeploy";

const mocks: pulumi.runtime.Mocks = {
  newResource: ({ name }) => ({ id: name, state: {} }),
  call: () => ({}),
};

/** The version of a function that is deployed under these circumstances. */
async function version(isPreview: boolean, releases: FunctionReleaseFollower): Promise<string> {
  await pulumi.runtime.setMocks(mocks, "microservices", "test", isPreview);
  const output = deployedVersion({
    name: "carts",
    functionName: pulumi.output("carts-function"),
    aliasName: pulumi.output("live"),
    version: pulumi.output("8"),
    release: {
      applicationName: pulumi.output("carts-release"),
      deploymentGroupName: pulumi.output("live"),
      hooks: pulumi.output({}),
    },
    waitingMinutes: 10,
    releases,
    parent: new pulumi.ComponentResource("test:index:Parent", "carts"),
  });
  return new Promise((resolve) => output.apply(resolve));
}

describe("deployedVersion", () => {
  it("is not released in a preview", async () => {
    let asked = 0;
    const releases = {
      deployFunction: () => {
        asked++;
        return Promise.resolve();
      },
    };
    assert.equal(await version(true, releases), "8");
    assert.equal(asked, 0);
    assert.equal(await version(false, releases), "8");
    assert.equal(asked, 1);
  });
});

describe("codeDeployReleases", () => {
  it("asks AWS nothing without an engine, as in a test of the program", async () => {
    await codeDeployReleases({ region: "eu-west-1" }).deployFunction(published, () =>
      Promise.reject(new Error("nothing goes on")),
    );
  });
});
