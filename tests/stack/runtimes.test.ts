import assert from "node:assert/strict";
import type { RuntimeKind } from "../../services/contract";
import { services } from "../../services/registry";
import { iamFaults } from "../helpers/iamFaults";
import { violations } from "../helpers/inspect";
import { runProgram } from "../helpers/program";
import { namesOf, type Registration } from "../helpers/recordingMocks";
import { serviceView } from "../helpers/serviceView";
import { statementsOf } from "../helpers/statements";

const kinds: readonly RuntimeKind[] = ["fargate", "ec2", "lambda", "eks"];
const components: Readonly<Record<RuntimeKind, string>> = {
  fargate: "microservices:compute:ContainerService",
  ec2: "microservices:compute:ContainerService",
  lambda: "microservices:compute:FunctionService",
  eks: "microservices:compute:KubernetesService",
};

/** The development stack with one word of its settings changed. */
async function deployed(service: string, kind: RuntimeKind): Promise<readonly Registration[]> {
  const changes = { services: { [service]: { runtime: kind } } };
  return (await runProgram("dev", changes)).registrations;
}

for (const { name, runtime } of services) {
  describe(`the service ${name}, by one word of the stack's settings`, () => {
    for (const kind of kinds) {
      describe(`on ${kind}`, () => {
        let registrations: readonly Registration[];

        before(async () => {
          registrations = await deployed(name, kind);
        });

        it("is made of the component of that runtime", () => {
          assert.ok(namesOf(registrations, components[kind]).includes(name));
        });

        it("has the same routes, environment and permissions as on the runtime of its definition", async () => {
          const original = await deployed(name, runtime.kind);
          assert.deepEqual(
            serviceView(registrations, name, kind),
            serviceView(original, name, runtime.kind),
          );
        });

        it("gives the policy pack nothing to object to", () => {
          assert.deepEqual(violations(registrations), []);
        });

        it("names actions that AWS has, and no broader resource than needed", async () => {
          assert.deepEqual(await iamFaults(statementsOf(registrations)), []);
        });
      });
    }
  });
}
