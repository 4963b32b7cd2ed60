import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hashContext } from "../../../sandbox/providers/docker-build/contextHash";

describe("hashContext", () => {
  let directory: string;
  const options = () => ({
    dockerfile: join(directory, "Dockerfile"),
    buildArgs: {},
    target: "",
    platforms: ["linux/arm64"],
  });

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "context-"));
    mkdirSync(join(directory, "src"));
    writeFileSync(join(directory, "Dockerfile"), "FROM scratch\n");
    writeFileSync(join(directory, "src", "main.js"), "1");
  });

  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  const edits: Readonly<Record<string, () => void>> = {
    "a file's content": () => {
      writeFileSync(join(directory, "src", "main.js"), "2");
    },
    "a new file": () => {
      writeFileSync(join(directory, "src", "more.js"), "");
    },
    "the Dockerfile": () => {
      writeFileSync(join(directory, "Dockerfile"), "FROM node\n");
    },
  };
  for (const [what, edit] of Object.entries(edits)) {
    it(`changes with ${what}`, () => {
      const before = hashContext(directory, options());
      assert.equal(hashContext(directory, options()), before, "stays without a change");
      edit();
      assert.notEqual(hashContext(directory, options()), before);
    });
  }

  it("changes with build arguments", () => {
    const before = hashContext(directory, options());
    assert.notEqual(hashContext(directory, { ...options(), buildArgs: { A: "1" } }), before);
  });

  it("ignores what .dockerignore names, but for its exceptions", () => {
    writeFileSync(
      join(directory, ".dockerignore"),
      "# logs\n*.log\n**/*.tmp\nsrc\n!src/main.js\n!src\n",
    );
    const before = hashContext(directory, options());
    writeFileSync(join(directory, "debug.log"), "x");
    writeFileSync(join(directory, "src", "a.tmp"), "x");
    const ignored = hashContext(directory, options());
    writeFileSync(join(directory, "src", "main.js"), "2");
    assert.notEqual(hashContext(directory, options()), ignored, "the exception counts");
    assert.notEqual(before, "");
  });
});
