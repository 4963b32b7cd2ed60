import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import * as pulumi from "@pulumi/pulumi";
import { bundle } from "../../../components/internal/bundle";
import { useWorkspace } from "../../helpers/workspace";

function messageOf(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    assert.ok(pulumi.RunError.isInstance(error), String(error));
    return error.message;
  }
  return "nothing was refused";
}

const args = { entry: "services/orders/main.ts", fileName: "main.js" };

describe("bundle", () => {
  useWorkspace({
    files: {
      "services/orders/main.ts": `import { greet } from "./greet"; console.log(greet("orders"));`,
      "services/orders/greet.ts": `export const greet = (name: string): string => "hello " + name;`,
      "services/broken/main.ts": `import "./missing";`,
      "services/worse/main.ts": ["a", "b", "c", "d", "e"].map((x) => `import "./${x}";`).join("\n"),
      "services/shaken/main.ts": `import { kept } from "./parts"; console.log(kept);`,
      "services/shaken/parts.ts": `export const kept = "kept text"; export const dropped = "dropped text";`,
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

  it("names the import that cannot be resolved, with its file and line", () => {
    assert.equal(
      messageOf(() => bundle({ ...args, entry: "services/broken/main.ts" })),
      'Bundle "services/broken/main.ts": the sources must bundle without an error, got services/broken/main.ts:1: Could not resolve "./missing"; correct them, or install what is missing with npm',
    );
  });

  it("names three faults in one paragraph, and counts the rest", () => {
    const message = messageOf(() => bundle({ ...args, entry: "services/worse/main.ts" }));
    assert.match(
      message,
      /got services\/worse\/main\.ts:1: .*; .*:2: .*; .*:3: .*; and 2 more; correct them/,
    );
    assert.doesNotMatch(message, /\n/);
  });

  for (const entry of ["services/none/main.ts", "services/orders"]) {
    it(`refuses an entry that is no file: ${entry}`, () => {
      assert.equal(
        messageOf(() => bundle({ ...args, entry })),
        `Bundle "${entry}": entry must be a file of the repository, got no file at ${entry}; write it, or name the one that is meant`,
      );
    });
  }

  it("refuses a bundle that stays too large when it is compressed", () => {
    writeFileSync(
      "services/orders/large.ts",
      `export const noise = "${randomBytes(1_500_000).toString("hex")}"; console.log(noise);`,
    );
    const large = { fileName: "main.js", entry: "services/orders/large.ts" };
    assert.match(
      messageOf(() => bundle({ ...large, maxCompressedMiB: 1 })),
      /^Bundle "services\/orders\/large\.ts": the bundle must have at most 1 MiB compressed, got 1\.\d MiB; import less, or run the service as a container$/,
    );
    assert.ok(bundle({ ...large, maxCompressedMiB: 2 }).hash, "3 MB that fit once compressed");
  });

  it("leaves out what is not used, and brings the packages that are imported", () => {
    const { directory } = bundle({ ...args, entry: "services/shaken/main.ts" });
    const code = readFileSync(`${directory}/main.js`, "utf8");
    assert.ok(code.includes("kept text") && !code.includes("dropped text"));
    assert.ok(!code.includes("require("), "everything is in the one file");
  });

  it("leads from the bundle back to the sources", () => {
    const { directory } = bundle(args);
    const map = JSON.parse(readFileSync(`${directory}/main.js.map`, "utf8")) as {
      sources: string[];
    };
    assert.deepEqual(
      map.sources.map((source) => source.replace(/^(\.\.\/)+/, "")),
      ["services/orders/greet.ts", "services/orders/main.ts"],
    );
    assert.match(
      readFileSync(`${directory}/main.js`, "utf8"),
      /sourceMappingURL=main\.js\.map\s*$/,
    );
  });
});
