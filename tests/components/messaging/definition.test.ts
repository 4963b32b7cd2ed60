import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { readDefinition, substitute } from "../../../components/messaging/workflows/definition";
import { useWorkspace } from "../../helpers/workspace";

const done = { Type: "Succeed" };

const task = { Type: "Task", Resource: "${payment}", End: true };

/** Broken definitions by what is wrong with them, and what is said about each. */
const broken: Readonly<Record<string, readonly [definition: object, says: string]>> = {
  "a state that leads nowhere": [
    { StartAt: "Pay", States: { Pay: { Type: "Pass", Next: "Ship" } } },
    'state "Pay" that leads to "Ship", which does not exist',
  ],
  "a choice that leads nowhere": [
    {
      StartAt: "Ask",
      States: {
        Ask: {
          Type: "Choice",
          Choices: [{ Variable: "$.a", IsPresent: true, Next: "Ship" }],
          Default: "Done",
        },
        Done: done,
      },
    },
    'state "Ask" that leads to "Ship", which does not exist',
  ],
  "a beginning that does not exist": [
    { StartAt: "Pay", States: { Done: done } },
    'StartAt that leads to "Pay", which does not exist',
  ],
  "a state that nothing leads to": [
    { StartAt: "Done", States: { Done: done, Lost: done } },
    'state "Lost" that no other state leads to',
  ],
  "a state without its resource": [
    { StartAt: "Pay", States: { Pay: { Type: "Task", End: true } } },
    'state "Pay" without Resource',
  ],
  "a field that its state does not take": [
    { StartAt: "Done", States: { Done: { Type: "Succeed", Nxt: "A" } } },
    'state "Done" with a field that a Succeed state does not take, or of a wrong kind',
  ],
  "an unknown type": [
    { StartAt: "Pay", States: { Pay: { Type: "Job", End: true } } },
    'state "Pay" whose Type must be equal to one of the allowed values',
  ],
  "a state inside another": [
    {
      StartAt: "Each",
      States: {
        Each: {
          Type: "Map",
          ItemProcessor: { StartAt: "One", States: { One: { Type: "Pass", OutputPath: "$..[" } } },
          End: true,
        },
      },
    },
    'state "One" whose OutputPath must match format "asl_path"',
  ],
  "no beginning": [{ States: { Done: done } }, "a definition that must have required property"],
  "no end": [
    {
      StartAt: "A",
      States: { A: { Type: "Pass", Next: "B" }, B: { Type: "Pass", Next: "A" } },
    },
    "no state that ends the execution",
  ],
};

const files = Object.fromEntries(
  Object.entries(broken).map(([title, [text]]) => [`${title}.json`, JSON.stringify(text)]),
);

describe("a workflow's definition", () => {
  useWorkspace({
    files: {
      ...files,
      "good.json": JSON.stringify({ StartAt: "Pay", States: { Pay: task } }),
      "list.json": "[]",
      "text.json": "StartAt: Pay",
    },
  });

  for (const [title, [, says]] of Object.entries(broken)) {
    it(`is refused for ${title}, by the state's name`, () => {
      const [fault = "", ...more] = readDefinition(`${title}.json`, []).faults;
      assert.deepEqual(more, []);
      assert.ok(fault.startsWith(`definitionFile "${title}.json" must be valid`), fault);
      assert.ok(fault.includes(says), fault);
    });
  }

  it("is accepted when every placeholder has a value", () => {
    const { definition, faults } = readDefinition("good.json", ["payment"]);
    assert.deepEqual(faults, []);
    // The validator writes query languages into what it is given.
    assert.deepEqual(definition, { StartAt: "Pay", States: { Pay: task } });
  });

  it("names placeholders without a value, and values without a placeholder", () => {
    const { faults } = readDefinition("good.json", ["refund"]);
    assert.equal(faults.length, 2);
    assert.match(faults[0] ?? "", /got none for payment/);
    assert.match(faults[1] ?? "", /got refund, which it does not name/);
  });

  for (const file of ["list.json", "text.json"]) {
    it(`must be a JSON object, which ${file} is not`, () => {
      const { definition, faults } = readDefinition(file, []);
      assert.equal(definition, undefined);
      assert.match(faults.join(), /must hold a JSON object/);
    });
  }

  it("fills in values wherever they stand, and leaves other texts alone", () => {
    assert.deepEqual(
      substitute(
        { a: "${x}", b: ["${x}-${y}", 1, null], c: { d: "$.x", e: "{% $x %}" } },
        { x: "1", y: '"2"' },
      ),
      { a: "1", b: ['1-"2"', 1, null], c: { d: "$.x", e: "{% $x %}" } },
    );
  });
});

describe("the definitions in this repository", () => {
  const repository = resolve(__dirname, "../../..");
  const found = ["examples", "services"]
    .flatMap((folder) =>
      readdirSync(join(repository, folder), { recursive: true, encoding: "utf8" }).map((path) =>
        join(repository, folder, path),
      ),
    )
    .filter((path) => path.endsWith(".asl.json") && !path.includes("node_modules"));

  it("are there", () => {
    assert.ok(found.length >= 3, found.join());
  });

  for (const path of found) {
    it(`${path.slice(repository.length + 1)} is valid Amazon States Language`, () => {
      const faults = readDefinition(path, []).faults;
      assert.deepEqual(
        faults.filter((fault) => !fault.startsWith("substitutions")),
        [],
      );
    });
  }
});
