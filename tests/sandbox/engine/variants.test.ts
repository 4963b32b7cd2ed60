import assert from "node:assert/strict";
import { resolve } from "node:path";
import { services } from "../../../services/registry";
import { createCheckout } from "./checkout";
import type { Checkout } from "./checkout";

/** What a stack's settings may say, each with the resource type by which the preview shows it. */
const variants: readonly (readonly [title: string, changes: object, type: string])[] = [
  ["an API Gateway", { ingress: "apiGateway" }, "aws:apigateway/restApi:RestApi"],
  ["no NAT", { network: { zones: 2, nat: "none" } }, "aws:ec2/vpcEndpoint:VpcEndpoint"],
  ...services.flatMap(({ name, runtime }) =>
    (
      [
        ["fargate", "aws:ecs/taskDefinition:TaskDefinition"],
        ["ec2", "aws:ecs/capacityProvider:CapacityProvider"],
        ["lambda", "aws:lambda/function:Function"],
        ["eks", "kubernetes:apps/v1:Deployment"],
      ] as const
    )
      .filter(([kind]) => kind !== runtime.kind)
      .map(([kind, type]) => {
        const changes = { services: { [name]: { runtime: kind } } };
        return [`${name} on ${kind}`, changes, type] as const;
      }),
  ),
];

describe("the stack's variants in the sandbox", function () {
  this.timeout(120_000);
  let checkout: Checkout;

  beforeEach(() => {
    process.chdir(resolve(__dirname, "../../.."));
    checkout = createCheckout();
  });

  afterEach(() => {
    checkout.remove();
  });

  for (const [title, changes, type] of variants) {
    it(`previews with ${title}, without a violation or a warning`, async () => {
      checkout.change((config) => {
        for (const [key, value] of Object.entries(changes)) config[`microservices:${key}`] = value;
      });
      const report = await (await checkout.open()).preview();
      assert.ok(report.steps.some((step) => step.type === type));
      assert.deepEqual(report.violations, []);
      assert.deepEqual(
        report.diagnostics.filter(({ severity }) => severity === "warning"),
        [],
      );
    });
  }
});
