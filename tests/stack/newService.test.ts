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

/** This repository's registry, and two more services with a table of their own. */
const grown: Registry = {
  services: [
    ...services,
    {
      name: "reviews",
      runtime: { kind: "lambda", memoryMiB: 512 },
      routes: [{ path: "/reviews/*", auth: "public" }],
      links: { readsWrites: ["reviews"], reads: ["carts"] },
    },
    {
      name: "ratings",
      runtime: { kind: "fargate", memoryMiB: 512 },
      routes: [{ path: "/ratings/*", auth: "public" }],
      links: { reads: ["reviews"] },
    },
  ],
  resources: {
    ...resources,
    reviews: { kind: "table", attributes: { id: "string" }, partitionKey: "id" },
  },
};

describe("the program with two more services", () => {
  let stack: readonly Registration[];

  before(async () => {
    const { registrations } = await runRegistry("dev", grown);
    stack = [...registrations, ...laidOutNetwork];
  });

  it("has them", () => {
    find(stack, "aws:lambda/function:Function", "reviews-function");
    find(stack, "aws:ecs/service:Service", "ratings-service");
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
