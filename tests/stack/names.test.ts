import assert from "node:assert/strict";
import fc from "fast-check";
import { createPlaces } from "../../components/compute/places";
import { Microservice } from "../../components/compute/microservice";
import type { RuntimeKind, ServiceDefinition } from "../../services/contract";
import { definitionFaults } from "../../services/validate";
import { nameFaults, nameLimits } from "../helpers/awsNames";
import { platform } from "../helpers/components";
import { record, type Registration } from "../helpers/recordingMocks";
import { enterWorkspace } from "../helpers/workspace";

/** Any name that the contract accepts, the longest ones often. */
const serviceName = fc
  .oneof(
    fc.stringMatching(/^[a-z][a-z0-9-]{1,19}$/),
    fc.stringMatching(/^[a-z][a-z0-9-]{18}[a-z0-9]$/),
    fc.constantFrom("aa", "a-b-c-d-e-f-g-h-i-j1", "w".repeat(20)),
  )
  .filter((name) => definitionFaults([definitionOf(name, "lambda")], {}).length === 0);

/** Types whose names AWS does not know, or which the program never names. */
const unnamed = [
  "aws:appautoscaling/target:Target",
  "aws:ecr/lifecyclePolicy:LifecyclePolicy",
  "aws:eks/podIdentityAssociation:PodIdentityAssociation",
  "aws:lambda/alias:Alias",
  "aws:lambda/permission:Permission",
  "aws:lb/targetGroupAttachment:TargetGroupAttachment",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
];

/** @param priority of its own, since computed ones may meet where so many services are */
function definitionOf(name: string, kind: RuntimeKind, priority = 2): ServiceDefinition {
  return {
    name,
    runtime: { kind, memoryMiB: 512 },
    routes: [{ path: `/${name}/*`, auth: "public", priority }],
  };
}

/** What AWS is asked for when services of these names are deployed. */
async function deployed(names: readonly string[], kind: RuntimeKind): Promise<Registration[]> {
  const files = names.flatMap((name) => [
    [`services/${name}/main.ts`, "console.log(1)"],
    [`services/${name}/lambda.ts`, "export const handler = () => undefined;"],
  ]);
  const workspace = enterWorkspace({ files: Object.fromEntries(files) as Record<string, string> });
  try {
    const { registrations } = await record(() => {
      const definitions = names.map((name, at) => definitionOf(name, kind, at + 2));
      const shared = platform();
      const places = createPlaces("places", {
        ...{ ...shared, kubernetes: undefined },
        services: definitions,
      });
      for (const definition of definitions) {
        const args = { definition, platform: { ...shared, ...places }, resources: {} };
        new Microservice(definition.name, args);
      }
    });
    const ofServices = new RegExp(`^(${names.join("|")})-`);
    return registrations.filter(
      (one) => /^(aws|kubernetes):/.test(one.type) && ofServices.test(one.name),
    );
  } finally {
    workspace.leave();
  }
}

describe("the names in AWS of a service with any name that the contract accepts", () => {
  for (const kind of ["fargate", "ec2", "lambda", "eks"] as const) {
    it(`are as long and spelt as AWS demands, on ${kind}`, async () => {
      // Many names in one program, since a program takes longer than a name.
      const names = fc.uniqueArray(serviceName, { minLength: 20, maxLength: 20 });
      const property = fc.asyncProperty(names, async (some) => {
        const registrations = await deployed(some, kind);
        assert.ok(registrations.length > 5 * some.length);
        assert.deepEqual(
          registrations.flatMap((one) => nameFaults(one.type, one.name, one.inputs)),
          [],
        );
      });
      await fc.assert(property, { numRuns: 1, endOnFailure: true });
    });

    it(`are judged for every type that a service creates on ${kind}`, async () => {
      const types = (await deployed(["orders"], kind))
        .map(({ type }) => type)
        .filter((type) => type.startsWith("aws:"));
      const known = new Set([...Object.keys(nameLimits), ...unnamed]);
      assert.deepEqual([...new Set(types.filter((type) => !known.has(type)))], []);
    });
  }
});
