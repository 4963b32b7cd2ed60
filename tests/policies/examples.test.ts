import assert from "node:assert/strict";
import { rules } from "../../policies/allRules";
import { Property } from "../../policies/framework/property";

const LONGEST = 12;

/** Each property on the way to what the rule's remedy sets. */
function setByRemedy(rule: (typeof rules)[number]): readonly string[] {
  const parameters = Object.fromEntries(
    Object.entries(rule.parameters).map(([name, { default: value }]) => [name, value]),
  );
  const props = new Property({}, "", () => undefined);
  const edits = rule.remedy?.({ props, parameters }) ?? [];
  return edits.flatMap(({ path }) => path.split(/[.[\]+?]+/).filter((name) => name !== ""));
}

describe("the examples of the rules", () => {
  for (const rule of rules) {
    it(`${rule.id} shows its fix, short and whole`, () => {
      const [first = "", second, ...code] = (rule.example ?? "").split("\n");
      assert.match(first, /^import \{ \w+(, \w+)* \} from "@pulumi\/aws";$/);
      assert.equal(second, "");
      assert.ok(code.length > 0 && code.length <= LONGEST, `${code.length} lines`);
      assert.match(code.at(-1) ?? "", /\);$/);
      assert.doesNotMatch(code.join("\n"), /TODO|<[\w-]+>|\.\.\.[^a-z]|AKIA|password: "/i);
      for (const name of setByRemedy(rule))
        assert.match(code.join("\n"), new RegExp(`\\b${name}: `));
    });
  }
});
