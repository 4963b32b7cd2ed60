import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";
import { bundle } from "../../../../components/internal/bundle";
import type { Hook } from "../../../../components/compute/release/functionHook";
import { useWorkspace } from "../../../helpers/workspace";
import { revisionTo } from "./deploy/fakeCodeDeploy";

const entry = resolve(__dirname, "../../../../components/compute/release/functionHookMain.ts");

/** CodeDeploy with one deployment to version 8, and Lambda, whose functions answer 200. */
async function answer(request: IncomingMessage, seen: string[]): Promise<object> {
  const body = await text(request);
  const target = request.headers["x-amz-target"] ?? `${request.method ?? ""} ${request.url ?? ""}`;
  seen.push(`${String(target)} ${body}`);
  if (target === "CodeDeploy_20141006.GetDeployment") {
    return { deploymentInfo: { creator: "user", revision: revisionTo("8") } };
  }
  return target === "CodeDeploy_20141006.PutLifecycleEventHookExecutionStatus"
    ? {}
    : { statusCode: 200 };
}

describe("the hook functions, as they are deployed", () => {
  useWorkspace({ files: {} });
  const seen: string[] = [];
  const variables: Record<string, string> = {
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_REGION: "eu-west-1",
    FUNCTION_NAME: "carts-1a2b",
    SMOKE_PATH: "/carts/size",
    BAKE_MINUTES: "0",
  };
  const variablesBefore = { ...process.env };
  let server: Server;
  let hooks: Readonly<Record<"smokeTest" | "bake", Hook>>;

  before(async () => {
    server = createServer((request, response) => {
      void answer(request, seen).then((body) => response.end(JSON.stringify(body)));
    });
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    const { port } = server.address() as AddressInfo;
    Object.assign(process.env, variables, { AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` });
    const { directory } = bundle({ entry, fileName: "index.js" });
    hooks = createRequire(__filename)(resolve(directory, "index.js")) as typeof hooks;
  });

  after(() => {
    server.close();
    for (const name of [...Object.keys(variables), "AWS_ENDPOINT_URL"]) {
      const value = variablesBefore[name];
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  });

  const event = { DeploymentId: "d-1", LifecycleEventHookExecutionId: "hook-1" };
  const report =
    'CodeDeploy_20141006.PutLifecycleEventHookExecutionStatus {"deploymentId":"d-1","lifecycleEventHookExecutionId":"hook-1","status":"Succeeded"}';
  const question = 'CodeDeploy_20141006.GetDeployment {"deploymentId":"d-1"}';

  it("ask the version that the deployment moves to, and report", async () => {
    seen.length = 0;
    await hooks.smokeTest(event);
    assert.equal(seen.length, 3);
    assert.equal(seen[0], question);
    assert.match(
      seen[1] ?? "",
      /^POST \/2015-03-31\/functions\/carts-1a2b\/invocations\?Qualifier=8 .*"rawPath":"\/carts\/size"/,
    );
    assert.equal(seen[2], report);
  });

  it("wait for the bake time, and report", async () => {
    seen.length = 0;
    await hooks.bake(event);
    assert.deepEqual(seen, [question, report]);
  });
});
