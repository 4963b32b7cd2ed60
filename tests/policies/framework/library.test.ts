import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Policies } from "@pulumi/policy";
import { decodingOnce } from "../../../policies/framework/library/decoding";
import { forTypes, handlerByType } from "../../../policies/framework/library/serving";

const ROOT = join(__dirname, "..", "..", "..");

/** What a process of its own prints, in which nothing of the SDK is loaded yet. */
function printed(code: string): unknown {
  const imports = `
    const { loadLibrary } = require("./policies/framework/library/loading");
    const { askByType, forTypes } = require("./policies/framework/library/serving");`;
  const program = ["--require", "tsx/cjs", "--eval", imports + code];
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
      const asset = require("@pulumi/pulumi/asset");
      const { output } = require("@pulumi/pulumi/output");
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

  it("gets the whole SDK once it asks for more, and leaves it as it is to others and where it is loaded", () => {
    const result = printed(`
      const { createRequire } = require("node:module");
      const load = createRequire(require.resolve("@pulumi/policy"));
      let handed;
      const asking = Object.assign((name) => {
        if (name === "@pulumi/policy") handed = require("@pulumi/pulumi").Config.name;
        return load(name);
      }, load);
      loadLibrary(asking);
      const sdk = require("@pulumi/pulumi");
      loadLibrary();
      const isLeft = require("@pulumi/pulumi") === sdk;
      console.log(JSON.stringify([handed, sdk.Config.name, typeof sdk.Output, isLeft]));`);
    assert.deepEqual(result, ["Config", "Config", "function", true]);
  });
});

describe("the decoder of resources", () => {
  it("decodes a message once, and anew for a remediation, which may change it", () => {
    let calls = 0;
    const decode = decodingOnce(() => ({ call: ++calls }));
    const message = {};
    assert.equal(decode(message, false), decode(message, false));
    assert.notEqual(decode(message, true), decode(message, true));
    assert.notEqual(decode({}, false), decode(message, false));
  });

  it("is where the pack looks for it in the installed library, which calls it there", () => {
    const load = createRequire(__filename);
    const library = load("@pulumi/policy/deserialize") as object;
    const property = Object.getOwnPropertyDescriptor(library, "deserializeProperties");
    assert.equal(typeof property?.value, "function");
    assert.equal(property?.writable, true);
  });
});

describe("the handler of calls about one resource", () => {
  const policy = (name: string): Policies[number] => {
    return { name, description: name, validateResource: () => undefined };
  };
  const buckets = forTypes(policy("buckets"), new Set(["Bucket"]));
  const both = forTypes(policy("both"), new Set(["Bucket", "Queue"]));
  const policies = [buckets, both, policy("any")];
  const about = (type: string) => ({ request: { getType: () => type } });

  it("is made once for each type, of the policies for it and of those for any", () => {
    const made: string[][] = [];
    const handler = handlerByType((concerned) => {
      made.push(concerned.map(({ name }) => name));
      return ({ request }) => `${request.getType()} by ${concerned.length}`;
    }, policies);
    const answers = ["Bucket", "Queue", "Bucket", "Table"].map((type) =>
      handler(about(type), undefined),
    );
    assert.deepEqual(answers, ["Bucket by 3", "Queue by 2", "Bucket by 3", "Table by 1"]);
    assert.deepEqual(made, [["buckets", "both", "any"], ["both", "any"], ["any"]]);
  });

  it("is the one that the installed library serves, for checks and for remediation", () => {
    const asked = printed(`
      const { Server } = require("@grpc/grpc-js");
      let handlers;
      Server.prototype.addService = (_, given) => { handlers = given; };
      Server.prototype.bindAsync = () => undefined;
      loadLibrary();
      askByType();
      const { PolicyPack } = require("@pulumi/policy");
      const { AnalyzeRequest, AnalyzerResourceOptions } = require("@pulumi/pulumi/proto/analyzer_pb");
      const { Struct } = require("google-protobuf/google/protobuf/struct_pb");
      const asked = [];
      const policy = (name) => forTypes({
        name, description: name, enforcementLevel: "remediate",
        validateResource: () => { asked.push(name); },
        remediateResource: () => { asked.push("remedy of " + name); },
      }, new Set([name]));
      new PolicyPack("asking", { policies: [policy("Bucket"), policy("Queue")] });
      const request = new AnalyzeRequest();
      request.setType("Queue");
      request.setProperties(Struct.fromJavaScript({}));
      request.setOptions(new AnalyzerResourceOptions());
      const call = (name) => new Promise((resolve) => handlers[name]({ request }, resolve));
      call("remediate").then(() => call("analyze")).then(() => console.log(JSON.stringify(asked)));`);
    assert.deepEqual(asked, ["remedy of Queue", "Queue"]);
  });
});
