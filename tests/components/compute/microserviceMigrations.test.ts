import assert from "node:assert/strict";
import { EcsCluster } from "../../../components/compute/cluster";
import { KubernetesCluster } from "../../../components/compute/kubernetesCluster";
import { Microservice } from "../../../components/compute/microservice";
import { runtimesOf } from "../../../components/compute/places";
import type { Runtime, ServiceDefinition } from "../../../services/contract";
import { platform } from "../../helpers/components";
import { find, inputsOf, namesOf, record, type Registration } from "../../helpers/recordingMocks";
import { resourcesOf } from "../../helpers/resources";
import { useWorkspace } from "../../helpers/workspace";

const runtimes: readonly Runtime[] = [
  { kind: "fargate", memoryMiB: 512 },
  { kind: "ec2", memoryMiB: 512 },
  { kind: "lambda", memoryMiB: 512 },
  { kind: "eks", memoryMiB: 512 },
];

/** What starts the new version on each runtime. */
const versions: Readonly<Record<Runtime["kind"], readonly [type: string, name: string]>> = {
  fargate: ["aws:ecs/taskDefinition:TaskDefinition", "catalog-task"],
  ec2: ["aws:ecs/taskDefinition:TaskDefinition", "catalog-task"],
  lambda: ["aws:lambda/function:Function", "catalog-function"],
  eks: ["kubernetes:apps/v1:Deployment", "catalog-deployment"],
};

function definitionOn(runtime: Runtime, more: Partial<ServiceDefinition> = {}): ServiceDefinition {
  const routes = [{ path: "/catalog/*", auth: "public" }] as const;
  return { name: "catalog", runtime, routes, migrates: "catalog-db", ...more };
}

async function create(runtime: Runtime): Promise<readonly Registration[]> {
  const { registrations } = await record(() => {
    const shared = platform();
    const kubernetes = new KubernetesCluster("pods", shared);
    const { resources } = resourcesOf(shared, {
      "catalog-db": { kind: "database", engine: "aurora-postgresql" },
    });
    return new Microservice("catalog", {
      definition: definitionOn(runtime),
      platform: { ...shared, kubernetes, ...(runtime.kind === "ec2" && onInstances(shared)) },
      resources,
    });
  });
  return registrations;
}

function onInstances({ network }: ReturnType<typeof platform>) {
  return { cluster: new EcsCluster("instances", { instances: { network } }) };
}

function imageIn(registrations: readonly Registration[], task: string): unknown {
  const inputs = inputsOf(find(registrations, "aws:ecs/taskDefinition:TaskDefinition", task));
  return (inputs["containerDefinitions"] as { image: string }[])[0]?.image;
}

describe("a service that migrates a database", () => {
  useWorkspace({
    files: {
      "services/catalog/main.ts": "console.log('catalog')",
      "services/catalog/lambda.ts": "export const handler = () => undefined;",
      "services/catalog/migrate.ts": "console.log('migrate')",
      "services/catalog/migrations/001-products.sql": "SELECT 1;",
    },
  });

  for (const runtime of runtimes) {
    it(`starts no new version on ${runtime.kind} before its migration has ended`, async () => {
      const registrations = await create(runtime);
      const version = registrations.find(
        ({ type, name }) =>
          type === versions[runtime.kind][0] && name === versions[runtime.kind][1],
      );
      assert.ok(
        version?.dependencies.some((urn) => urn.endsWith("::catalog-migration-run")),
        version?.dependencies.join("\n"),
      );
      // One image, whether the service itself has it or not.
      assert.equal(namesOf(registrations, "awsx:ecr:Image").length, 1);
    });
  }

  it("runs the very image that the service runs", async () => {
    const registrations = await create({ kind: "fargate", memoryMiB: 512 });
    assert.equal(
      imageIn(registrations, "catalog-migration-task"),
      imageIn(registrations, "catalog-task"),
    );
  });

  it("needs Fargate, whatever it runs on itself", () => {
    const carts = definitionOn(
      { kind: "eks", memoryMiB: 512 },
      { name: "carts", migrates: undefined },
    );
    assert.deepEqual(runtimesOf([carts]), ["eks"]);
    assert.deepEqual(runtimesOf([carts, definitionOn({ kind: "lambda", memoryMiB: 512 })]), [
      "eks",
      "fargate",
      "lambda",
    ]);
  });
});
