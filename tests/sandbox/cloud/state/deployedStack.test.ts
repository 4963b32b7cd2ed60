import assert from "node:assert/strict";
import { z } from "zod";
import { DeployedStack, unwrapSecrets } from "../../../../sandbox/cloud/state/deployedStack";
import { CloudError } from "../../../../sandbox/cloud/types";
import { resource, secret } from "../fixtures/state";

const type = "aws:sns/topic:Topic";
const schema = z.object({ name: z.string(), size: z.number().optional() });

function stackOf(...resources: ReturnType<typeof resource>[]): DeployedStack {
  return new DeployedStack({ resources });
}

describe("the deployed stack", () => {
  it("gives outputs, and inputs where an output is null or absent", () => {
    const [topic] = stackOf(
      resource(type, "t", { name: "orders-1a2b", size: null }, { inputs: { name: "x", size: 3 } }),
    ).ofType(type, schema);
    assert.deepEqual(topic?.properties, { name: "orders-1a2b", size: 3 });
  });

  it("unwraps secrets wherever they are nested", () => {
    const value = { list: [{ password: secret({ inner: secret("s3cret") }) }] };
    assert.deepEqual(unwrapSecrets(value, "urn"), { list: [{ password: { inner: "s3cret" } }] });
  });

  it("asks for plaintext when a secret is encrypted", () => {
    const encrypted = { ...secret("x"), plaintext: undefined, ciphertext: "v1:abc" };
    assert.throws(() => unwrapSecrets(encrypted, "urn:x"), /--show-secrets/);
  });

  it("leaves out components and resources that wait for their removal", () => {
    const stack = stackOf(
      resource(type, "kept", { name: "kept" }),
      resource(type, "old", { name: "old" }, { delete: true }),
      resource(type, "component", { name: "component" }, { custom: false }),
    );
    assert.deepEqual(
      stack.ofType(type, schema).map(({ logicalName }) => logicalName),
      ["kept"],
    );
    assert.equal(stack.size, 1);
  });

  it("calls a resource by its component, and one of the stack itself by its own name", () => {
    const parent = "urn:pulumi:dev::shop::microservices:compute:Microservice::orders";
    const stack = stackOf(
      resource(type, "orders-topic", { name: "a" }, { parent }),
      resource(type, "plain", { name: "b" }),
    );
    assert.deepEqual(
      stack.ofType(type, schema).map(({ displayName }) => displayName),
      ["orders", "plain"],
    );
  });

  it("names the resource and the property that cannot be read", () => {
    const stack = stackOf(resource(type, "broken", { name: 7 }));
    assert.throws(
      () => stack.ofType(type, schema),
      (error) => {
        assert.ok(error instanceof CloudError);
        assert.match(error.message, /aws:sns\/topic:Topic::broken/);
        assert.match(error.message, /name: .*expected string/);
        return true;
      },
    );
  });
});
