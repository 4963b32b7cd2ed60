import assert from "node:assert/strict";
import * as ecs from "@pulumi/aws/ecs";
import * as pulumi from "@pulumi/pulumi";
import {
  type DeployedService,
  released,
  type ReleaseFollower,
} from "../../../../components/compute/release/follower";
import { recordRegistrations, valueOf } from "../../../helpers/recordingMocks";

/** A service whose release is followed by `releases`. */
function deploy(releases?: ReleaseFollower): pulumi.Output<string> {
  const parent = new pulumi.ComponentResource("test:index:Parent", "parent");
  const service = new ecs.Service("catalog", {
    cluster: "arn:mock:shop",
    taskDefinition: "arn:mock:catalog:43",
  });
  return released({ name: "catalog", service, releases, waitingMinutes: 10, parent });
}

describe("waiting for a release", () => {
  it("knows the service's name once its release has succeeded", async () => {
    recordRegistrations();
    const followed: DeployedService[] = [];
    const name = await valueOf(
      deploy({
        followService: (service) => {
          followed.push(service);
          return Promise.resolve();
        },
      }),
    );
    assert.equal(name, "catalog");
    assert.deepEqual(followed, [
      {
        name: "catalog",
        serviceArn: "arn:mock:catalog",
        cluster: "arn:mock:shop",
        taskDefinition: "arn:mock:catalog:43",
        waitingMinutes: 10,
      },
    ]);
  });

  it("fails whatever depends on a service whose release failed", async () => {
    recordRegistrations();
    const failure = new pulumi.RunError("rolled back");
    const name = deploy({ followService: () => Promise.reject(failure) });
    await assert.rejects(pulumi.runtime.serializeProperties("dependant", { name }), failure);
  });

  it("follows nothing in a preview", async () => {
    await pulumi.runtime.setMocks(
      {
        newResource: ({ name }) => ({
          id: name,
          state: { name, arn: name, cluster: name, taskDefinition: name },
        }),
        call: () => ({}),
      },
      "shop",
      "dev",
      true,
    );
    const name = await valueOf(
      deploy({ followService: () => assert.fail("a preview deploys nothing") }),
    );
    assert.equal(name, "catalog");
  });

  it("follows nothing when nobody is given to follow", async () => {
    recordRegistrations();
    assert.equal(await valueOf(deploy()), "catalog");
  });
});
