/** What the pages promise of each other and of the repository: links, commands, files. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const repository = resolve(__dirname, "../..");
/** Folders that are built, brought or left by something that ran. */
const foreign = new Set(["node_modules", "artifacts", "coverage"]);

function markdownBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      const isOurs = !entry.name.startsWith(".") && !foreign.has(entry.name);
      return isOurs ? markdownBelow(path) : [];
    }
    return entry.name.endsWith(".md") ? [relative(repository, path)] : [];
  });
}

const pages = new Map(
  markdownBelow(repository).map((page) => [page, readFileSync(join(repository, page), "utf8")]),
);

/** Everything but code. */
function prose(text: string): string {
  return text.replace(/```[\s\S]*?```/g, "");
}

/** The anchors that GitHub gives the headings of a page. */
function anchorsOf(page: string): ReadonlySet<string> {
  const headings = prose(pages.get(page) ?? "").matchAll(/^#{1,6} (.+)$/gm);
  return new Set(
    [...headings].map(([, heading = ""]) =>
      heading
        .replace(/\]\([^)]*\)/g, "")
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, "")
        .replaceAll(" ", "-"),
    ),
  );
}

interface Link {
  readonly written: string;
  /** File or folder that it leads to, from the top of the repository. */
  readonly target: string;
  readonly anchor: string | undefined;
}

function linksOf(page: string): Link[] {
  const written = prose(pages.get(page) ?? "").replace(/`[^`\n]*`/g, "");
  return [...written.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = ""]) => link)
    .filter((link) => !/^(https?|mailto):/.test(link))
    .map((link) => {
      const [path = "", anchor] = link.split("#");
      return { written: link, target: path === "" ? page : join(dirname(page), path), anchor };
    });
}

describe("the documents", () => {
  for (const page of pages.keys()) {
    it(`${page} links to what exists`, () => {
      const broken = linksOf(page)
        .filter(
          ({ target, anchor }) =>
            !existsSync(join(repository, target)) ||
            (anchor !== undefined && !anchorsOf(target).has(anchor)),
        )
        .map(({ written }) => written);
      assert.deepEqual(broken, []);
    });
  }

  it("are all found from README.md by following links", () => {
    const found = new Set(["README.md"]);
    // A set hands out what is added while it is walked.
    for (const page of found) {
      for (const { target } of linksOf(page)) if (pages.has(target)) found.add(target);
    }
    assert.deepEqual(
      [...pages.keys()].filter((page) => !found.has(page)),
      [],
    );
  });

  it("name no script that package.json does not have", () => {
    const { scripts } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    const unknown = [...pages].flatMap(([page, text]) =>
      [...text.matchAll(/npm run (?:-s )?([\w:]+)/g)]
        .filter(([, script = ""]) => !Object.hasOwn(scripts, script))
        .map(([command]) => `${page}: ${command}`),
    );
    assert.deepEqual(unknown, []);
  });

  it("name no file of these folders that is not there", () => {
    const folders = "components|policies|sandbox|tests|examples|upgrades|bench|tools";
    const named = new RegExp(`(?<=\`)(?:${folders})/[\\w./-]+(?=\`)`, "g");
    const missing = [...pages].flatMap(([page, text]) =>
      [...text.matchAll(named)]
        .filter(([file]) => !existsSync(join(repository, file)))
        .map(([file]) => `${page}: ${file}`),
    );
    assert.deepEqual(missing, []);
  });
});
