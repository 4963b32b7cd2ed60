import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { rules } from "../../policies/allRules";
import { assemble } from "../../policies/framework/assemble";
import { defineResourceRule } from "../../policies/framework/rule";
import { BUCKET, bucket, SAMPLE_RULES } from "./framework/sampleRules";
import type { Fixture } from "./helpers/engine";
import { reportsOf, UNKNOWN } from "./helpers/engine";
import { runPack } from "./helpers/pack";
import { SECRET } from "./helpers/randomTexts";
import { wholeVocabulary } from "./helpers/ruleVocabulary";

const NAMES = [
  ...wholeVocabulary.names,
  ...["StringEquals", "Bool", "aws:SecureTransport", "aws:SourceArn", "AWS"],
];
const WORDS = [
  ..."* Allow Deny HTTP TCP HTTPS redirect forward http-only match-viewer allow-all FARGATE".split(
    " ",
  ),
  ..."-1 tcp 0.0.0.0/0 ::/0 Enabled PROVISIONED application network awslogs none root false".split(
    " ",
  ),
  ..."s3:* kms:* arn:aws:s3:::x s3.amazonaws.com containerInsights 1 vCPU".split(" "),
  "table/x/index/y",
];

const leaf = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 3, arbitrary: fc.constant(SECRET) },
  { weight: 2, arbitrary: fc.constant(UNKNOWN) },
  { weight: 2, arbitrary: fc.integer({ min: -1, max: 70000 }) },
  fc.boolean(),
  fc.constant(null),
  fc.constant(""),
  fc.string({ maxLength: 30 }),
);

/** A name is an identifier and may be printed; everything else may be a secret. */
function bagOf(value: fc.Arbitrary<unknown>): fc.Arbitrary<object> {
  const entry = fc
    .constantFrom(...NAMES)
    .chain((key) =>
      fc.tuple(
        fc.constant(key),
        key === "name" ? fc.constantFrom("app", "byItem", UNKNOWN) : value,
      ),
    );
  return fc.array(entry, { maxLength: 8 }).map((entries) => Object.fromEntries(entries));
}

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", maxDepth: 5, withCrossShrink: true },
    leaf,
    bagOf(tie("value")),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.array(bagOf(tie("value")), { maxLength: 2 }).map((list) => JSON.stringify(list)),
    bagOf(tie("value")).map((document) => JSON.stringify({ Statement: document })),
  ),
}));

function fixtureOf(types: readonly string[]): fc.Arbitrary<Fixture> {
  return fc.record({
    type: fc.constantFrom(...types),
    name: fc.constantFrom("a", "b", "c"),
    props: bagOf(value),
    dependsOn: fc.dictionary(
      fc.constantFrom(...NAMES),
      fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 2 }),
      { maxKeys: 4 },
    ),
    provider: bagOf(leaf),
  });
}

describe("every rule, on random resources with unknowns and secrets among their values", () => {
  for (const rule of rules) {
    it(`${rule.id} never throws and never prints a secret`, async () => {
      const types = [...rule.types, ...(rule.relatedTypes ?? [])];
      await fc.assert(
        fc.asyncProperty(
          fc.array(fixtureOf(types), { minLength: 1, maxLength: 4 }),
          async (all) => {
            for (const { message, enforcementLevel } of await reportsOf(rule, all)) {
              assert.equal(enforcementLevel, undefined, message);
              assert.ok(!message.includes(SECRET), message);
              assert.ok(!message.includes(UNKNOWN), message);
            }
          },
        ),
        { numRuns: 60 },
      );
    });
  }

  it("reaches violations at all, so that the assertions above bite", async () => {
    const counts = await Promise.all(
      rules.map(async (rule) => {
        const samples = fc.sample(fixtureOf(rule.types), { numRuns: 40, seed: 1 });
        return (await reportsOf(rule, samples)).length;
      }),
    );
    assert.ok(counts.filter((count) => count > 0).length >= rules.length / 2, counts.join(" "));
  });
});

describe("a pack with a rule that throws", () => {
  const folder = mkdtempSync(join(tmpdir(), "policies-"));
  const broken = defineResourceRule({
    ...{ id: "sample-broken", title: "Nothing holds", service: "s3", severity: "low" },
    ...{ pillar: "security", enforcement: "mandatory", controls: {}, types: [BUCKET] },
    ...{ fix: "Do nothing.", url: "https://docs.aws.amazon.com/" },
    check({ props }) {
      throw new TypeError(`cannot read ${props.at("token").text() ?? ""}`);
    },
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("reports it as that rule's defect, has every other rule judge, and writes its reports", async () => {
    const policies = assemble([broken, ...SAMPLE_RULES], {
      pack: { name: "sample", version: "0.0.0" },
      environment: { AWS_POLICIES_REPORT_DIR: folder, PULUMI_DRY_RUN: "true" },
      packDirectory: folder,
      today: "2026-11-01",
    });
    const faulty = bucket("files", { versioned: false, logged: false, token: SECRET });
    const told = await runPack(policies, [faulty]);
    assert.deepEqual(
      told.map(({ policy, enforcementLevel }) => [policy, enforcementLevel]),
      [
        ["sample-broken", "advisory"],
        ["sample-versioned", undefined],
        ["sample-logged", undefined],
      ],
    );
    assert.match(told[0]?.message ?? "", /^Rule sample-broken has a defect \(TypeError at /);
    const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
    assert.ok(texts.length >= 4 && texts.some((text) => text.includes("TypeError at")));
    assert.ok(![...texts, ...told.map(({ message }) => message)].some((t) => t.includes(SECRET)));
  });
});
