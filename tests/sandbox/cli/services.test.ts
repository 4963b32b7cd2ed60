import assert from "node:assert/strict";
import type { ServiceStatus } from "../../../sandbox/cloud/types";
import { queuesTable, serviceFaults } from "../../../sandbox/commands/services";

const healthy: ServiceStatus = {
  name: "carts",
  runtime: "fargate",
  where: "1 task",
  health: "healthy",
  restarts: 0,
};

describe("serviceFaults", () => {
  it("has no line for a healthy service, though it once had an error", () => {
    assert.deepEqual(serviceFaults([{ ...healthy, lastError: "exited" }]), []);
  });

  it("names the last error and the log of a service that is not well", () => {
    assert.deepEqual(
      serviceFaults([{ ...healthy, health: "crash-looping", lastError: "Error: boom" }]),
      ["! carts is crash-looping: Error: boom; its log is .sandbox/data/logs/carts.log"],
    );
  });

  it("names no log of what the sandbox does not run", () => {
    const [line] = serviceFaults([{ ...healthy, health: "not run here", lastError: "Oracle" }]);
    assert.equal(line, "! carts is not run here: Oracle");
  });

  it("names the log where no error is known", () => {
    const [line] = serviceFaults([{ ...healthy, health: "unhealthy" }]);
    assert.equal(line, "! carts is unhealthy; its log is .sandbox/data/logs/carts.log");
  });
});

describe("queuesTable", () => {
  it("says how many messages wait, and how many are dead where a queue keeps them", () => {
    const rows = queuesTable([
      { name: "jobs", waiting: 3, dead: 1 },
      { name: "mail", waiting: 0 },
    ]).split("\n");
    assert.deepEqual(
      rows.map((row) => row.trim().split(/\s+/)),
      [
        ["QUEUE", "WAITING", "DEAD"],
        ["jobs", "3", "1"],
        ["mail", "0", "-"],
      ],
    );
  });
});
