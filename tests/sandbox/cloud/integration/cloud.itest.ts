/** The whole cloud with the real emulator. Run with npx mocha --no-config --require tsx/cjs tests/sandbox/cloud/integration/*.itest.ts */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startCloud } from "../../../../sandbox/cloud";
import { findFreePort } from "../../../../sandbox/cloud/ports";
import type { CloudEvent, RunningCloud, StackState } from "../../../../sandbox/cloud/types";
import { cacheDirectory } from "../fixtures/emulator";
import { arns, fixturesDirectory, stackState } from "../fixtures/state";

/** A function that speaks to DynamoDB with the SDK of this repository, as a bundled service does. */
const sdk = JSON.stringify(require.resolve("@aws-sdk/client-dynamodb"));
const tableService = `
const { DynamoDBClient, GetItemCommand, PutItemCommand } = require(${sdk});
const client = new DynamoDBClient({});
exports.handler = async (event) => {
  const id = event.path.split("/").pop();
  try {
    const output = event.httpMethod === "GET"
      ? await client.send(new GetItemCommand({ TableName: "products", Key: { id: { S: id } } }))
      : await client.send(new PutItemCommand({ TableName: "products", Item: { id: { S: id }, name: { S: event.body } } }));
    return { statusCode: 200, body: JSON.stringify(output.Item ?? {}) };
  } catch (error) {
    return { statusCode: 500, body: error.name + ": " + error.message };
  }
};
`;

function withTableService(actions: string[]): StackState {
  const state = stackState();
  const policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: actions, Resource: [arns.table] }],
  });
  return {
    resources: [
      ...(state.resources ?? []).map((resource) =>
        resource.type === "aws:lambda/function:Function"
          ? { ...resource, inputs: { code: archiveOf(tableService) } }
          : resource,
      ),
      {
        urn: "urn:pulumi:dev::shop::aws:iam/rolePolicy:RolePolicy::carts-policy",
        type: "aws:iam/rolePolicy:RolePolicy",
        custom: true,
        id: "carts-policy",
        outputs: { name: "carts-policy", role: "carts-function", policy },
      },
    ],
  };
}

function archiveOf(text: string) {
  return {
    "4dabf18193072939515e22adb298388d": "0def7320c3a5731c473e5ecbe6d01bc7",
    assets: {
      "index.js": {
        "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17",
        text,
      },
    },
  };
}

