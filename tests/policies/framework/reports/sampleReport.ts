/** A run with every kind of result, written to a folder of its own. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assemble } from "../../../../policies/framework/assemble";
import { defineResourceRule } from "../../../../policies/framework/rule";
import { UNKNOWN, urnOf } from "../../helpers/engine";
import { runPack } from "../../helpers/pack";
import { bucket, SAMPLE_RULES, versioned } from "../sampleRules";

const broken = defineResourceRule({
  ...versioned,
  id: "sample-broken",
  title: "Buckets are unbroken",
  parameters: {},
  check({ resource }) {
    if (resource.name === "good") throw new TypeError("secret-in-the-error");
  },
});

const FIXTURES = [
  bucket("good"),
  bucket("bad", { versioned: false, note: "secret-in-the-properties" }),
  bucket("old", { versioned: false }),
  bucket("known", { logged: false }),
  bucket("unknown", { versioned: UNKNOWN }),
];

const WAIVERS = `waivers:
  - rule: sample-versioned
    resource: old
    reason: The importer & its <vendor> cannot read versions.
    owner: team@example.com
    expires: 2026-12-31
`;

const FILES = ["policies.json", "policies.sarif", "policies.junit.xml", "policies.html"] as const;

export type SampleFiles = Readonly<Record<(typeof FILES)[number], string>>;

/** @param sources what the program's folder holds, by path; @default no folder is given */
export async function sampleReport(sources?: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), "report-"));
  try {
    writeFileSync(join(folder, "waivers.yaml"), WAIVERS);
    const known = {
      rule: "sample-logged",
      urn: urnOf(bucket("known")),
      problem: "logged is not true",
    };
    writeFileSync(join(folder, "known.json"), JSON.stringify({ violations: [known] }));
    for (const [path, text] of Object.entries(sources ?? {}))
      writeFileSync(join(folder, path), text);
    const policies = assemble([...SAMPLE_RULES, broken], {
      pack: { name: "sample", version: "1.0.0" },
      environment: {
        AWS_POLICIES_BASELINE: join(folder, "known.json"),
        AWS_POLICIES_REPORT_DIR: join(folder, "reports", "new"),
        AWS_POLICIES_SOURCE_DIR: sources === undefined ? undefined : folder,
        PULUMI_DRY_RUN: "true",
      },
      packDirectory: folder,
      today: "2026-06-15",
    });
    const told = await runPack(policies, FIXTURES);
    const files = FILES.map((name) => [
      name,
      readFileSync(join(folder, "reports", "new", name), "utf8"),
    ]);
    return { told, files: Object.fromEntries(files) as SampleFiles };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
