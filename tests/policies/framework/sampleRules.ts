/** Three small rules and the resources they judge, for tests of the frame around rules. */
import { defineResourceRule, defineStackRule } from "../../../policies/framework/rule";
import { integer } from "../../../policies/framework/parameters";
import type { Fixture } from "../helpers/engine";

export const BUCKET = "aws:s3/bucket:Bucket";
export const TABLE = "aws:dynamodb/table:Table";

const metadata = {
  service: "s3",
  severity: "high",
  pillar: "security",
  enforcement: "mandatory",
  controls: { fsbp: ["S3.10", "S3.9"], cis: ["v5.0.0-2.1.1"] },
  types: [BUCKET],
  fix: "Set versioned to true.",
  url: "https://docs.aws.amazon.com/s3.html",
} as const;

/** On each bucket, with a parameter. */
export const versioned = defineResourceRule({
  ...metadata,
  id: "sample-versioned",
  title: "Buckets are versioned",
  example: `
import { s3 } from "@pulumi/aws";

new s3.Bucket("files", { ...settings, versioned: days < 9 && "yes" });`,
  parameters: { days: integer({ description: "Days.", default: 30, minimum: 1 }) },
  check({ props, report }) {
    if (props.at("versioned").isNot(true)) report("versioned is <not> true");
  },
});

/** On each bucket, at the end. */
export const logged = defineStackRule({
  ...metadata,
  id: "sample-logged",
  title: "Buckets are logged",
  severity: "medium",
  controls: {},
  check({ props, report }) {
    if (props.at("logged").isNot(true)) report("logged is not true");
  },
});

/** On tables, of which there are none. */
export const tables = defineResourceRule({
  ...metadata,
  id: "sample-tables",
  title: "Tables are good",
  service: "dynamodb",
  types: [TABLE],
  check({ report }) {
    report("it is never good");
  },
});

export const SAMPLE_RULES = [versioned, logged, tables];

export function bucket(name: string, props: object = {}): Fixture {
  return { type: BUCKET, name, props: { versioned: true, logged: true, ...props } };
}
