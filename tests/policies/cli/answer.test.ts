import assert from "node:assert/strict";
import { answer, USAGE } from "../../../policies/cli/answer";

describe("npm run policies", () => {
  it("shows its commands when asked for help", () => {
    for (const word of ["help", "--help", "-h"]) assert.equal(answer([word]), USAGE);
  });

  it("answers a command", () => {
    assert.match(answer(["explain", "dynamodb-pitr"]), /^dynamodb-pitr \(/);
    assert.equal(
      answer(["check", "policies/profiles/production.json"]),
      "policies/profiles/production.json: every key is accepted.",
    );
  });

  const refused: readonly (readonly [string, string])[] = [
    ["lst", 'There is no command "lst".'],
    ["toString", 'There is no command "toString".'],
    ["explain", "explain needs the id of a rule; list names every rule."],
    ["check", "check needs the name of a file, such as policies/profiles/production.json."],
    ["list s3", 'list takes no further words, got "s3".'],
    ["explain a b", 'explain takes one word, got "b" as well.'],
  ];
  for (const [words, mistake] of refused) {
    it(`refuses "${words}" and shows its commands`, () => {
      assert.throws(() => answer(words.split(" ")), { message: `${mistake}\n${USAGE}` });
    });
  }

  it("shows its commands and fails without a word", () => {
    assert.throws(() => answer([]), { message: USAGE });
  });

  it("says which file it cannot read, and which it could", () => {
    assert.throws(() => answer(["check", "nope.json"]), {
      message:
        'check needs a file for --policy-pack-config that can be read, got "nope.json"; one to start from is policies/profiles/production.json.',
    });
  });
});
