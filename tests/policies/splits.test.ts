import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../../policies/allRules";
import { sqsDlq } from "../../policies/registry";
import type { Fixture } from "./helpers/engine";
import { UNKNOWN } from "./helpers/engine";
import { SPLITS } from "./helpers/splitList";
import { apartFromSubject, withinSubject } from "./helpers/splits";

const AWS = join(__dirname, "..", "..", "node_modules", "@pulumi", "aws");
const QUEUE = "aws:sqs/queue:Queue";
const REDRIVE = "aws:sqs/redrivePolicy:RedrivePolicy";
const TYPES = [...sqsDlq.types, ...(sqsDlq.relatedTypes ?? [])];

/** Rules that look at the rules of a default security group, which the list has under plain groups. */
const OF_DEFAULT_GROUPS = "vpc-default-sg-closed";

const queue: Fixture = {
  type: QUEUE,
  name: "placed",
  props: { redrivePolicy: "{}", delaySeconds: 1 },
  dependsOn: { redrivePolicy: ["dead"] },
};
const dead: Fixture = { type: QUEUE, name: "dead", props: {} };

/** Properties by the declarations of the class's arguments. */
function argumentsOf(type: string): string {
  const [, path = ""] = type.split(":");
  const text = readFileSync(join(AWS, `${path}.d.ts`), "utf8");
  return text.slice(text.indexOf("Args {"));
}

describe("settings that a resource takes itself or from a resource of their own", () => {
  for (const { subject, separate, link, held } of SPLITS) {
    it(`${separate} names ${subject} by ${link}, which may have ${held} itself`, () => {
      assert.match(argumentsOf(separate), new RegExp(`\\n    ${link}\\??: `));
      assert.match(argumentsOf(subject), new RegExp(`\\n    ${held}\\?: `));
    });
  }

  it("are looked at on both sides by every rule that looks at one of their own", () => {
    const lacking = rules.flatMap(({ id, types, relatedTypes = [] }) =>
      SPLITS.filter(({ separate }) => [...types, ...relatedTypes].includes(separate))
        .filter(({ subject }) => ![...types, ...relatedTypes].includes(subject))
        .map(({ subject, separate }) => `${id}: ${separate} without ${subject}`),
    );
    assert.deepEqual(
      lacking.filter((each) => !each.startsWith(OF_DEFAULT_GROUPS)),
      [],
    );
  });

  it("move to a resource of their own, and back, with what they refer to", () => {
    const [apart] = apartFromSubject([queue, dead], TYPES);
    assert.deepEqual(apart?.fixtures, [
      { type: QUEUE, name: "placed", props: { delaySeconds: 1 }, dependsOn: {} },
      dead,
      {
        type: REDRIVE,
        name: "placed-redrivePolicy-0",
        props: { queueUrl: UNKNOWN, redrivePolicy: "{}" },
        dependsOn: { queueUrl: ["placed"], redrivePolicy: ["dead"] },
      },
    ]);
    const [within] = withinSubject(apart.fixtures, TYPES);
    assert.deepEqual(within?.fixtures, [queue, dead]);
  });
});
