import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { writeSettings } from "../../../sandbox/engine/settings";
import { sandboxPaths } from "../../../sandbox/paths";
import type { SandboxPaths } from "../../../sandbox/paths";

const committed = `config:
  aws:region: eu-west-1
  shop:password:
    secure: v1:abc
`;

describe("the engine's settings", () => {
  let paths: SandboxPaths;

  beforeEach(() => {
    paths = sandboxPaths(mkdtempSync(join(tmpdir(), "settings-")));
    writeFileSync(join(paths.root, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
    writeFileSync(join(paths.root, "Pulumi.dev.yaml"), committed);
  });

  afterEach(() => {
    rmSync(paths.root, { recursive: true });
  });

  const written = (file: string): Record<string, unknown> =>
    parse(readFileSync(join(paths.project, file), "utf8")) as Record<string, unknown>;

  it("are the committed ones, with the stand-ins named and paths relative to the repository", () => {
    writeSettings(paths, "dev");
    const project = written("Pulumi.yaml");
    assert.equal(project.name, "shop");
    assert.equal(project.main, "../..");
    const { providers } = project.plugins as { providers: { name: string; path: string }[] };
    assert.deepEqual(
      providers.map(({ name, path }) => [name, path]),
      [
        ["aws", "../bin"],
        ["awsx", "../bin"],
        ["docker-build", "../bin"],
        ["kubernetes", "../bin"],
        ["random", "../bin"],
      ],
    );
  });

  it("hold no committed secret, whose stand-in is reported until it is there", () => {
    const sealed = writeSettings(paths, "dev");
    assert.deepEqual(
      sealed.map(({ key }) => key),
      ["shop:password"],
    );
    assert.deepEqual(written("Pulumi.dev.yaml"), { config: { "aws:region": "eu-west-1" } });
    const settings = join(paths.project, "Pulumi.dev.yaml");
    const own = "encryptionsalt: salt\nconfig:\n  shop:password:\n    secure: own\n";
    writeFileSync(settings, own);
    assert.deepEqual(writeSettings(paths, "dev"), []);
    assert.deepEqual(written("Pulumi.dev.yaml"), {
      encryptionsalt: "salt",
      config: { "aws:region": "eu-west-1", "shop:password": { secure: "own" } },
    });
  });

  it("never change the committed file", () => {
    writeSettings(paths, "dev");
    assert.equal(readFileSync(join(paths.root, "Pulumi.dev.yaml"), "utf8"), committed);
  });

  it("say in one line where a file is no YAML", () => {
    writeFileSync(join(paths.root, "Pulumi.dev.yaml"), "config:\n  a: [\n");
    assert.throws(
      () => writeSettings(paths, "dev"),
      /^SandboxError: Cannot read [^\n]+ line 3, column 1\. Correct the file and try again\.$/,
    );
  });

  it("list the stacks there are when one is unknown", () => {
    assert.throws(() => writeSettings(paths, "devv"), {
      name: "SandboxError",
      message: /There is no stack "devv".*Choose one of dev with --stack/,
    });
  });
});
