import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { bundle } from "../../../components/internal/bundle";
import { useWorkspace } from "../../helpers/workspace";

const args = { entry: "services/orders/main.ts", fileName: "main.js" };

describe("bundle", () => {
  useWorkspace({
    files: {
      "services/orders/main.ts": `import { greet } from "./greet"; console.log(greet("orders"));`,
      "services/orders/greet.ts": `export const greet = (name: string): string => "hello " + name;`,
      "services/broken/main.ts": `import "./missing";`,
    },
  });

  it("writes one runnable file with its source map into a folder named by their content", () => {
    const { directory, hash } = bundle(args);
    assert.equal(directory, `.build/bundles/${hash}`);
    assert.match(hash, /^[0-9a-f]{16}$/);
    assert.ok(existsSync(`${directory}/main.js.map`));
    const lines: string[] = [];
    runInNewContext(readFileSync(`${directory}/main.js`, "utf8"), {
      console: { log: (line: string) => lines.push(line) },
    });
    assert.deepEqual(lines, ["hello orders"]);
  });

  it("gives the same folder for unchanged sources", () => {
    assert.deepEqual(bundle(args), bundle(args));
  });

  it("gives another folder when an imported file changes", () => {
    const before = bundle(args).hash;
    writeFileSync(
      "services/orders/greet.ts",
      `export const greet = (name: string): string => "good day " + name;`,
    );
    assert.notEqual(bundle(args).hash, before);
  });

  it("writes further files and counts them in the hash", () => {
    const plain = bundle(args);
    const more = bundle({ ...args, extraFiles: { Dockerfile: "FROM scratch\n" } });
    assert.equal(readFileSync(`${more.directory}/Dockerfile`, "utf8"), "FROM scratch\n");
    assert.notEqual(more.hash, plain.hash);
  });

  it("lets every user read the files, whatever the umask", () => {
    const before = process.umask(0o077);
    try {
      const { directory } = bundle(args);
      assert.equal(statSync(`${directory}/main.js`).mode & 0o777, 0o644);
    } finally {
      process.umask(before);
    }
  });

  it("names the import that cannot be resolved", () => {
    assert.throws(() => bundle({ ...args, entry: "services/broken/main.ts" }), /\.\/missing/);
  });
});
