import type { ResourceContext } from "../fill/rules";
import type { Failure } from "../naming";
import { plainPackage, plainRules, type ResourcePackage } from "../package";
import { secret } from "../wire";
import type { Properties, Value } from "../wire";

/** Kinds of characters with the input that leaves each out, in the words of the provider. */
const CHARACTERS = {
  upper: "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
  lower: "abcdefghijklmnopqrstuvwxyz",
  numeric: "0123456789",
  special: "!@#$%&*()-_=+[]{}<>:?",
} as const;

function alphabet(inputs: Properties): string {
  const kinds = Object.entries(CHARACTERS).filter(([kind]) => inputs[kind] !== false);
  return kinds.map(([, characters]) => characters).join("");
}

/** Made when the resource is, and kept: a later deployment reads it from the state. */
function password(context: ResourceContext): Value {
  const characters = alphabet(context.inputs);
  const length = Number(context.inputs.length);
  const letters = Array.from({ length }, (_, place) =>
    characters.charAt(context.random.number(0, characters.length, `result ${place}`)),
  );
  return secret(letters.join(""));
}

/** As many bytes as the resource asks for, the same whenever it is asked. */
function randomBytes(context: ResourceContext): Buffer {
  return Buffer.from(
    context.random.text("hex", 2 * Number(context.inputs.byteLength), "bytes"),
    "hex",
  );
}

function passwordFailures(inputs: Properties): Failure[] {
  const length = Number(inputs.length);
  return [
    ...(Number.isInteger(length) && length >= 1
      ? []
      : [{ property: "length", reason: "length must be a whole number of at least 1" }]),
    ...(alphabet(inputs) === ""
      ? [{ property: "special", reason: "at least one kind of characters must be allowed" }]
      : []),
  ];
}

/** Stands in for pulumi-random, of which stacks need passwords, which the state holds encrypted, and ids. */
export const randomPackage: ResourcePackage = {
  kind: "resources",
  name: "random",
  npmPackage: "@pulumi/random",
  repeatsId: true,
  ...plainPackage,
  rules: {
    ...plainRules,
    types: {
      "random:index/randomPassword:RandomPassword": {
        id: "none",
        outputs: {
          result: password,
          bcryptHash: (context) => secret(`$2a$10$${context.random.text("mixed", 53, "hash")}`),
        },
        updateInPlace: [],
      },
      "random:index/randomId:RandomId": {
        id: (context) => randomBytes(context).toString("base64url"),
        outputs: {
          hex: (context) => randomBytes(context).toString("hex"),
          b64Std: (context) => randomBytes(context).toString("base64"),
          b64Url: (context) => randomBytes(context).toString("base64url"),
          dec: (context) => BigInt(`0x${randomBytes(context).toString("hex")}`).toString(),
        },
        updateInPlace: [],
      },
    },
  },
  functionsFile: "sandbox/providers/random/package.ts",
  overrides: { "random:index/randomPassword:RandomPassword": { check: passwordFailures } },
};
