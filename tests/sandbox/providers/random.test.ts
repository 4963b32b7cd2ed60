import assert from "node:assert/strict";
import { randomPackage } from "../../../sandbox/providers/random/package";
import { ResourceProvider } from "../../../sandbox/providers/resources";
import { identityOf } from "../../../sandbox/providers/server";
import {
  isSecret,
  plainProperties,
  textOf,
  type Properties,
} from "../../../sandbox/providers/wire";

const provider = new ResourceProvider(randomPackage);
const resource = identityOf(
  "urn:pulumi:dev::shop::random:index/randomPassword:RandomPassword::origin",
);

function passwordOf(inputs: Properties): string {
  const { outputs } = provider.create(resource, inputs, false);
  return textOf(plainProperties(outputs).result);
}

describe("a stand-in of RandomPassword", () => {
  it("makes a secret of the length and characters that are asked for", () => {
    const { outputs } = provider.create(resource, { length: 40, special: false }, false);
    assert.ok(isSecret(outputs.result ?? null) && isSecret(outputs.bcryptHash ?? null));
    assert.match(passwordOf({ length: 40, special: false }), /^[A-Za-z0-9]{40}$/);
    const digits = { length: 12, special: false, upper: false, lower: false };
    assert.match(passwordOf(digits), /^[0-9]{12}$/);
  });

  it("makes another one each time", () => {
    assert.notEqual(passwordOf({ length: 20 }), passwordOf({ length: 20 }));
  });

  it("keeps it until an input changes, and then makes a new resource", () => {
    const inputs = { length: 20, keepers: { rotation: "a" } };
    const { outputs } = provider.create(resource, inputs, false);
    const unchanged = provider.diff(resource, { inputs, outputs }, inputs);
    assert.deepEqual(unchanged.changes, []);
    const rotated = { length: 20, keepers: { rotation: "b" } };
    const { changes } = provider.diff(resource, { inputs, outputs }, rotated);
    assert.deepEqual(
      changes.map(({ property, replaces }) => ({ property, replaces })),
      [{ property: "keepers", replaces: true }],
    );
  });

  it("refuses what the provider would", () => {
    const check = (inputs: Properties) =>
      provider.check(resource, {}, inputs, "seed").failures.map(({ property }) => property);
    assert.deepEqual(check({ length: 20 }), []);
    assert.deepEqual(check({ length: 0 }), ["length"]);
    const none = { upper: false, lower: false, numeric: false, special: false };
    assert.deepEqual(check({ length: 8, ...none }), ["special"]);
  });
});

describe("a stand-in of RandomId", () => {
  it("spells the same bytes in every way, as many as are asked for", () => {
    const id = identityOf("urn:pulumi:dev::shop::random:index/randomId:RandomId::snapshot");
    const { id: name, outputs } = provider.create(id, { byteLength: 4 }, false);
    assert.match(textOf(outputs.hex), /^[0-9a-f]{8}$/);
    const bytes = Buffer.from(textOf(outputs.hex), "hex");
    assert.deepEqual(
      [name, outputs.b64Url, outputs.b64Std, outputs.dec],
      [
        bytes.toString("base64url"),
        bytes.toString("base64url"),
        bytes.toString("base64"),
        String(bytes.readUInt32BE()),
      ],
    );
  });
});
