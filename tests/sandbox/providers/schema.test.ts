import assert from "node:assert/strict";
import { interfaceBody, readProperties } from "../../../sandbox/providers/schema/declarations";
import { PackageSchema } from "../../../sandbox/providers/schema/schema";
import { readShape } from "../../../sandbox/providers/schema/shapes";

describe("readShape", () => {
  const cases: readonly [string, ReturnType<typeof readShape>][] = [
    ["pulumi.Output<string>", { shape: { kind: "string" }, mayBeAbsent: false }],
    ["pulumi.Output<number | undefined>", { shape: { kind: "number" }, mayBeAbsent: true }],
    [
      "pulumi.Output<outputs.acm.CertificateOptions[]>",
      {
        shape: { kind: "array", of: { kind: "object", path: "acm.CertificateOptions" } },
        mayBeAbsent: false,
      },
    ],
    [
      "pulumi.Output<{\n    [key: string]: string;\n} | undefined>",
      { shape: { kind: "map", of: { kind: "string" } }, mayBeAbsent: true },
    ],
    [
      "pulumi.Input<pulumi.Input<string>[] | undefined>",
      { shape: { kind: "array", of: { kind: "string" } }, mayBeAbsent: true },
    ],
    [
      "pulumi.Output<enums.lambda.Runtime | undefined>",
      { shape: { kind: "string" }, mayBeAbsent: true },
    ],
  ];
  for (const [type, expected] of cases) {
    it(`reads ${type.replaceAll(/\s+/g, " ")}`, () => {
      assert.deepEqual(readShape(type), expected);
    });
  }
});

describe("readProperties", () => {
  it("reads names, optionality and comments, and leaves methods out", () => {
    const body = `
    static get(name: string, opts?: { a: string; }): Thing;
    /** Forces a new resource; really. */
    readonly arn: pulumi.Output<string>;
    tags?: pulumi.Input<{
        [key: string]: pulumi.Input<string>;
    } | undefined>;
    constructor(name: string);`;
    const properties = readProperties(body);
    assert.deepEqual(
      properties.map(({ name, optional }) => [name, optional]),
      [
        ["arn", false],
        ["tags", true],
      ],
    );
    assert.match(properties[0]?.comment ?? "", /Forces a new resource/);
  });

  it("finds an interface inside its namespace only", () => {
    const text = `
export declare namespace a {
    interface Thing {
        one: string;
    }
}
export declare namespace b {
    interface Thing {
        two: string;
    }
}
`;
    assert.match(interfaceBody(text, "b.Thing") ?? "", /two/);
    assert.equal(interfaceBody(text, "c.Thing"), undefined);
  });
});

describe("PackageSchema", () => {
  const aws = new PackageSchema("@pulumi/aws");

  it("tells what a type takes from what it adds", () => {
    const schema = aws.resource("aws:s3/bucket:Bucket");
    const added = [...(schema?.outputs.keys() ?? [])].filter((name) => !schema?.inputs.has(name));
    assert.deepEqual(added.sort(), [
      "arn",
      "bucketDomainName",
      "bucketRegion",
      "bucketRegionalDomainName",
      "hostedZoneId",
      "tagsAll",
      "websiteDomain",
      "websiteEndpoint",
    ]);
  });

  it("knows which inputs are required", () => {
    const inputs = aws.resource("aws:ecs/taskDefinition:TaskDefinition")?.inputs;
    assert.equal(inputs?.get("family")?.required, true);
    assert.equal(inputs.get("cpu")?.required, false);
  });

  it("finds types whose file is named in another way than the class", () => {
    for (const token of ["aws:guardduty/iPSet:IPSet", "aws:kendra/index:Index"]) {
      assert.ok(aws.resource(token), token);
    }
    assert.ok(new PackageSchema("@pulumi/docker-build").resource("docker-build:index:Image"));
  });

  it("has no schema for a type that the SDK does not declare", () => {
    assert.equal(aws.resource("aws:s3/bucket:Bukket"), undefined);
  });
});
