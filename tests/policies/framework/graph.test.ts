import assert from "node:assert/strict";
import { StackGraph } from "../../../policies/framework/graph";
import type { EngineStackResource } from "../../../policies/framework/resource";
import { fromStackArgs } from "../../../policies/framework/resource";
import type { Fixture } from "../helpers/engine";
import { UNKNOWN, urnOf } from "../helpers/engine";
import { BUCKET, bucket } from "./sampleRules";

const files = bucket("files", { arn: "arn:files" });
const pictures = bucket("pictures", { arn: "arn:pictures" });

function copier(props: object, dependsOn: readonly Fixture[] = []): Fixture {
  const [top = ""] = Object.keys(props);
  const names = dependsOn.map(({ name }) => name);
  return { type: "test:index:Copier", name: "copier", props, dependsOn: { [top]: names } };
}

/** Names of the buckets that the property refers to, and whether each bucket is told of the copier. */
function asked(source: Fixture, property: string) {
  const fixtures = [files, pictures, source];
  const resources = fixtures.map((each) => {
    const { type, name, props, dependsOn = {} } = each;
    const dependencies = Object.entries(dependsOn).map(([key, names]) => [
      key,
      fixtures.filter((to) => names.includes(to.name)).map((to) => ({ urn: urnOf(to) })),
    ]);
    const propertyDependencies = Object.fromEntries(
      dependencies,
    ) as EngineStackResource["propertyDependencies"];
    return fromStackArgs(
      { type, name, props, urn: urnOf(each), propertyDependencies },
      () => undefined,
    );
  });
  const graph = new StackGraph(resources);
  const [one, other, copying] = resources;
  assert.ok(one && other && copying);
  return {
    targets: graph.targets(copying, property, [BUCKET])?.map(({ name }) => name),
    referred: [one, other].map((each) => graph.referrers(each, [source.type], property)?.length),
  };
}

describe("the graph", () => {
  it("follows a list that names one by text and the next by reference", () => {
    const source = copier({ buckets: ["arn:files", UNKNOWN] }, [pictures]);
    assert.deepEqual(asked(source, "buckets"), {
      targets: ["files", "pictures"],
      referred: [1, 1],
    });
  });

  it("does not know what else a list names when one element comes from nowhere", () => {
    const source = copier({ buckets: ["arn:files", UNKNOWN] });
    assert.deepEqual(asked(source, "buckets"), { targets: ["files"], referred: [1, undefined] });
    assert.deepEqual(asked(copier({ buckets: [UNKNOWN] }), "buckets"), {
      targets: undefined,
      referred: [undefined, undefined],
    });
  });

  it("follows a property within blocks, one or a list of them", () => {
    const from = { arn: "arn:files", label: "arn:pictures" };
    for (const source of [copier({ from }), copier({ from: [from] })]) {
      assert.deepEqual(asked(source, "from.arn"), { targets: ["files"], referred: [1, 0] });
    }
    const both = copier({ from: [from, { arn: UNKNOWN }] }, [pictures]);
    assert.deepEqual(asked(both, "from.arn"), { targets: ["files", "pictures"], referred: [1, 1] });
  });

  it("does not know a property within what is not known", () => {
    const nothing = { targets: undefined, referred: [undefined, undefined] };
    assert.deepEqual(asked(copier({ from: UNKNOWN }), "from.arn"), nothing);
    assert.deepEqual(asked(copier({ from: { arn: UNKNOWN } }), "from.arn"), nothing);
  });

  it("finds nothing where nothing is named", () => {
    for (const source of [
      copier({}),
      copier({ from: {} }),
      copier({ from: { arn: "arn:other" } }),
    ]) {
      assert.deepEqual(asked(source, "from.arn"), { targets: [], referred: [0, 0] });
    }
  });
});
