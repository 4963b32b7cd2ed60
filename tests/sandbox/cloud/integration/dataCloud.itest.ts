/** A whole stack whose function and task use a database and a cache. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startCloud } from "../../../../sandbox/cloud";
import { findFreePort } from "../../../../sandbox/cloud/ports";
import type { CloudEvent, RunningCloud, StackState } from "../../../../sandbox/cloud/types";
import { cacheDirectory } from "../fixtures/emulator";
import { arns, dataArns, dataState, hosts } from "../fixtures/data";
import { archive, fixturesDirectory } from "../fixtures/state";

const quoted = (module: string) => JSON.stringify(require.resolve(module));

/** A function that migrates its database as the master user, and works in it as a user of IAM. */
const databaseFunction = `
const { Client } = require(${quoted("pg")});
const { Signer } = require(${quoted("@aws-sdk/rds-signer")});
const { SecretsManagerClient, GetSecretValueCommand } = require(${quoted("@aws-sdk/client-secrets-manager")});
const { PRODUCTS_HOST: host, PRODUCTS_PORT, PRODUCTS_SECRET_ARN } = process.env;
const port = Number(PRODUCTS_PORT);
async function query(user, password, text) {
  const client = new Client({ host, port, user, password, database: "products", ssl: true });
  await client.connect();
  try { return (await client.query(text)).rows; } finally { await client.end(); }
}
async function migrate() {
  const command = new GetSecretValueCommand({ SecretId: PRODUCTS_SECRET_ARN });
  const { SecretString } = await new SecretsManagerClient({}).send(command);
  const { username, password } = JSON.parse(SecretString);
  return query(username, password, "CREATE USER products_writer; GRANT rds_iam TO products_writer;"
    + "CREATE TABLE items (name text); GRANT ALL ON items TO products_writer");
}
function asUser(text) {
  const signer = new Signer({ hostname: host, port, username: "products_writer", region: process.env.AWS_REGION });
  return signer.getAuthToken().then((token) => query("products_writer", token, text));
}
exports.handler = async ({ path }) => {
  try {
    const rows = path.endsWith("migrate") ? await migrate()
      : await asUser(path.endsWith("write") ? "INSERT INTO items VALUES ('mug')" : "SELECT * FROM items");
    return { statusCode: 200, body: JSON.stringify(rows ?? []) };
  } catch (error) {
    return { statusCode: 500, body: error.message };
  }
};
`;

const variables = {
  PRODUCTS_HOST: hosts.writer,
  PRODUCTS_PORT: "5432",
  PRODUCTS_SECRET_ARN: dataArns.masterSecret,
  PAGES_HOST: hosts.cache,
  PAGES_PORT: "6379",
};

/** The stack with a function and a task in the VPC that know the database's and the cache's address. */
function stateWithUsers(): StackState {
  const resources = (dataState().resources ?? []).map((resource) => {
    if (resource.type === "aws:lambda/function:Function") {
      const vpcConfig = { subnetIds: ["subnet-a"], securityGroupIds: ["sg-catalog"] };
      const outputs = {
        ...resource.outputs,
        ...{ environment: { variables }, role: arns.taskRole, timeout: 20, vpcConfig },
      };
      return { ...resource, outputs, inputs: { code: archive({ "index.js": databaseFunction }) } };
    }
    if (resource.type === "aws:iam/role:Role" && resource.id === "catalog-task") {
      const Principal = { Service: ["ecs-tasks.amazonaws.com", "lambda.amazonaws.com"] };
      const assumeRolePolicy = JSON.stringify({
        Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal }],
      });
      return { ...resource, outputs: { ...resource.outputs, assumeRolePolicy } };
    }
    if (resource.type !== "aws:ecs/taskDefinition:TaskDefinition") return resource;
    const [container] = JSON.parse(String(resource.outputs?.containerDefinitions)) as object[];
    const environment = Object.entries(variables).map(([name, value]) => ({ name, value }));
    const containerDefinitions = JSON.stringify([{ ...container, environment }]);
    return { ...resource, outputs: { ...resource.outputs, containerDefinitions } };
  });
  return { resources };
}

