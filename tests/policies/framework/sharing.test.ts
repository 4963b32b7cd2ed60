import assert from "node:assert/strict";
import { unknownCheckingProxy } from "@pulumi/policy";
import { graphOf } from "../../../policies/framework/sharedGraph";
import { UNKNOWN } from "../helpers/engine";
import { BUCKET } from "./sampleRules";

function resource(name: string, props: object) {
  return { type: BUCKET, name, urn: `urn:${name}`, props, propertyDependencies: {} };
}

const ignore = () => undefined;

describe("the graph of a stack", () => {
  it("is one for all rules that are handed the same decoded resources", () => {
    const decoded = [{ a: 1 }, { b: 2 }];
    const handed = () =>
      decoded.map((props, index) => resource(`r${index}`, unknownCheckingProxy(props)));
    assert.equal(graphOf(handed(), ignore), graphOf(handed(), ignore));
  });

  it("is another when one more resource is there, or one that was decoded anew", () => {
    const decoded = [{ a: 1 }, { b: 2 }];
    const handed = (all: readonly object[]) =>
      all.map((props, index) => resource(`r${index}`, unknownCheckingProxy(props)));
    const graph = graphOf(handed(decoded), ignore);
    assert.notEqual(graph, graphOf(handed([...decoded, {}]), ignore));
    assert.notEqual(graph, graphOf(handed([decoded[0] ?? {}, { b: 3 }]), ignore));
  });

  it("is another for resources without the library's proxy that are not the very same", () => {
    const props = { a: 1 };
    const [one, other] = [resource("r", props), resource("r", props)];
    assert.equal(graphOf([one], ignore), graphOf([one], ignore));
    assert.notEqual(graphOf([one], ignore), graphOf([other], ignore));
  });

  it("tells of a reference that is not known only where no dependency says what it is to", () => {
    const target = resource("target", { arn: UNKNOWN });
    const known = { ...resource("known", { to: UNKNOWN }), propertyDependencies: { to: [target] } };
    const stray = { ...resource("stray", { to: UNKNOWN }), propertyDependencies: { to: [] } };
    const heard: string[] = [];
    const graph = graphOf([target, known, stray], ({ name }, path) =>
      heard.push(`${name} ${path}`),
    );
    const targets = graph.resources.map((each) => graph.targets(each, "to", [BUCKET])?.length);
    assert.deepEqual(targets, [0, 1, undefined]);
    assert.deepEqual(heard, ["stray to"]);
  });

  it("tells of unknowns to the rule that runs, not to those before it", () => {
    const all = [resource("r", { a: UNKNOWN })];
    const heard: string[] = [];
    graphOf(all, () => heard.push("first"));
    const [only] = graphOf(all, (_, path) => heard.push(`second ${path}`)).resources;
    assert.ok(only?.references.at("a").isUnknown);
    assert.deepEqual(heard, ["second a"]);
  });
});
