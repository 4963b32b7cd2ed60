import assert from "node:assert/strict";
import { defineStackRule } from "../../../policies/framework/rule";
import type { StackContext } from "../../../policies/framework/rule";
import { reportsOf, UNKNOWN } from "../helpers/engine";
import type { Fixture } from "../helpers/engine";
import { byKnownReference, byReference, byText, byUnknown } from "../helpers/relations";
import { BUCKET, bucket, logged } from "./sampleRules";

const LOGGING = "aws:s3/bucketLogging:BucketLogging";
const files = bucket("files");
const logging: Fixture = {
  type: LOGGING,
  name: "logging",
  props: { bucket: UNKNOWN },
  dependsOn: { bucket: ["files"] },
};
const stack = [files, logging];
const written = [
  bucket("files", { name: "files-1" }),
  { ...logging, props: { bucket: "files-1" }, dependsOn: {} },
];

function ruleThat(check: (context: StackContext) => boolean) {
  return defineStackRule({
    ...logged,
    parameters: {},
    relatedTypes: [LOGGING],
    remedy: undefined,
    check(context) {
      if (!check(context)) context.report("it is not logged");
    },
  });
}

const follows = ruleThat(
  (context) => context.stack.referrers(context.resource, [LOGGING], "bucket")?.length !== 0,
);
const countsOnTraces = ruleThat(({ resource, stack: graph }) =>
  graph.ofType([LOGGING]).some((each) => each.dependencies.get("bucket")?.includes(resource.urn)),
);
const countsOnText = ruleThat(({ resource, stack: graph }) =>
  graph
    .ofType([LOGGING])
    .some((each) => each.references.at("bucket").text() === resource.props.at("name").text()),
);

describe("ways to name a resource", () => {
  const ways = [
    ...byText(stack, [BUCKET]),
    ...byKnownReference(stack, [BUCKET]),
    ...byUnknown(stack, [BUCKET]),
    ...byReference(written, [BUCKET]),
  ];

  it("are its id, ARN and name, as text and as known, and a value that is not known", () => {
    assert.deepEqual(
      ways.map(({ place, fixtures }) => [place, fixtures[1]?.props, fixtures[1]?.dependsOn]),
      [
        ["logging.bucket names files by id as text", { bucket: "files-0a1b2c3d" }, { bucket: [] }],
        [
          "logging.bucket names files by arn as text",
          { bucket: "arn:aws:s3:us-east-1:111122223333:files" },
          { bucket: [] },
        ],
        [
          "logging.bucket names files by name as text",
          { bucket: "files-0a1b2c3d" },
          { bucket: [] },
        ],
        [
          "logging.bucket names files by id of the resource",
          { bucket: "files-0a1b2c3d" },
          { bucket: ["files"] },
        ],
        [
          "logging.bucket names files by arn of the resource",
          { bucket: "arn:aws:s3:us-east-1:111122223333:files" },
          { bucket: ["files"] },
        ],
        [
          "logging.bucket names files by name of the resource",
          { bucket: "files-0a1b2c3d" },
          { bucket: ["files"] },
        ],
        ["logging.bucket names files by what is not known", { bucket: UNKNOWN }, { bucket: [] }],
        ["logging.bucket names files by reference", { bucket: UNKNOWN }, { bucket: ["files"] }],
      ],
    );
  });

  async function objections(rule: typeof follows): Promise<readonly string[]> {
    const told = await Promise.all(
      ways.map(async ({ place, fixtures }) =>
        (await reportsOf(rule, fixtures)).length > 0 ? [place] : [],
      ),
    );
    return told.flat().map((place) => place.replace("logging.bucket names files by ", ""));
  }

  it("are all one to a rule that asks the graph", async () => {
    assert.deepEqual(await objections(follows), []);
  });

  it("catch a rule that counts on one of them", async () => {
    assert.deepEqual(await objections(countsOnTraces), [
      "id as text",
      "arn as text",
      "name as text",
      "what is not known",
    ]);
    assert.deepEqual(await objections(countsOnText), [
      "id as text",
      "arn as text",
      "id of the resource",
      "arn of the resource",
      "reference",
    ]);
  });
});