describe("a stack with a database and caches", function () {
  this.timeout(180_000);
  let directory: string;
  let running: RunningCloud | undefined;
  let child: ChildProcess | undefined;
  let events: CloudEvent[];

  const options = async () => ({
    state: stateWithUsers(),
    stackName: "dev",
    dataDirectory: path.join(directory, "data", "dev"),
    cacheDirectory,
    port: await findFreePort(),
    projectDirectory: fixturesDirectory,
  });

  async function start(): Promise<RunningCloud> {
    events = [];
    running = await startCloud({ ...(await options()), onEvent: (event) => events.push(event) });
    return running;
  }

  const get = async (url: string) => (await fetch(url)).text();

  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), "sandbox-stack-"));
  });
  afterEach(async () => {
    child?.kill("SIGKILL");
    await running?.stop();
    running = undefined;
    await rm(directory, { recursive: true, force: true });
  });

  it("lets a function migrate its database, and sign in as the user it made", async () => {
    const { url } = await start();
    assert.equal(await get(`${url}/api/carts/migrate`), "[]");
    assert.equal(await get(`${url}/api/carts/write`), "[]");
    assert.equal(await get(`${url}/api/carts/read`), '[{"name":"mug"}]');
  });

  it("gives a task addresses of this machine, and the authority to trust", async () => {
    const cloud = await start();
    const environment: unknown = JSON.parse(await get(`${cloud.url}/api/catalog/environment`));
    assert.ok(typeof environment === "object" && environment !== null);
    const { PRODUCTS_HOST, PRODUCTS_PORT, PAGES_HOST, NODE_EXTRA_CA_CERTS, PRODUCTS_SECRET_ARN } =
      environment as Record<string, string>;
    assert.deepEqual([PRODUCTS_HOST, PAGES_HOST], ["localhost", "localhost"]);
    assert.notEqual(PRODUCTS_PORT, "5432");
    assert.equal(PRODUCTS_SECRET_ARN, dataArns.masterSecret);
    assert.match(NODE_EXTRA_CA_CERTS ?? "", /authority\.pem$/);
  });

  it("shows servers in the status, and those that are not run here", async () => {
    const cloud = await start();
    const rows = cloud.services().map(({ name, runtime, health }) => [name, runtime, health]);
    assert.deepEqual(rows.slice(2), [
      ["products-database", "rds", "healthy"],
      ["ledger-database", "rds", "not run here"],
      ["sessions-cache", "elasticache", "healthy"],
      ["pages-cache", "elasticache", "healthy"],
      ["files-cache", "elasticache", "not run here"],
    ]);
  });

  it("loses nothing and leaves nothing running when the sandbox itself is killed", async () => {
    const script = `
      const { startCloud } = require("./sandbox/cloud");
      const options = JSON.parse(process.env.OPTIONS);
      startCloud({ ...options, onEvent: () => undefined }).then(({ url }) => console.log(url));`;
    const killed = spawn(process.execPath, ["--require", "tsx/cjs", "-e", script], {
      env: { ...process.env, OPTIONS: JSON.stringify(await options()) },
      stdio: ["ignore", "pipe", "inherit"],
    });
    child = killed;
    const url = await new Promise<string>((resolve) => {
      killed.stdout.once("data", (chunk: Buffer) => {
        resolve(chunk.toString("utf8").trim());
      });
    });
    await get(`${url}/api/carts/migrate`);
    assert.equal(await get(`${url}/api/carts/write`), "[]");
    const ended = new Promise((resolve) => killed.once("exit", resolve));
    killed.kill("SIGKILL");
    await ended;
    const again = await start();
    assert.equal(await get(`${again.url}/api/carts/read`), '[{"name":"mug"}]');
    const phases = events.flatMap((event) =>
      event.kind === "phase" && event.state === "finished" ? [event.phase] : [],
    );
    assert.ok(phases.includes("databases and caches"));
  });
});
