import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { loadSettings } from "../../config";
import { services } from "../../services/registry";
import { resources } from "../../services/resources";
import { stacks, stackSettings } from "../helpers/program";
import { recordRegistrations } from "../helpers/recordingMocks";

describe("the committed settings", () => {
  it("exist for exactly the stacks that the tests know", () => {
    const files = readdirSync(resolve(__dirname, "../..")).filter((name) =>
      /^Pulumi\..+\.yaml$/.test(name),
    );
    assert.deepEqual(files.sort(), stacks.map((stack) => `Pulumi.${stack}.yaml`).sort());
  });

  for (const stack of stacks) {
    it(`of stack ${stack} load without a fault`, () => {
      recordRegistrations(stack);
      pulumi.runtime.setAllConfig(stackSettings(stack));
      const settings = loadSettings(services, resources);
      assert.equal(settings.services.length, services.length);
      assert.equal(settings.domain, stackSettings(stack)["microservices:domain"]);
    });
  }

  it("give every stack a domain of its own", () => {
    const domains = stacks.map((stack) => stackSettings(stack)["microservices:domain"]);
    assert.equal(new Set(domains).size, stacks.length);
  });
});
