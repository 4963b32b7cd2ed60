import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { examples, exampleSource } from "../helpers/examples";

const repository = resolve(__dirname, "../..");
const pagesFolder = join(repository, "docs/components");
const pages = readdirSync(pagesFolder).filter((file) => file !== "README.md");

/** Every component class: its name and the file that it is in. */
const components = readdirSync(join(repository, "components"), {
  recursive: true,
  encoding: "utf8",
})
  .filter((file) => file.endsWith(".ts"))
  .flatMap((file) => {
    const source = readFileSync(join(repository, "components", file), "utf8");
    const classes = source.matchAll(/export class (\w+) extends pulumi\.ComponentResource/g);
    return [...classes].map(([, name = ""]) => ({ name, file }));
  })
  .sort((a, b) => (a.name < b.name ? -1 : 1));

function kebab(name: string): string {
  return name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, "-").toLowerCase();
}

/** Lines without their indentation, so that an example's line may stand deeper than the page's. */
function lines(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trim())
    .join("\n");
}

/** Components that no stack creates by themselves, with the page that tells of them. */
const toldElsewhere: Readonly<Record<string, string>> = {
  Microservice: "../adding-a-service.md",
  VpcLink: "api-gateway.md",
};

describe("the pages of the components", () => {
  for (const { name, file } of components) {
    it(`tell of ${name} (components/${file})`, () => {
      const page = toldElsewhere[name] ?? `${kebab(name)}.md`;
      assert.ok(existsSync(join(pagesFolder, page)), `docs/components/${page} is missing`);
    });
  }

  for (const page of pages) {
    const name = page.replace(/\.md$/, "");
    const text = readFileSync(join(pagesFolder, page), "utf8");

    it(`${page} begins with the simplest use, as its example has it`, () => {
      const [, code] = /```ts\n([\s\S]*?)```/.exec(text) ?? [];
      assert.ok(code, `docs/components/${page} has no \`\`\`ts block`);
      assert.ok(
        lines(exampleSource(name)).includes(lines(code).trim()),
        `examples/${name}/index.ts does not contain the first code of docs/components/${page}`,
      );
    });
  }

  it("are all linked from their overview", () => {
    const overview = readFileSync(join(pagesFolder, "README.md"), "utf8");
    const unlinked = pages.filter((page) => !overview.includes(`](${page})`));
    assert.deepEqual(unlinked, []);
  });

  it("name every example", () => {
    const texts = pages.map((page) => readFileSync(join(pagesFolder, page), "utf8")).join("\n");
    const unnamed = examples.filter((name) => !texts.includes(`examples/${name}/`));
    assert.deepEqual(unnamed, []);
  });
});
