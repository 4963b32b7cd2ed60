import assert from "node:assert/strict";
import { asset } from "@pulumi/pulumi";
import { Secret, unknownCheckingProxy } from "@pulumi/policy";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { secretsPreservingProxy } from "@pulumi/policy/secret";
import { rules } from "../../../policies/allRules";
import { toPolicies } from "../../../policies/framework/pack";
import type { Rule } from "../../../policies/framework/rule";
import { PackRun } from "../../../policies/framework/run";
import { BROKEN } from "../helpers/broken";
import type { Broken } from "../helpers/broken";
import { reportsOf, resourceArgs, UNKNOWN, urnOf } from "../helpers/engine";
import { changed } from "../helpers/fixture";

const NAME = "subject";

function ruleOf(id: string): Rule {
  const rule = rules.find((each) => each.id === id);
  assert.ok(rule, id);
  return rule;
}

/** What the policy returns for the properties, with secrets and marks in place. */
async function remedied(
  { rule, type }: Broken,
  props: object,
  run = new PackRun(),
): Promise<Record<string, unknown> | undefined> {
  const [policy] = toPolicies([ruleOf(rule)], run);
  const { remediateResource } = policy as ResourceValidationPolicy;
  assert.ok(remediateResource, rule);
  const args = resourceArgs({ type, name: NAME, props: {} }, {});
  const proxied = unknownCheckingProxy(secretsPreservingProxy(props));
  const result = await remediateResource({ ...args, props: proxied });
  return result ?? undefined;
}

function expected({ type, props, sets }: Broken): object {
  const [fixture] = changed([{ type, name: NAME, props }], { set: sets });
  return fixture?.props ?? {};
}

/** The properties with every value below the top a secret. */
function sealed(props: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(props).map(([key, value]) => [key, new Secret(value)]));
}

function opened(props: object): object {
  return Object.fromEntries(
    Object.entries(props).map(([key, value]: [string, unknown]) => [
      key,
      value instanceof Secret ? (value.value as unknown) : value,
    ]),
  );
}

describe("level remediate", () => {
  it("is there for fifty-three rules, each with a resource that breaks it", () => {
    const remediable = rules.filter(({ remedy }) => remedy !== undefined).map(({ id }) => id);
    assert.equal(remediable.length, 53);
    assert.deepEqual(BROKEN.map(({ rule }) => rule).sort(), remediable.sort());
  });

  for (const broken of BROKEN) {
    const { rule: id, type, props } = broken;
    describe(id, () => {
      it("sets what the rule objects to, and nothing else", async () => {
        assert.notDeepEqual(await reportsOf(ruleOf(id), [{ type, name: NAME, props }]), []);
        const result = await remedied(broken, props);
        assert.deepEqual(result, expected(broken));
        const after = [{ type, name: NAME, props: result }];
        assert.deepEqual(await reportsOf(ruleOf(id), after), []);
      });

      it("leaves a resource alone that meets the rule", async () => {
        assert.equal(await remedied(broken, expected(broken)), undefined);
      });

      it("keeps secrets secret", async () => {
        const result = await remedied(broken, sealed(props));
        assert.ok(result);
        assert.deepEqual(opened(result), expected(broken));
        for (const key of Object.keys(props)) assert.ok(result[key] instanceof Secret, key);
      });

      it("keeps what is not known yet", async () => {
        const keys = Object.keys(broken.sets).map((path) => path.split(/[.[]/)[0] ?? "");
        const unknown = Object.fromEntries(keys.map((key) => [key, UNKNOWN]));
        const result = await remedied(broken, { ...props, ...unknown });
        for (const key of keys) assert.equal(result?.[key] ?? UNKNOWN, UNKNOWN);
      });
    });
  }
});

describe("a remedy", () => {
  const broken = BROKEN.find(({ rule }) => rule === "kms-rotation");
  const urn = urnOf({ type: "aws:kms/key:Key", name: NAME, props: {} });
  const isWaived = {
    rule: "kms-rotation",
    resource: NAME,
    stacks: ["*"],
    reason: "Rotated by hand.",
    owner: "team@example.com",
    expires: "2999-01-01",
    place: "waivers.yaml:1",
  };

  it("is not for a waived violation", async () => {
    assert.ok(broken);
    assert.equal(await remedied(broken, {}, new PackRun({ waivers: [isWaived] })), undefined);
  });

  it("keeps unknown values of other properties, and takes the mark of a default off its own", async () => {
    assert.ok(broken);
    const props = {
      policy: UNKNOWN,
      enableKeyRotation: false,
      __defaults: ["enableKeyRotation", "bypassPolicyLockoutSafetyCheck"],
    };
    assert.deepEqual(await remedied(broken, props), {
      policy: UNKNOWN,
      enableKeyRotation: true,
      __defaults: ["bypassPolicyLockoutSafetyCheck"],
    });
  });

  it("leaves a resource with files alone, whose hash would be lost, and says so", async () => {
    const tracing = BROKEN.find(({ rule }) => rule === "lambda-tracing");
    assert.ok(tracing);
    const code = new asset.AssetArchive({ "index.js": new asset.StringAsset("1") });
    const run = new PackRun();
    assert.equal(await remedied(tracing, { ...tracing.props, code }, run), undefined);
    const [policy] = toPolicies([ruleOf("lambda-tracing")], run);
    const { validateResource } = policy as ResourceValidationPolicy;
    assert.ok(typeof validateResource === "function");
    const told: string[] = [];
    const args = resourceArgs({ type: tracing.type, name: NAME, props: tracing.props }, {});
    await validateResource(args, (message: unknown) => told.push(String(message)));
    assert.match(told.join(), /Not set right by the pack: the resource holds a file/);
  });

  it("is told in the judgement that follows", async () => {
    assert.ok(broken);
    const run = new PackRun();
    const props = await remedied(broken, {}, run);
    const [policy] = toPolicies([ruleOf("kms-rotation")], run);
    const { validateResource } = policy as ResourceValidationPolicy;
    assert.ok(typeof validateResource === "function" && props);
    await validateResource(resourceArgs({ type: broken.type, name: NAME, props }, {}), () => {
      assert.fail("the rule is met");
    });
    const judgement = run.judgement("kms-rotation", urn);
    assert.deepEqual(judgement?.remedied, ["enableKeyRotation set to true"]);
  });
});
