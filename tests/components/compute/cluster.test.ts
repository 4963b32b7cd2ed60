import assert from "node:assert/strict";
import { EcsCluster } from "../../../components/compute/cluster";
import { childrenOf, record } from "../../helpers/recordingMocks";

describe("EcsCluster", () => {
  it("offers Fargate and watches its tasks with Container Insights", async () => {
    const { registrations } = await record(() => new EcsCluster("services"));
    assert.deepEqual(childrenOf(registrations, "compute:EcsCluster", "services"), {
      "aws:ecs:Cluster services-cluster": {
        settings: [{ name: "containerInsights", value: "enhanced" }],
      },
      "aws:ecs:ClusterCapacityProviders services-capacity": {
        clusterName: "services-cluster",
        capacityProviders: ["FARGATE", "FARGATE_SPOT"],
      },
    });
  });
});
