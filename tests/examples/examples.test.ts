import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { region } from "../../examples/foundation";
import { builtPage } from "../helpers/program";
import { exampleProgram, exampleProject, examples } from "../helpers/examples";
import { iamFaults } from "../helpers/iamFaults";
import { violations } from "../helpers/inspect";
import {
  type Registration,
  recordRegistrations,
  settled,
  valueOf,
} from "../helpers/recordingMocks";
import { statementsOf } from "../helpers/statements";
import { useWorkspace } from "../helpers/workspace";

describe("the examples", () => {
  useWorkspace({ files: builtPage, links: ["services", "components", "examples"] });

  for (const name of examples) {
    describe(name, () => {
      let registrations: readonly Registration[];
      let outputs: Record<string, unknown>;

      before(async () => {
        // The stack that the examples hold settings for.
        registrations = recordRegistrations("dev");
        pulumi.runtime.setConfig("aws:region", region);
        outputs = await valueOf(pulumi.output(exampleProgram(name)()));
        await settled();
      });

      after(() => {
        pulumi.runtime.setAllConfig({});
      });

      it("is a project of its own name", () => {
        assert.equal(exampleProject(name).name, `example-${name}`);
      });

      it("has nothing for the policy pack to object to", () => {
        assert.deepEqual(violations(registrations), []);
      });

      it("names actions and condition keys that AWS has, and no broader resource than needed", async () => {
        assert.deepEqual(await iamFaults(statementsOf(registrations)), []);
      });

      it("exports something, and nothing undefined", () => {
        const values = Object.values(outputs);
        assert.ok(values.length > 0 && !values.includes(undefined), JSON.stringify(outputs));
      });

      it("registers the outputs of every component, none of them undefined", () => {
        const silent = registrations
          .filter(({ type }) => type.startsWith("microservices:"))
          .filter(({ registeredOutputs = {} }) => {
            const values = Object.values(registeredOutputs);
            return values.length === 0 || values.includes(undefined);
          });
        assert.deepEqual(
          silent.map(({ type, name: component }) => `${type} ${component}`),
          [],
        );
      });
    });
  }
});
