import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readWaivers } from "../../../../policies/framework/exceptions/waiversFile";

const VALID: Readonly<Record<string, string>> = {
  rule: "s3-bucket-versioning",
  resource: "legacy-*",
  reason: "The importer cannot read versioned buckets.",
  owner: "team@example.com",
  expires: "2026-12-31",
};

function read(text: string) {
  const ruleIds = ["s3-bucket-versioning", "dynamodb-pitr"];
  return readWaivers({ file: "waivers.yaml", text, ruleIds, today: "2026-06-01" });
}

/** A file with one entry: the valid one, with fields changed or, if undefined, left out. */
function entry(changes: Readonly<Record<string, string | undefined>> = {}) {
  const fields = Object.entries({ ...VALID, ...changes }).flatMap(([key, value]) =>
    value === undefined ? [] : [`    ${key}: ${value}`],
  );
  return read(`# a comment\nwaivers:\n  -\n${fields.join("\n")}\n`);
}

describe("waivers.yaml", () => {
  it("is read with the place of each entry", () => {
    assert.deepEqual(entry({ stacks: "[prod, 'pr-*']" }), {
      waivers: [{ ...VALID, stacks: ["prod", "pr-*"], place: "waivers.yaml:4" }],
      faults: [],
    });
  });

  it("is for every stack when it names none", () => {
    assert.deepEqual(entry().waivers[0]?.stacks, ["*"]);
  });

  it("has a reason of several lines as one", () => {
    const { waivers } = entry({ reason: ">-\n      The importer cannot\n      read versions." });
    assert.equal(waivers[0]?.reason, "The importer cannot read versions.");
  });

  for (const text of ["", "# nothing\n", "waivers:\n", "waivers: []\n"]) {
    it(`may be empty: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(read(text), { waivers: [], faults: [] });
    });
  }

  it("of this program waives nothing", () => {
    const path = join(__dirname, "..", "..", "..", "..", "policies", "waivers.yaml");
    assert.deepEqual(read(readFileSync(path, "utf8")), { waivers: [], faults: [] });
  });
});

describe("a waiver that is not well-formed waives nothing and is told of", () => {
  const table: Readonly<Record<string, readonly [Record<string, string | undefined>, RegExp]>> = {
    "no reason": [{ reason: undefined }, /^waivers\.yaml:4: reason must be given as text/],
    "no reason worth the name": [{ reason: "because" }, /reason must say in a sentence why/],
    "nobody owns it": [{ owner: undefined }, /owner must be given as text/],
    "no expiry": [{ expires: undefined }, /expires must be given as text/],
    "an expiry that is no day": [{ expires: "2026-02-30" }, /as YYYY-MM-DD, got "2026-02-30"/],
    "an expiry in words": [{ expires: "never" }, /as YYYY-MM-DD, got "never"/],
    "more than a year": [
      { expires: "2027-06-03" },
      /at most a year ahead, got 2027-06-03, 367 days/,
    ],
    "a rule that is not there": [
      { rule: "s3-versioning" },
      /rule "s3-versioning" is not a rule .* Did you mean s3-bucket-versioning\?/,
    ],
    "every resource": [{ resource: '"*"' }, /would waive the rule everywhere/],
    "a key that means nothing": [{ until: "x" }, /key "until" is unknown; accepted are rule,/],
    "stacks as a text": [{ stacks: "prod" }, /stacks must be a list of stack names/],
  };
  for (const [title, [changes, fault]] of Object.entries(table)) {
    it(title, () => {
      const { waivers, faults } = entry(changes);
      assert.deepEqual(waivers, []);
      assert.equal(faults.length, 1, faults.join("\n"));
      assert.match(faults[0] ?? "", fault);
    });
  }

  it("not even a map", () => {
    assert.match(
      read("waivers:\n  - text\n").faults[0] ?? "",
      /^waivers\.yaml:2: an entry must be/,
    );
  });

  it("may end a year from today", () => {
    assert.deepEqual(entry({ expires: "2027-06-02" }).faults, []);
  });

  it("leaves the others in force", () => {
    const fields = Object.entries(VALID).map(([key, value]) => `    ${key}: ${value}\n`);
    const { waivers, faults } = read(`waivers:\n  -\n${fields.join("")}  - rule: x\n`);
    assert.equal(waivers.length, 1);
    assert.equal(faults.length, 1);
  });
});

describe("a file that is not what it should be", () => {
  const table: Readonly<Record<string, string>> = {
    "not YAML": "waivers: [\n",
    "a list": "- rule: x\n",
    "another key": "exceptions: []\n",
    "a further key": "waivers: []\nmore: 1\n",
    "waivers as a text": "waivers: none\n",
  };
  for (const [title, text] of Object.entries(table)) {
    it(`is told of: ${title}`, () => {
      const { waivers, faults } = read(text);
      assert.deepEqual(waivers, []);
      assert.match(faults.join("\n"), /^waivers\.yaml(:\d+)?: [^\n]+\.$/);
    });
  }
});
