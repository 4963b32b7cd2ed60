import assert from "node:assert/strict";
import { iamFaults } from "../helpers/iamFaults";
import { violations } from "../helpers/inspect";
import { runProgram, type Settings } from "../helpers/program";
import { namesOf, type Registration } from "../helpers/recordingMocks";
import { statementsOf } from "../helpers/statements";

/** Ways to set a stack up that the committed stacks do not take. */
const variants: Readonly<Record<string, Settings>> = {
  "behind an API Gateway": { ingress: "apiGateway" },
  "behind an API Gateway, all of it functions": {
    ingress: "apiGateway",
    services: { catalog: { runtime: "lambda" } },
  },
  "without NAT": { network: { nat: "none" } },
  "without NAT, on instances": {
    network: { nat: "none" },
    services: { catalog: { runtime: "ec2" }, carts: { runtime: "ec2" } },
  },
};

for (const [title, changes] of Object.entries(variants)) {
  describe(`the program ${title}`, () => {
    let registrations: readonly Registration[];

    before(async () => {
      ({ registrations } = await runProgram("dev", changes));
    });

    it("gives the policy pack nothing to object to", () => {
      assert.deepEqual(violations(registrations), []);
    });

    it("names actions that AWS has, and no broader resource than needed", async () => {
      assert.deepEqual(await iamFaults(statementsOf(registrations)), []);
    });

    it("registers every name of a type once", () => {
      const urns = registrations.map(({ urn }) => urn);
      assert.equal(new Set(urns).size, urns.length);
    });
  });
}

describe("the way in", () => {
  it("is a load balancer that CloudFront reaches inside the VPC, unless the stack says otherwise", async () => {
    const { registrations } = await runProgram("dev");
    assert.deepEqual(namesOf(registrations, "aws:lb/loadBalancer:LoadBalancer"), ["api-alb"]);
    assert.deepEqual(namesOf(registrations, "aws:apigateway/restApi:RestApi"), []);
  });

  it("is an API, and beside it a load balancer for tasks, where the stack says apiGateway", async () => {
    const { registrations } = await runProgram("dev", { ingress: "apiGateway" });
    assert.equal(namesOf(registrations, "aws:apigateway/restApi:RestApi").length, 1);
    assert.deepEqual(namesOf(registrations, "aws:lb/loadBalancer:LoadBalancer"), ["api-tasks-alb"]);
    assert.deepEqual(namesOf(registrations, "aws:cloudfront/vpcOrigin:VpcOrigin"), []);
  });

  it("needs no load balancer where every service is a function", async () => {
    const changes = variants["behind an API Gateway, all of it functions"];
    const { registrations } = await runProgram("dev", changes);
    assert.deepEqual(namesOf(registrations, "aws:lb/loadBalancer:LoadBalancer"), []);
    assert.deepEqual(namesOf(registrations, "aws:apigatewayv2/vpcLink:VpcLink"), []);
  });
});
