import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fromRepository } from "../../../components/internal/repository";
import { enterWorkspace } from "../../helpers/workspace";

describe("a path of the repository", () => {
  const withPackage = { files: { "package.json": "{}" } };

  it("is itself where the repository begins", () => {
    const workspace = enterWorkspace(withPackage);
    assert.equal(fromRepository("services/orders/main.ts"), "services/orders/main.ts");
    workspace.leave();
  });

  it("leads back up from a folder below", () => {
    const workspace = enterWorkspace(withPackage);
    mkdirSync(join(workspace.directory, "examples/orders"), { recursive: true });
    process.chdir("examples/orders");
    assert.equal(fromRepository(".build/web"), "../../.build/web");
    workspace.leave();
  });

  it("is itself where there is no repository", () => {
    const workspace = enterWorkspace({});
    assert.equal(fromRepository(".build/web"), ".build/web");
    workspace.leave();
  });
});
