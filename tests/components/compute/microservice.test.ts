import assert from "node:assert/strict";
import { Microservice } from "../../../components/compute/microservice";
import type { ResourceDefinitions, ServiceDefinition } from "../../../services/contract";
import { platform } from "../../helpers/components";
import { resourcesOf } from "../../helpers/resources";
import { accountId, find, inputsOf, namesOf, record } from "../../helpers/recordingMocks";
import { useWorkspace } from "../../helpers/workspace";

const table = { kind: "table", attributes: { id: "string" }, partitionKey: "id" } as const;
const tables: ResourceDefinitions = { products: table, carts: table };
const definition: ServiceDefinition = {
  name: "carts",
  runtime: { kind: "lambda", memoryMiB: 512 },
  routes: [{ path: "/carts/*", auth: "public" }],
  links: { reads: ["products"], readsWrites: ["carts"] },
};

function create(more: Partial<ServiceDefinition> = {}) {
  return record(() => {
    const changed = { ...definition, ...more };
    const shared = platform();
    const resources = resourcesOf(shared, tables).resources;
    return new Microservice(changed.name, { definition: changed, platform: shared, resources });
  });
}

describe("Microservice", () => {
  useWorkspace({
    files: {
      "services/carts/lambda.ts": "export const handler = () => undefined;",
      "services/catalog/main.ts": "console.log('catalog')",
    },
  });

  it("becomes a function when its runtime is Lambda", async () => {
    const { registrations, result } = await create();
    assert.deepEqual(namesOf(registrations, "microservices:compute:FunctionService"), ["carts"]);
    assert.deepEqual(namesOf(registrations, "microservices:compute:ContainerService"), []);
    assert.deepEqual(result.summary, { runtime: "lambda", paths: ["/carts/*"] });
  });

  it("becomes a container service when its runtime is Fargate, with scale, health path and the stack's prefix", async () => {
    const { registrations, result } = await create({
      name: "catalog",
      runtime: { kind: "fargate", cpu: 256, memoryMiB: 512 },
      scale: { min: 4 },
      healthPath: "/ready",
    });
    assert.deepEqual(namesOf(registrations, "microservices:compute:FunctionService"), []);
    assert.equal(find(registrations, "aws:ecs/service:Service").inputs["desiredCount"], 4);
    const { healthCheck } = find(registrations, "aws:lb/targetGroup:TargetGroup").inputs;
    assert.equal((healthCheck as { path: string }).path, "/ready");
    const { family } = find(registrations, "aws:ecs/taskDefinition:TaskDefinition").inputs;
    assert.equal(family, "shop-test-catalog");
    assert.deepEqual(result.summary, { runtime: "fargate", paths: ["/carts/*"] });
  });

  it("turns every link into the grant of its verb, and no more", async () => {
    const { registrations } = await create();
    const { environment } = find(registrations, "aws:lambda/function:Function").inputs;
    assert.deepEqual(environment, {
      variables: {
        NODE_OPTIONS: "--enable-source-maps",
        SERVICE_NAME: "carts",
        PRODUCTS_TABLE_NAME: "products-table",
        CARTS_TABLE_NAME: "carts-table",
      },
    });
    const type = "aws:iam/rolePolicy:RolePolicy";
    const { policy } = inputsOf(find(registrations, type, "carts-function-role-policy"));
    const { Statement: statements } = policy as { Statement: { Sid: string }[] };
    assert.deepEqual(
      statements.map(({ Sid }) => Sid),
      [
        "ReadsProductsTable",
        "ReadsProductsTableKey",
        "ReadsWritesCartsTable",
        "ReadsWritesCartsTableKey",
        "WriteLogs",
        "SendTraces",
      ],
    );
  });

  it("runs the image that a pipeline hands in, by digest in its own repository or by whole reference", async () => {
    const digest = `sha256:${"0".repeat(64)}`;
    for (const [given, expected] of [
      [digest, `${accountId}.dkr.ecr.us-east-1.amazonaws.com/catalog-images-repository@${digest}`],
      [`registry.example.com/catalog@${digest}`, `registry.example.com/catalog@${digest}`],
    ] as const) {
      const catalog: ServiceDefinition = {
        ...definition,
        name: "catalog",
        runtime: { kind: "fargate", memoryMiB: 512 },
      };
      const { registrations } = await record(() => {
        const shared = platform();
        return new Microservice("catalog", {
          definition: catalog,
          platform: shared,
          resources: resourcesOf(shared, tables).resources,
          images: { catalog: given },
        });
      });
      const task = inputsOf(find(registrations, "aws:ecs/taskDefinition:TaskDefinition"));
      const [container] = task["containerDefinitions"] as { image: string }[];
      assert.equal(container?.image, expected);
      assert.deepEqual(namesOf(registrations, "awsx:ecr:Image"), []);
    }
  });

  it("refuses a link to a resource that is not there and lists those that are", async () => {
    const build = () =>
      record(() => {
        const shared = platform();
        const resources = resourcesOf(shared, { products: table }).resources;
        return new Microservice("carts", { definition, platform: shared, resources });
      });
    await assert.rejects(build, {
      message:
        'Microservice "carts": links.readsWrites must name a resource of services/resources.ts, got "carts"; known: products',
    });
  });
});
