import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { rules } from "../../policies/allRules";

const ROOT = join(__dirname, "..", "..");
const FOLDER = join(ROOT, "policies", "rules");
const FILES = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".ts"),
);

/** Every type token that a file of the installed @pulumi/aws declares. */
function isDeclaredByAws(token: string): boolean {
  const [, path = ""] = token.split(":");
  const file = join(ROOT, "node_modules", "@pulumi", "aws", `${path}.js`);
  return readFileSync(file, "utf8").includes(`__pulumiType = '${token}'`);
}

describe("the registry", () => {
  it("has one rule for each file, by the file's name and folder", () => {
    const files = FILES.map((file) => `${dirname(file)}/${basename(file, ".ts")}`).sort();
    assert.deepEqual(rules.map(({ service, id }) => `${service}/${id}`).sort(), files);
  });

  it("has no id twice", () => {
    assert.equal(new Set(rules.map(({ id }) => id)).size, rules.length);
  });

  for (const rule of rules) {
    it(`${rule.id} says what a reader needs`, () => {
      assert.match(rule.id, /^[a-z0-9]+(-[a-z0-9]+)+$/);
      assert.match(rule.title, /^[A-Z].*[^.]$/);
      assert.match(rule.fix, /^[A-Z].*\.$/);
      assert.match(rule.url, /^https:\/\/docs\.aws\.amazon\.com\//);
      assert.ok(rule.types.length > 0);
    });

    it(`${rule.id} names types that @pulumi/aws has`, () => {
      const tokens = [...rule.types, ...(rule.relatedTypes ?? [])];
      assert.deepEqual(
        tokens.filter((token) => !isDeclaredByAws(token)),
        [],
      );
    });

    it(`${rule.id} has a test table`, () => {
      const tests = readdirSync(join(__dirname, "rules"))
        .map((file) => readFileSync(join(__dirname, "rules", file), "utf8"))
        .join("\n");
      const name = rule.id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
      assert.ok(tests.includes(`describeRule(${name}, {`), `no describeRule(${name}, …)`);
    });
  }

  it("knows only Pulumi's packages and Node's own, and a parser for the waivers", () => {
    // Waivers carry reasons and comments of people, which YAML is made for and Node cannot read.
    const allowed = { "waiversFile.ts": /^yaml$/ } as Readonly<Record<string, RegExp>>;
    const sources = ["framework", "aws", "rules", "."].flatMap((folder) =>
      readdirSync(join(ROOT, "policies", folder), { recursive: folder !== ".", encoding: "utf8" })
        .filter((file) => file.endsWith(".ts"))
        .map((file) => join(ROOT, "policies", folder, file)),
    );
    for (const file of sources) {
      // An example has imports of its own, which are text here.
      const code = readFileSync(file, "utf8").replace(/ example: `[^`]*`/, "");
      const imports = [...code.matchAll(/ from "([^"]+)";/g)];
      for (const [, source = ""] of imports) {
        const inside = join(dirname(file), source).startsWith(join(ROOT, "policies"));
        const isAllowed = source.startsWith(".")
          ? inside
          : /^(node:|@pulumi\/policy$)/.test(source) ||
            allowed[basename(file)]?.test(source) === true;
        assert.ok(isAllowed, `${file} imports ${source}`);
      }
    }
  });
});
