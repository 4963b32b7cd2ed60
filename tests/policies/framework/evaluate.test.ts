import assert from "node:assert/strict";
import { integer, integers, strings } from "../../../policies/framework/parameters";
import { toPolicies } from "../../../policies/framework/pack";
import { defineResourceRule, defineStackRule } from "../../../policies/framework/rule";
import { reportsOf, UNKNOWN } from "../helpers/engine";
import { unverifiedBy } from "../helpers/unverified";

const metadata = {
  id: "test-rule",
  title: "Something holds",
  service: "s3",
  severity: "low",
  pillar: "security",
  enforcement: "mandatory",
  controls: {},
  types: ["aws:s3/bucket:Bucket"],
  fix: "Do it.",
  url: "https://docs.aws.amazon.com/",
} as const;

const [first, second] = ["first", "second"].map((name) => ({
  type: "aws:s3/bucket:Bucket",
  name,
  props: { secret: "hunter2" },
}));
const fixtures = [first, second].flatMap((each) => each ?? []);

describe("a rule that throws", () => {
  const broken = defineResourceRule({
    ...metadata,
    check({ props }) {
      throw new TypeError(`cannot read ${props.at("secret").text() ?? ""}`);
    },
  });

  it("is told of by name as advisory, once per resource, without the text of its error", async () => {
    const reports = await reportsOf(broken, fixtures);
    assert.deepEqual(
      reports.map(({ name, enforcementLevel }) => [name, enforcementLevel]),
      [
        ["first", "advisory"],
        ["second", "advisory"],
      ],
    );
    assert.match(
      reports[0]?.message ?? "",
      /^Rule test-rule has a defect \(TypeError at evaluate\.test\.ts:\d+\) and did not judge Bucket "first"\./,
    );
    assert.ok(!reports.some(({ message }) => message.includes("hunter2")));
  });

  it("does not keep a stack rule from judging the other resources", async () => {
    const rule = defineStackRule({
      ...metadata,
      check({ resource, report }) {
        if (resource.name === "first") throw new RangeError("x");
        report("it is wrong");
      },
    });
    const reports = await reportsOf(rule, fixtures);
    assert.match(reports[0]?.message ?? "", /RangeError at .* did not judge Bucket "first"/);
    assert.equal(
      reports[1]?.message,
      'Bucket "second": it is wrong.\nFix: Do it.\nSee: https://docs.aws.amazon.com/',
    );
  });

  it("is told of without the text of an error that quotes what it read", async () => {
    const rule = defineResourceRule({
      ...metadata,
      check({ props }) {
        JSON.parse(props.at("secret").text() ?? "");
      },
    });
    const [report] = await reportsOf(rule, fixtures);
    assert.match(report?.message ?? "", /has a defect \(SyntaxError/);
    assert.ok(!report?.message.includes("hunter"));
  });
});

describe("a rule's outcome", () => {
  it("tells the same problem of one resource once", async () => {
    const rule = defineResourceRule({
      ...metadata,
      check({ report }) {
        report("it is wrong");
        report("it is wrong");
      },
    });
    assert.equal((await reportsOf(rule, fixtures)).length, 2);
  });

  it("leaves resources of other types alone", async () => {
    const rule = defineResourceRule({
      ...metadata,
      check({ report }) {
        report("it is wrong");
      },
    });
    assert.deepEqual(await reportsOf(rule, [{ type: "aws:s3/x:X", name: "x", props: {} }]), []);
  });

  it("notes for every subject what a shared relation could not tell", () => {
    const rule = defineStackRule({
      ...metadata,
      relatedTypes: ["aws:s3/bucketPolicy:BucketPolicy"],
      check({ resource, stack, report }) {
        const types = ["aws:s3/bucketPolicy:BucketPolicy"];
        if (stack.referrers(resource, types, "bucket")?.length === 0) report("none");
      },
    });
    const policy = {
      type: "aws:s3/bucketPolicy:BucketPolicy",
      name: "policy",
      props: { bucket: UNKNOWN },
    };
    assert.deepEqual(unverifiedBy(rule, [...fixtures, policy]), [
      "policy: bucket",
      "policy: bucket",
    ]);
  });
});

describe("a rule's parameters", () => {
  const rule = defineResourceRule({
    ...metadata,
    parameters: {
      days: integer({ description: "Days.", default: 30, minimum: 1 }),
      ports: integers({ description: "Ports.", default: [80] }),
      names: strings({ description: "Names.", default: ["a"] }),
    },
    check({ parameters, report }) {
      report(`${parameters.days + 1} ${parameters.ports.join("+")} ${parameters.names.join("+")}`);
    },
  });

  async function seen(config: object): Promise<string | undefined> {
    const [report] = await reportsOf(rule, fixtures, config);
    return report?.message.match(/: (.*)\.\nFix/)?.[1];
  }

  it("have their defaults when nothing is configured, or something of another type", async () => {
    assert.equal(await seen({}), "31 80 a");
    assert.equal(await seen({ days: "9", ports: "80", names: [1] }), "31 80 a");
  });

  it("have the configured values", async () => {
    assert.equal(await seen({ days: 9, ports: [1, 2], names: [] }), "10 1+2 ");
  });

  it("are a schema that the engine can hold a configuration against", () => {
    const [policy] = toPolicies([rule]);
    assert.deepEqual(policy?.configSchema, {
      properties: {
        days: { type: "integer", description: "Days.", default: 30, minimum: 1 },
        ports: { type: "array", items: { type: "integer" }, description: "Ports.", default: [80] },
        names: { type: "array", items: { type: "string" }, description: "Names.", default: ["a"] },
      },
    });
  });
});
