import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import fc from "fast-check";
import { rules } from "../../policies/allRules";
import { assemble } from "../../policies/framework/assemble";
import { configured, type Fixture, reporterTo } from "./helpers/engine";
import { resourceArgs, stackArgs, UNKNOWN } from "./helpers/engine";
import { isDeclared, randomStack } from "./helpers/randomResources";
import { SECRET } from "./helpers/randomTexts";

/** How many resources: a sample here, `POLICY_RESOURCES=20000` for all. */
const RESOURCES = Number(process.env.POLICY_RESOURCES ?? 2000);
const STACK_SIZE = 20;
/** Milliseconds of the processor that the pack may take for one resource, and for the end of a stack. */
const LIMIT = { resource: 1000, stack: 5000 };

const types = [...new Set(rules.flatMap((rule) => [...rule.types, ...(rule.relatedTypes ?? [])]))];
const byId = new Map(rules.map((rule) => [rule.id, rule]));

/** Any types, or those that one rule looks at. */
const stacks = fc
  .oneof(
    fc.constant(types),
    fc.constantFrom(...rules.map((rule) => [...rule.types, ...(rule.relatedTypes ?? [])])),
  )
  .chain((chosen) => randomStack(chosen, STACK_SIZE));

/** Without the resources: they are many, and the seed makes them again. */
function tellSeed({ failed, seed, counterexamplePath, errorInstance }: fc.RunDetails<[Fixture[]]>) {
  if (!failed) return Promise.resolve();
  const where = `seed ${seed}, path ${counterexamplePath ?? "none"}`;
  throw new Error(`a random stack failed (${where})`, { cause: errorInstance });
}

describe("the whole pack, on random resources with their declared properties", function () {
  this.timeout(1_800_000);
  const folder = mkdtempSync(join(tmpdir(), "policies-"));
  const policies = assemble(rules, {
    pack: { name: "aws-microservices", version: "0.0.0" },
    environment: { AWS_POLICIES_REPORT_DIR: folder, PULUMI_DRY_RUN: "true" },
    packDirectory: folder,
    today: "2026-11-01",
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  const objected = new Set<string>();

  /** What a policy reports with: nothing may be a defect, a secret, or the mark of an unknown. */
  function harmless(policy: string): ReturnType<typeof reporterTo> {
    return reporterTo(({ message, enforcementLevel }) => {
      assert.equal(enforcementLevel, undefined, message);
      assert.ok(!message.includes(SECRET), message);
      assert.ok(!message.includes(UNKNOWN), message);
      objected.add(policy);
    }, "x::x");
  }

  async function timed(what: string, limit: number, run: () => Promise<void>): Promise<void> {
    // The processor's time, so that a busy machine does not count.
    const started = process.cpuUsage();
    await run();
    const took = process.cpuUsage(started).user / 1000;
    assert.ok(took < limit, `${what} took ${took.toFixed(0)} ms`);
  }

  async function judgeResource(fixture: Fixture): Promise<void> {
    for (const policy of policies) {
      const { validateResource, name } = policy as ResourceValidationPolicy;
      const covers = byId.get(name)?.types.includes(fixture.type) ?? false;
      if (typeof validateResource !== "function" || !covers) continue;
      await validateResource(resourceArgs(fixture, {}), harmless(name));
    }
  }

  async function judgeStack(fixtures: readonly Fixture[]): Promise<void> {
    const args = { ...stackArgs(fixtures), getConfig: configured({}) };
    for (const policy of policies) {
      if (!("validateStack" in policy)) continue;
      await policy.validateStack(args, harmless(policy.name));
    }
  }

  it("knows the properties of every type that a rule looks at", () => {
    assert.deepEqual(
      types.filter((type) => type.startsWith("aws:") && !isDeclared(type)),
      [],
    );
  });

  it(`judges ${RESOURCES}, each in time, without a defect and without a secret`, async () => {
    await fc.assert(
      fc.asyncProperty(stacks, async (fixtures) => {
        for (const fixture of fixtures) {
          await timed(fixture.type, LIMIT.resource, () => judgeResource(fixture));
        }
        await timed("the stack", LIMIT.stack, () => judgeStack(fixtures));
        for (const file of readdirSync(folder)) {
          assert.ok(!readFileSync(join(folder, file), "utf8").includes(SECRET), file);
        }
      }),
      // The sample is the same each time; the whole number draws anew and names its seed if it fails.
      {
        numRuns: Math.ceil(RESOURCES / STACK_SIZE),
        ...(process.env.POLICY_RESOURCES === undefined ? { seed: 20_000 } : {}),
        // A smaller stack would take minutes to find, and the message names the resource's type already.
        endOnFailure: true,
        asyncReporter: tellSeed,
      },
    );
  });

  it("made most rules object, so that the assertions above bite", () => {
    const silent = rules.filter(({ id }) => !objected.has(id)).map(({ id }) => id);
    // A sample has ten of each type; some rules need several resources that fit together to object.
    const most = RESOURCES < 20_000 ? 0.4 : 0.2;
    assert.ok(silent.length < rules.length * most, silent.join(" "));
  });
});