describe("the sandbox's cloud with its emulator", function () {
  this.timeout(180_000);
  let directory: string;
  let dataDirectory: string;
  let running: RunningCloud | undefined;
  let events: CloudEvent[];

  async function start(state: StackState): Promise<RunningCloud> {
    events = [];
    running = await startCloud({
      state,
      stackName: "dev",
      dataDirectory,
      cacheDirectory,
      port: await findFreePort(),
      projectDirectory: fixturesDirectory,
      onEvent: (event) => events.push(event),
    });
    return running;
  }

  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), "sandbox-cloud-"));
    dataDirectory = path.join(directory, "data", "dev");
  });

  afterEach(async () => {
    await running?.stop();
    running = undefined;
    await rm(directory, { recursive: true, force: true });
  });

  it("serves the page and both services, and shows them healthy", async () => {
    const cloud = await start(stackState());
    const { url } = cloud;
    const page = await fetch(`${url}/products/p1`);
    assert.equal(await page.text(), "<!doctype html><title>Shop</title>");
    assert.equal((await fetch(`${url}/api/catalog/request?a=1`)).status, 200);
    assert.equal((await fetch(`${url}/api/carts/c1`)).headers.get("x-served-by"), "carts");
    assert.deepEqual(
      cloud.services().map(({ name, health }) => [name, health]),
      [
        ["carts", "healthy"],
        ["catalog", "healthy"],
      ],
    );
  });

  it("gives a task credentials of its role and none of the sandbox's environment", async () => {
    process.env.SANDBOX_TEST_LEAK = "1";
    const { url } = await start(stackState());
    delete process.env.SANDBOX_TEST_LEAK;
    const environment: unknown = await (await fetch(`${url}/api/catalog/environment`)).json();
    assert.ok(!JSON.stringify(environment).includes("SANDBOX_TEST_LEAK"));
    const credentials = await (await fetch(`${url}/api/catalog/credentials`)).text();
    assert.ok(credentials.includes(`"RoleArn":"${arns.taskRole}"`), credentials);
  });

  it("hides the emulator's own settings from functions", async () => {
    const { url } = await start(stackState());
    const text = await (await fetch(`${url}/api/carts/environment`)).text();
    assert.ok(text.includes('"API_KEY":"hidden"'), text);
    assert.ok(!/"(STATE_DIR|AUTH|GATEWAY_PORT)"/.test(text), text);
  });

  it("keeps what was written over a stop and a start, and does not write seeds over it", async () => {
    const state = withTableService(["dynamodb:GetItem", "dynamodb:PutItem"]);
    const first = await start(state);
    await fetch(`${first.url}/api/carts/p1`, { method: "PUT", body: "Renamed" });
    await first.stop();
    const second = await start(state);
    const answer = await (await fetch(`${second.url}/api/carts/p1`)).text();
    assert.ok(answer.includes("Renamed"), answer);
    const other = await (await fetch(`${second.url}/api/carts/p2`)).text();
    assert.ok(other.includes("Product p2"), other);
  });

  it("refuses what the role does not allow, as AWS does", async () => {
    const { url } = await start(withTableService(["dynamodb:GetItem"]));
    assert.equal((await fetch(`${url}/api/carts/p1`)).status, 200);
    const denied = await fetch(`${url}/api/carts/p1`, { method: "PUT", body: "x" });
    assert.match(await denied.text(), /AccessDenied.*dynamodb:PutItem/);
  });

  it("deletes a seed that left the state and writes one that changed", async () => {
    const state = withTableService(["dynamodb:GetItem"]);
    await (await start(state)).stop();
    const resources = (state.resources ?? []).filter(({ urn }) => !urn.endsWith("::seed-p2"));
    const { url } = await start({ resources });
    assert.equal(await (await fetch(`${url}/api/carts/p2`)).text(), "{}");
    assert.match(await (await fetch(`${url}/api/carts/p1`)).text(), /Product p1/);
  });

  it("starts a crashed task again and says so", async () => {
    const cloud = await start(stackState());
    const { url } = cloud;
    await fetch(`${url}/api/catalog/crash`);
    const deadline = Date.now() + 10_000;
    while (cloud.services().some(({ health }) => health !== "healthy") || restarts(cloud) === 0) {
      assert.ok(Date.now() < deadline, JSON.stringify(cloud.services()));
      await sleep(50);
    }
    assert.equal(restarts(cloud), 1);
    const warnings = events.filter(({ kind }) => kind === "warning");
    assert.match(JSON.stringify(warnings), /exited with code 3; starting again in 1 s/);
  });

  it("loses nothing and leaves nothing running when the sandbox itself is killed", async () => {
    const state = withTableService(["dynamodb:GetItem", "dynamodb:PutItem"]);
    const port = await findFreePort();
    const script = `
      const { startCloud } = require("./sandbox/cloud");
      const options = JSON.parse(process.env.OPTIONS);
      startCloud({ ...options, onEvent: () => undefined }).then(() => console.log("ready"));`;
    const options = { state, stackName: "dev", dataDirectory, cacheDirectory, port };
    const child = spawn(process.execPath, ["--require", "tsx/cjs", "-e", script], {
      env: {
        ...process.env,
        OPTIONS: JSON.stringify({ ...options, projectDirectory: fixturesDirectory }),
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    await new Promise((resolve) => child.stdout.once("data", resolve));
    await fetch(`http://127.0.0.1:${port}/api/carts/p1`, { method: "PUT", body: "Kept" });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
    const { url } = await start(state);
    assert.match(await (await fetch(`${url}/api/carts/p1`)).text(), /Kept/);
  });

  it("deploys changed code of a function over the old one", async () => {
    await (await start(stackState())).stop();
    const { url } = await start(withTableService(["dynamodb:GetItem"]));
    assert.match(await (await fetch(`${url}/api/carts/p1`)).text(), /Product p1/);
  });

  it("answers 504 and names the rule when a security group is in the way", async () => {
    const { url } = await start(stackState({ "catalog-from-balancer": null }));
    assert.equal((await fetch(`${url}/api/catalog/request`)).status, 504);
    const log = path.join(dataDirectory, "..", "logs", "sandbox.log");
    assert.match(JSON.stringify(events), /missing an ingress rule on service/);
    await running?.stop();
    assert.match(await readFile(log, "utf8"), /missing an ingress rule on service/);
  });

  it("answers 403 when the bucket's policy does not let CloudFront read", async () => {
    const { url } = await start(stackState({ "web-policy": null }));
    assert.equal((await fetch(url)).status, 403);
    assert.match(JSON.stringify(events), /may not read bucket web-pages/);
  });

  it("shows a service whose role cannot be assumed, and serves the others", async () => {
    const foreign = JSON.stringify({
      Statement: [
        { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
      ],
    });
    const cloud = await start(stackState({ "catalog-task": { assumeRolePolicy: foreign } }));
    const catalog = cloud.services().find(({ name }) => name === "catalog");
    assert.match(catalog?.lastError ?? "", /unable to assume a role.*catalog-task/);
    assert.equal((await fetch(`${cloud.url}/api/catalog/request`)).status, 503);
    assert.equal((await fetch(`${cloud.url}/api/carts/1`)).status, 200);
  });

  it("stops what it had started when a later step fails, and can start again", async () => {
    const broken = stackState({ "catalog-image": { dockerfile: { inline: "FROM node\nRUN x" } } });
    await assert.rejects(start(broken), /line 2 of its Dockerfile, "RUN x"/);
    const { url } = await start(stackState());
    assert.equal((await fetch(`${url}/api/catalog/request`)).status, 200);
  });

  it("refuses a second sandbox on the same data", async () => {
    await start(stackState());
    const record = JSON.parse(
      await readFile(path.join(dataDirectory, "processes.json"), "utf8"),
    ) as { sandboxPid: number };
    assert.equal(record.sandboxPid, process.pid);
    const script = `
      const { startCloud } = require("./sandbox/cloud");
      const options = JSON.parse(process.env.OPTIONS);
      startCloud({ ...options, onEvent: () => undefined }).catch((error) => console.log(error.message));`;
    const options = { state: stackState(), stackName: "dev", dataDirectory, cacheDirectory };
    const child = spawn(process.execPath, ["--require", "tsx/cjs", "-e", script], {
      env: { ...process.env, OPTIONS: JSON.stringify({ ...options, port: await findFreePort() }) },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const message = await new Promise<Buffer>((resolve) => child.stdout.once("data", resolve));
    assert.match(message.toString("utf8"), /already runs in another sandbox/);
  });
});

function restarts(cloud: RunningCloud): number {
  return cloud.services().reduce((sum, service) => sum + service.restarts, 0);
}
