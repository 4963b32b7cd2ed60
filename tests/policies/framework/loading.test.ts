import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..", "..");

/** What a process of its own prints, in which nothing of the SDK is loaded yet. */
function printed(code: string): unknown {
  const imports = 'const { loadLibrary } = require("./policies/framework/loading");';
  const program = ["--require", "tsx/cjs", "--eval", `${imports}\n${code}`];
  return JSON.parse(execFileSync(process.execPath, program, { cwd: ROOT, encoding: "utf8" }));
}

const LOADED = `Object.keys(require.cache).filter((path) => path.includes("@pulumi/pulumi/"))`;

describe("the library as the pack loads it", function () {
  this.slow(2000);

  it("comes without the SDK's index, what reads closures and the automation API", () => {
    const loaded = printed(`loadLibrary(); console.log(JSON.stringify(${LOADED}));`) as string[];
    assert.ok(loaded.some((path) => path.endsWith("/proto/analyzer_pb.js")));
    const unwanted = /@pulumi\/pulumi\/(index\.js|automation\/|runtime\/closure\/)/;
    assert.deepEqual(
      loaded.filter((path) => unwanted.test(path)),
      [],
    );
  });

  it("reads assets and writes what it refuses as with the whole SDK", () => {
    const result = printed(`
      loadLibrary();
      const { deserializeProperties, serializeProperties } = require("@pulumi/policy/deserialize");
      const { Struct } = require("google-protobuf/google/protobuf/struct_pb");
      const { asset, output } = require("@pulumi/pulumi");
      const { specialSigKey, specialAssetSig } = require("@pulumi/pulumi/runtime/rpc");
      const file = { [specialSigKey]: specialAssetSig, path: "page.html" };
      const read = deserializeProperties(Struct.fromJavaScript({ file }), false);
      serializeProperties({ later: output("x") }).then(
        () => console.log('"taken"'),
        ({ message }) => console.log(JSON.stringify([read.file instanceof asset.FileAsset, message])),
      );`);
    assert.deepEqual(result, [
      true,
      "Serializing output values not supported from within a policy pack",
    ]);
  });

  it("gets the whole SDK once it asks for more, and leaves it to others as it is", () => {
    const result = printed(`
      const { createRequire } = require("node:module");
      const load = createRequire(require.resolve("@pulumi/policy"));
      let handed;
      const asking = Object.assign((name) => {
        if (name === "@pulumi/policy") handed = require("@pulumi/pulumi").Config.name;
        return load(name);
      }, load);
      loadLibrary(asking);
      const { Config, Output } = require("@pulumi/pulumi");
      console.log(JSON.stringify([handed, Config.name, typeof Output]));`);
    assert.deepEqual(result, ["Config", "Config", "function"]);
  });

  it("is left alone where the SDK is there already", () => {
    const result = printed(`
      const sdk = require("@pulumi/pulumi");
      loadLibrary();
      console.log(JSON.stringify(require("@pulumi/pulumi") === sdk));`);
    assert.equal(result, true);
  });
});
