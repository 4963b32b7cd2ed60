import assert from "node:assert/strict";
import type { EngineStackResource } from "../../../policies/framework/resource";
import { graphOf } from "../../../policies/framework/sharedGraph";
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

/** A graph of both buckets and the source, and the paths that it noted as unknown. */
function graphWith(source: Fixture) {
  const fixtures = [files, pictures, source];
  const noted = new Set<string>();
  const resources = fixtures.map((each) => {
    const { type, name, props, dependsOn = {} } = each;
    const dependencies = Object.entries(dependsOn).map(([key, names]) => [
      key,
      fixtures.filter((to) => names.includes(to.name)).map((to) => ({ urn: urnOf(to) })),
    ]);
    const propertyDependencies = Object.fromEntries(
      dependencies,
    ) as EngineStackResource["propertyDependencies"];
    return { type, name, props, urn: urnOf(each), propertyDependencies };
  });
  const graph = graphOf(resources, (_, path) => noted.add(path));
  const [one, other, copying] = graph.resources;
  assert.ok(one && other && copying);
  return { graph, buckets: [one, other], copying, noted };
}

/** Names of the buckets that the property refers to, and whether each bucket is told of the copier. */
function asked(source: Fixture, property: string) {
  const { graph, buckets, copying } = graphWith(source);
  return {
    targets: graph.targets(copying, property, [BUCKET])?.map(({ name }) => name),
    referred: buckets.map((each) => graph.referrers(each, [source.type], property)?.length),
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

  it("tells who refers to a resource, and who may", () => {
    const possible = (source: Fixture) => {
      const { graph, buckets } = graphWith(source);
      return buckets.map((each) => graph.possibleReferrers(each, [source.type], "buckets").length);
    };
    assert.deepEqual(possible(copier({ buckets: ["arn:files"] })), [1, 0]);
    assert.deepEqual(possible(copier({ buckets: ["arn:files", UNKNOWN] })), [1, 1]);
    assert.deepEqual(possible(copier({ buckets: UNKNOWN })), [1, 1]);
    assert.deepEqual(possible(copier({ buckets: UNKNOWN }, [files])), [1, 0]);
  });

  it("notes an unknown that it was asked about, unless a dependency says what it will be", () => {
    const notedBy = (source: Fixture) => {
      const { graph, buckets, copying, noted } = graphWith(source);
      const questions = [
        () => graph.targets(copying, "buckets", [BUCKET]),
        ...buckets.flatMap((each) => [
          () => graph.referrers(each, [source.type], "buckets"),
          () => graph.possibleReferrers(each, [source.type], "buckets"),
        ]),
      ];
      return questions.map((ask) => {
        noted.clear();
        ask();
        return [...noted];
      });
    };
    const everyTime = Array.from({ length: 5 }, () => ["buckets"]);
    assert.deepEqual(notedBy(copier({ buckets: UNKNOWN })), everyTime);
    assert.deepEqual(notedBy(copier({ buckets: UNKNOWN }, [files])), [[], [], [], [], []]);
  });
});
