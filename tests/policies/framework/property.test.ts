import assert from "node:assert/strict";
import { found, NOT_SHOWN, shown } from "../../../policies/framework/display";
import { Property } from "../../../policies/framework/property";
import { UNKNOWN } from "../helpers/engine";

function property(value: unknown): { readonly of: Property; readonly notes: readonly string[] } {
  const notes: string[] = [];
  return { of: new Property(value, "", (path) => notes.push(path)), notes };
}

describe("a property", () => {
  it("below an unknown is unknown, and its path is noted when a decision needs it", () => {
    const { of, notes } = property({ origin: UNKNOWN });
    const policy = of.at("origin").at("policy");
    assert.deepEqual(notes, []);
    assert.equal(policy.is("https-only"), false);
    assert.equal(policy.isNot("https-only"), false);
    assert.equal(policy.isMissing, false);
    assert.deepEqual([...new Set(notes)], ["origin.policy"]);
  });

  it("is missing when undefined, null, empty or below something without it", () => {
    const { of } = property({ none: null, text: "", list: [], number: 3 });
    for (const name of ["none", "text", "list", "absent"]) assert.ok(of.at(name).isMissing, name);
    assert.ok(of.at("number").at("deeper").isMissing);
    assert.ok(!of.at("number").isMissing);
  });

  it("does not find what every object inherits", () => {
    assert.ok(property({}).of.at("constructor").isMissing);
    assert.ok(property({}).of.at("__proto__").isMissing);
  });

  it("takes a block in a list of one for the block", () => {
    assert.equal(
      property({ logs: [{ enabled: true }] })
        .of.at("logs")
        .at("enabled")
        .flag(),
      true,
    );
    assert.ok(
      property({ logs: [UNKNOWN] })
        .of.at("logs")
        .at("enabled").isUnknown,
    );
  });

  it("lists a single object as one item, and an unknown list as none", () => {
    const { of, notes } = property({ one: { a: 1 }, two: [{}, UNKNOWN], unknown: UNKNOWN });
    assert.deepEqual(
      of
        .at("one")
        .items()
        .map(({ path }) => path),
      ["one"],
    );
    assert.deepEqual(
      of
        .at("two")
        .items()
        .map((item) => [item.path, item.isUnknown]),
      [
        ["two[0]", false],
        ["two[1]", true],
      ],
    );
    assert.deepEqual(of.at("unknown").items(), []);
    assert.ok(notes.includes("unknown"));
  });

  it("compares text with booleans and numbers as providers do", () => {
    assert.ok(property("true").of.is(true));
    assert.ok(property("443").of.is(443));
    assert.ok(property(1).of.isNot(true));
    assert.equal(property("12").of.number(), 12);
    assert.equal(property("12a").of.number(), undefined);
  });

  it("reads JSON text, leaves objects, and takes other text for unknown", () => {
    assert.equal(property('{"a":[{"b":1}]}').of.json().at("a").at("b").number(), 1);
    assert.equal(property({ a: 1 }).of.json().at("a").number(), 1);
    const broken = property("{");
    assert.ok(broken.of.json().isMissing);
    assert.equal(broken.notes.length, 1);
  });
});

describe("a value in a message", () => {
  it("is printed when it is a boolean, a number or missing", () => {
    assert.equal(shown(property(false).of), "false");
    assert.equal(shown(property(22).of), "22");
    assert.equal(shown(property(null).of), "not set");
  });

  it("is printed as text only when it is in the vocabulary", () => {
    assert.equal(shown(property("allow-all").of, ["allow-all"]), '"allow-all"');
    assert.equal(shown(property("TLSv1").of, /^TLSv1$/), '"TLSv1"');
    assert.equal(shown(property("hunter2").of, ["allow-all"]), NOT_SHOWN);
    assert.equal(shown(property("123456").of), NOT_SHOWN);
    assert.equal(shown(property({ password: "hunter2" }).of), NOT_SHOWN);
  });

  it("comes with its path", () => {
    assert.equal(
      found(
        property({ logs: { enabled: false } })
          .of.at("logs")
          .at("enabled"),
      ),
      "logs.enabled is false",
    );
  });
});
