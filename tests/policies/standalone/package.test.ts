import assert from "node:assert/strict";
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { credentials } from "@grpc/grpc-js";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import { AnalyzeRequest, AnalyzerResourceOptions } from "@pulumi/pulumi/proto/analyzer_pb";
import { parse } from "yaml";

const ROOT = join(__dirname, "..", "..", "..");

/** The pack as `npm pack` leaves it, unpacked where nothing of the repository is but its modules. */
function unpacked(folder: string): string {
  const arguments_ = ["pack", "--silent", "--pack-destination", folder];
  execFileSync("npm", arguments_, { cwd: join(ROOT, "policies"), encoding: "utf8" });
  const [archive = ""] = readdirSync(folder);
  execFileSync("tar", ["-xzf", join(folder, archive), "-C", folder]);
  // In place of a network: what `npm install` would have fetched.
  symlinkSync(join(ROOT, "node_modules"), join(folder, "package", "node_modules"));
  return join(folder, "package");
}

/** Starts the pack as the engine does, and resolves with the port that it prints. */
async function started(process: ChildProcessWithoutNullStreams): Promise<number> {
  return new Promise((resolve, reject) => {
    let failure = "";
    process.stderr.on("data", (chunk: Buffer) => (failure += chunk.toString()));
    process.stdout.once("data", (chunk: Buffer) => {
      resolve(Number(chunk.toString().trim()));
    });
    process.once("exit", () => {
      reject(new Error(`the pack did not start: ${failure}`));
    });
  });
}

function tableRequest(): AnalyzeRequest {
  const request = new AnalyzeRequest();
  request.setType("aws:dynamodb/table:Table");
  request.setUrn("urn:pulumi:prod::shop::aws:dynamodb/table:Table::orders");
  request.setName("orders");
  request.setProperties(Struct.fromJavaScript({ name: "orders" }));
  request.setOptions(new AnalyzerResourceOptions());
  return request;
}

describe("the published pack", () => {
  const folder = mkdtempSync(join(tmpdir(), "policies-"));
  let directory = "";
  before(() => {
    directory = unpacked(folder);
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("holds what it runs on and the profiles, and no source", () => {
    assert.deepEqual(readdirSync(directory).sort(), [
      "PulumiPolicy.yaml",
      "README.md",
      "index.js",
      "node_modules",
      "package.json",
      "profiles",
    ]);
  });

  it("needs the packages that it declares, and Node's own", () => {
    const { dependencies } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8")) as {
      dependencies: Record<string, string>;
    };
    const code = readFileSync(join(directory, "index.js"), "utf8");
    const needed = [...code.matchAll(/require\("([^"]+)"\)/g)].map(([, name = ""]) => name);
    assert.deepEqual(
      needed.filter((name) => !name.startsWith("node:") && !(name in dependencies)),
      [],
    );
  });

  it("judges a resource of any program, without a loader for TypeScript", async () => {
    const { main } = parse(readFileSync(join(directory, "PulumiPolicy.yaml"), "utf8")) as {
      main: string;
    };
    const runner = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
    const pack = spawn(process.execPath, [runner, "127.0.0.1:0", join(directory, main)], {
      cwd: directory,
      env: { ...process.env, NODE_OPTIONS: "", PULUMI_NODEJS_TYPESCRIPT: "false" },
    });
    try {
      const address = `127.0.0.1:${await started(pack)}`;
      const client = new AnalyzerClient(address, credentials.createInsecure());
      const found = await new Promise<readonly string[]>((resolve, reject) => {
        client.analyze(tableRequest(), (error, response) => {
          if (error) reject(error);
          else resolve(response.getDiagnosticsList().map((each) => each.getPolicyname()));
        });
      });
      client.close();
      assert.ok(found.includes("dynamodb-pitr"), found.join(" "));
    } finally {
      pack.removeAllListeners("exit");
      pack.kill();
    }
  });
});
