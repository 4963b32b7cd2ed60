import assert from "node:assert/strict";
import { DeployedStack } from "../../../../sandbox/cloud/state/deployedStack";
import { readContainerServices } from "../../../../sandbox/cloud/tasks/definitions";
import { type Changes, arns, changedContainer, stackState } from "../fixtures/state";

function serviceOf(changes: Changes = {}) {
  const [service] = readContainerServices(new DeployedStack(stackState(changes)));
  assert.ok(service !== undefined);
  return service;
}

describe("container services", () => {
  it("have their component's name, tasks, roles and target groups", () => {
    const service = serviceOf();
    assert.equal(service.name, "catalog");
    assert.equal(service.serviceName, "catalog-service-9f1e");
    assert.equal(service.desiredCount, 2);
    assert.equal(service.taskRoleArn, arns.taskRole);
    assert.deepEqual(service.securityGroupIds, ["sg-catalog"]);
    assert.deepEqual(service.targetGroups, [{ arn: arns.catalogTargets, containerPort: 8080 }]);
    assert.deepEqual(service.sidecars, []);
  });

  it("run the container behind the load balancer and name the others", () => {
    const containers = JSON.stringify([
      { name: "router", image: "x" },
      { name: "catalog", image: "y" },
    ]);
    const service = serviceOf({ "catalog-definition": { containerDefinitions: containers } });
    assert.equal(service.container.name, "catalog");
    assert.deepEqual(service.sidecars, ["router"]);
  });

  it("whose task definition is not in the state are refused", () => {
    assert.throws(() => serviceOf({ "catalog-definition": null }), /which is not in the state/);
  });

  it("with a stop timeout that Fargate does not take are refused", () => {
    assert.throws(() => serviceOf(changedContainer({ stopTimeout: 600 })), /stopTimeout/);
  });
});
