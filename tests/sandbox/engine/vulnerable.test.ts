import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse, stringify } from "yaml";
import { rules } from "../../../policies/allRules";
import type { PolicyViolation } from "../../../sandbox/engine/events";
import { FailedRunError } from "../../../sandbox/errors";
import { vulnerableExample } from "../../helpers/examples";
import type { Checkout } from "./checkout";
import { createCheckout } from "./checkout";

const repository = resolve(__dirname, "../../..");
const list = join(repository, "examples", vulnerableExample, "findings.yaml");
const severities = new Map(rules.map(({ id, severity }) => [id, severity]));

/** Severity by resource and rule. */
type Findings = Record<string, Record<string, string>>;

const HEAD = `# What the policy pack finds in this program, and nothing else: severity by resource and rule.
# A test holds the engine's preview against it; UPDATE_SNAPSHOTS=1 writes it anew.
`;

function findingsOf(violations: readonly PolicyViolation[]): Findings {
  const findings: Findings = {};
  const sorted = [...violations].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  for (const { resource, policy } of sorted) {
    findings[resource] = {
      ...findings[resource],
      [policy]: severities.get(policy) ?? "not one of a rule",
    };
  }
  return findings;
}

function keyOf({ resource, policy }: PolicyViolation): string {
  return `${resource} ${policy}`;
}

describe("the vulnerable example in the engine", function () {
  this.timeout(120_000);
  let checkout: Checkout;
  let violations: readonly PolicyViolation[];

  before(async () => {
    process.chdir(repository);
    checkout = createCheckout();
    const everythingTold = join(checkout.paths.root, "advisory.json");
    writeFileSync(everythingTold, JSON.stringify({ all: "advisory" }));
    const stack = await checkout.openExample(vulnerableExample, {
      policyPackConfigs: [everythingTold],
    });
    ({ violations } = await stack.preview());
  });

  after(() => {
    checkout.remove();
  });

  it("is found out, exactly as its list says", () => {
    const found = findingsOf(violations);
    if (process.env.UPDATE_SNAPSHOTS === "1") writeFileSync(list, HEAD + stringify(found));
    assert.deepEqual(found, parse(readFileSync(list, "utf8")));
  });

  it("shows faults of every severity, in more than 20 services", () => {
    const found = new Set(violations.map(({ policy }) => policy));
    const broken = rules.filter(({ id }) => found.has(id));
    assert.deepEqual([...new Set(broken.map(({ severity }) => severity))].sort(), [
      "critical",
      "high",
      "low",
      "medium",
    ]);
    const services = new Set(broken.map(({ service }) => service));
    assert.ok(services.size > 20, [...services].join(" "));
  });

  it("names the way from the internet to the database, group by group", () => {
    const told = violations.find(
      ({ policy, resource }) =>
        policy === "vpc-database-reachability" && resource.endsWith(" orders"),
    );
    assert.match(told?.message ?? "", /"web", then "orders-database", and rule "orders-from-web"/);
  });

  it("never sees its secrets repeated", () => {
    const texts = violations.map(({ message }) => message).join("\n");
    assert.doesNotMatch(texts, /correct-horse-battery|tk-4711-open|AKIAIOSFODNN7EXAMPLE/);
  });

  it("is refused with the pack's own levels", async () => {
    const stack = await checkout.openExample(vulnerableExample);
    await assert.rejects(stack.preview(), (error) => {
      assert.ok(error instanceof FailedRunError);
      assert.match(error.message, /^The preview stopped: the stack violates mandatory policies\./);
      assert.match(
        error.details,
        /\[mandatory\] rds-not-public {2}aws:rds\/instance:Instance reports/,
      );
      return true;
    });
  });
});
