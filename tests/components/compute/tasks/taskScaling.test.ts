import assert from "node:assert/strict";
import { createTaskScaling } from "../../../../components/compute/tasks/taskScaling";
import type { Scale } from "../../../../services/contract";
import { find, record } from "../../../helpers/recordingMocks";

async function scaled(scale: Scale) {
  const { registrations } = await record(() => {
    const args = { clusterName: "services", serviceName: "orders", scale };
    createTaskScaling("orders-scaling", args, {});
  });
  return {
    target: find(registrations, "aws:appautoscaling/target:Target"),
    policy: find(registrations, "aws:appautoscaling/policy:Policy"),
  };
}

const service = {
  serviceNamespace: "ecs",
  scalableDimension: "ecs:service:DesiredCount",
  resourceId: "service/services/orders",
};

describe("createTaskScaling", () => {
  it("runs two to ten tasks at 60 % CPU, growing fast and shrinking slowly", async () => {
    const { target, policy } = await scaled({});
    assert.deepEqual(target.inputs, { ...service, minCapacity: 2, maxCapacity: 10 });
    assert.deepEqual(policy.inputs, {
      ...service,
      policyType: "TargetTrackingScaling",
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
        targetValue: 60,
        scaleOutCooldown: 60,
        scaleInCooldown: 300,
      },
    });
    assert.ok(policy.dependencies.includes(target.urn));
  });

  it("keeps to the bounds and the CPU share of the definition", async () => {
    const { target, policy } = await scaled({ min: 3, max: 30, cpuPercent: 45 });
    assert.deepEqual(target.inputs, { ...service, minCapacity: 3, maxCapacity: 30 });
    const configuration = policy.inputs["targetTrackingScalingPolicyConfiguration"];
    assert.equal((configuration as { targetValue: number }).targetValue, 45);
  });
});
