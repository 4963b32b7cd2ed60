import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { CustomResource, secret } from "@pulumi/pulumi";
import type { SandboxStack } from "../../../sandbox/stack";
import { BROKEN } from "../../policies/helpers/broken";
import { changed } from "../../policies/helpers/fixture";
import { createCheckout } from "./checkout";
import type { Checkout } from "./checkout";

const repository = resolve(__dirname, "../../..");
const policies = join(repository, "policies");

/** One whose broken value is a secret by itself, and one with a secret beside it. */
const SEALED: Readonly<Record<string, object>> = {
  "sqs-encrypted": { sqsManagedSseEnabled: secret(false) },
  "kms-rotation": { description: secret("hidden") },
};

/** A resource of whatever type. */
class AnyResource extends CustomResource {}

/** Every resource that breaks a rule which can be set right, named after the rule. */
function brokenProgram(): Promise<object> {
  for (const { rule, type, props } of BROKEN) {
    new AnyResource(type, rule, { ...props, ...SEALED[rule] });
  }
  return Promise.resolve({});
}

/** The profile's rules that set right; the others would object to resources as small as these. */
function onlyRemedies(): string {
  const profile = readFileSync(join(policies, "profiles", "remediation.json"), "utf8");
  const levels = Object.entries(JSON.parse(profile) as Record<string, string>).map(
    ([id, level]) => [id, level === "remediate" ? level : "disabled"] as const,
  );
  return JSON.stringify(Object.fromEntries(levels));
}

/** Values as the state holds them: inside what marks a secret there is JSON in plaintext. */
function opened(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("plaintext" in value)) return value;
  return JSON.parse(String(value.plaintext));
}

describe("a program that breaks every rule which can be set right", function () {
  this.timeout(300_000);
  let checkout: Checkout;
  let stack: SandboxStack;
  let inputs: ReadonlyMap<string, Readonly<Record<string, unknown>>>;

  before(async () => {
    process.chdir(repository);
    checkout = createCheckout();
    const config = join(checkout.paths.root, "levels.json");
    writeFileSync(config, onlyRemedies());
    const policyPackConfigs = [config];
    const policyPacks = [policies];
    const program = brokenProgram;
    stack = await checkout.open({ program, stackName: "prod", policyPacks, policyPackConfigs });
    const report = await stack.up();
    assert.deepEqual(report.violations, []);
    const { resources = [] } = await stack.exportState();
    inputs = new Map(
      resources.map(({ urn, inputs: own = {} }) => [urn.split("::").at(-1) ?? "", own]),
    );
  });

  after(() => {
    checkout.remove();
  });

  for (const { rule, type, props, sets } of BROKEN) {
    it(`is deployed with ${rule} met`, () => {
      const [fixture] = changed([{ type, name: rule, props }], { set: sets });
      const deployed = inputs.get(rule) ?? {};
      for (const [key, value] of Object.entries(fixture?.props ?? {})) {
        assert.deepEqual(opened(deployed[key]), value, key);
      }
    });
  }

  it("keeps its secrets secret, set right or not", () => {
    for (const [rule, sealed] of Object.entries(SEALED)) {
      for (const key of Object.keys(sealed)) {
        const value = inputs.get(rule)?.[key];
        assert.ok(typeof value === "object" && value !== null && "plaintext" in value, key);
      }
    }
  });

  it("shows no change at the next preview", async () => {
    const report = await stack.preview();
    assert.deepEqual(report.steps, []);
    assert.deepEqual(report.violations, []);
  });
});
