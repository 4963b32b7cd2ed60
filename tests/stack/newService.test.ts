/** What adding a service takes, so that docs/adding-a-service.md keeps its word: nothing in the tests names it. */
import assert from "node:assert/strict";
import { violations } from "../helpers/inspect";
import { type Registry, runRegistry } from "../helpers/program";
import { find, type Registration } from "../helpers/recordingMocks";
import { services } from "../../services/registry";
import { resources } from "../../services/resources";
import { cutsOf } from "./cuts/caughtCut";
import { cuts } from "./cuts/index";
import { laidOutNetwork } from "./cuts/laidOutNetwork";

/** This repository's registry, and two more services with kinds of resource that it may not have yet. */
const grown: Registry = {
  services: [
    ...services,
    {
      name: "extra-function",
      runtime: { kind: "lambda", memoryMiB: 512 },
      routes: [{ path: "/extra-function/*", auth: "public" }],
      links: { readsWrites: ["extra"], consumes: ["extra-jobs"] },
      subscribes: [{ bus: "extra-events", types: ["OrderPlaced"] }],
    },
    {
      name: "extra-tasks",
      runtime: { kind: "fargate", memoryMiB: 512 },
      routes: [{ path: "/extra-tasks/*", auth: "public" }],
      links: { reads: ["extra"], sends: ["extra-jobs"], publishes: ["extra-events"] },
    },
  ],
  resources: {
    ...resources,
    extra: { kind: "table", attributes: { id: "string" }, partitionKey: "id" },
    "extra-jobs": { kind: "queue" },
    "extra-events": { kind: "eventBus" },
  },
};

describe("the program with two more services", () => {
  let stack: readonly Registration[];

  before(async () => {
    const { registrations } = await runRegistry("dev", grown);
    stack = [...registrations, ...laidOutNetwork];
  });

  it("has them", () => {
    find(stack, "aws:lambda/function:Function", "extra-function-function");
    find(stack, "aws:ecs/service:Service", "extra-tasks-service");
  });

  it("has nothing that the policy pack objects to", () => {
    assert.deepEqual(violations(stack), []);
  });

  it("leaves every cut its one target", () => {
    for (const cut of cuts.filter((one) => (one.stack ?? "dev") === "dev")) {
      const whole = [...stack, ...(cut.adds?.(stack) ?? [])];
      for (const one of cutsOf(cut)) find(whole, one.type, one.name);
    }
  });
});
