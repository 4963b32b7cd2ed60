/** Databases and caches with real PostgreSQL, a real Valkey or Redis, and the real emulator. */
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { connect as connectPlain } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { connect as connectTls } from "node:tls";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { Signer } from "@aws-sdk/rds-signer";
import { Client, type ClientConfig } from "pg";
import { type Clients, createClients } from "../../../../sandbox/cloud/clients";
import { Logs } from "../../../../sandbox/cloud/log";
import { materialise } from "../../../../sandbox/cloud/materialise";
import { type RunningEmulator, startEmulator } from "../../../../sandbox/cloud/ministack/emulator";
import { ensureEmulatorInstalled } from "../../../../sandbox/cloud/ministack/install";
import { type CloudModel, readCloudModel } from "../../../../sandbox/cloud/model";
import { type Caller, DataServers } from "../../../../sandbox/cloud/servers/dataServers";
import { emulatorSignIn } from "../../../../sandbox/cloud/servers/signIn";
import { AssetReader } from "../../../../sandbox/cloud/state/assets";
import { DeployedStack } from "../../../../sandbox/cloud/state/deployedStack";
import type { StackState } from "../../../../sandbox/cloud/types";
import { command } from "../../../../sandbox/cloud/caches/commands";
import { cacheDirectory } from "../fixtures/emulator";
import { arns, dataArns, dataState, hosts } from "../fixtures/data";
import { fixturesDirectory } from "../fixtures/state";
import { type SigningCredentials, presignedToken } from "../servers/presign";

const region = "eu-west-1";

const catalog: Caller = {
  label: 'service "catalog"',
  groupIds: ["sg-catalog"],
  subnetCidrs: ["10.0.0.0/24"],
};
const stranger: Caller = { ...catalog, label: 'service "carts"', groupIds: ["sg-balancer"] };

/** Variables as the components give them. */
const variables = {
  PRODUCTS_HOST: hosts.writer,
  PRODUCTS_PORT: "5432",
  PRODUCTS_READ_HOST: hosts.reader,
  PRODUCTS_READ_PORT: "5432",
  LEDGER_HOST: hosts.ledger,
  LEDGER_PORT: "1521",
  PAGES_HOST: hosts.cache,
  PAGES_PORT: "6379",
  SESSIONS_HOST: hosts.sessions,
  SESSIONS_PORT: "6379",
};

/** The sandbox's part that is under test: the emulator, and what runs beside it. */
class Part {
  private constructor(
    readonly emulator: RunningEmulator,
    readonly clients: Clients,
    readonly servers: DataServers,
    readonly warnings: string[],
    readonly pids: number[],
  ) {}

  static async start(directory: string, state: StackState = dataState()): Promise<Part> {
    const model = readCloudModel(new DeployedStack(state));
    const python = await ensureEmulatorInstalled(cacheDirectory, () => undefined);
    const logs = new Logs(path.join(directory, "logs"));
    const warnings: string[] = [];
    const pids: number[] = [];
    const emulator = await startEmulator({
      ...{ python, dataDirectory: directory, runDirectory: path.join(directory, "run") },
      ...{ accountId: model.accountId, region: model.region, log: logs.of("emulator") },
      onPid: () => undefined,
      onUnexpectedEnd: (message) => warnings.push(message),
    });
    const servers = await DataServers.start({
      ...model,
      ...{ rules: model.network.rules, dataDirectory: directory, cacheDirectory, python, logs },
      onPid: (pid) => pids.push(pid),
      progress: () => undefined,
      warn: (source, message) => warnings.push(`${source}: ${message}`),
    });
    const clients = createClients(emulator.access);
    const part = new Part(emulator, clients, servers, warnings, pids);
    await part.#materialise(model);
    return part;
  }

  async #materialise(model: CloudModel): Promise<void> {
    const assets = new AssetReader(fixturesDirectory, () => undefined);
    const report = { progress: () => undefined, warn: () => undefined };
    const passwords = await materialise(this.clients, model, assets, report);
    await this.servers.prepare(emulatorSignIn(this.emulator.access), passwords);
  }

  async stop(): Promise<void> {
    await this.servers.stop();
    this.clients.destroy();
    await this.emulator.stop(10_000);
  }

  /** Credentials as a task of the role gets them. */
  async credentials(role = arns.taskRole): Promise<Required<SigningCredentials>> {
    const { Credentials: given } = await this.clients.sts.send(
      new AssumeRoleCommand({ RoleArn: role, RoleSessionName: "task" }),
    );
    return {
      accessKeyId: given?.AccessKeyId ?? "",
      secretAccessKey: given?.SecretAccessKey ?? "",
      sessionToken: given?.SessionToken ?? "",
    };
  }

  /** The last line of the log, which names the reason of a refusal. */
  get lastWarning(): string {
    return this.warnings.at(-1) ?? "";
  }
}

async function query(client: Client, text: string) {
  await client.connect();
  try {
    return await client.query(text);
  } finally {
    await client.end();
  }
}

describe("databases of the sandbox", function () {
  this.timeout(180_000);
  let directory: string;
  let part: Part;
  let local: Readonly<Record<string, string>>;
  let ca: string;

  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), "sandbox-data-"));
    part = await Part.start(directory);
    local = await part.servers.connect(catalog, variables);
    ca = await readFile(local.NODE_EXTRA_CA_CERTS ?? "", "utf8");
  });
  after(async () => {
    await part.stop();
    await rm(directory, { recursive: true, force: true });
  });

  function client(config: ClientConfig): Client {
    return new Client({
      host: local.PRODUCTS_HOST,
      port: Number(local.PRODUCTS_PORT),
      database: "products",
      ssl: { ca },
      ...config,
    });
  }

  /** A token as the SDK signs it, for the address that the service sees. */
  async function token(user: string, role?: string): Promise<string> {
    const credentials = await part.credentials(role);
    const address = { hostname: "localhost", port: Number(local.PRODUCTS_PORT) };
    return new Signer({ ...address, username: user, region, credentials }).getAuthToken();
  }

  async function masterPassword(): Promise<string> {
    const { endpoint } = part.emulator.access;
    const credentials = await part.credentials();
    const secrets = new SecretsManagerClient({ endpoint, region, credentials });
    const command = new GetSecretValueCommand({ SecretId: dataArns.masterSecret });
    const { SecretString } = await secrets.send(command);
    secrets.destroy();
    const content: unknown = JSON.parse(SecretString ?? "");
    assert.ok(typeof content === "object" && content !== null && "password" in content);
    return String(content.password);
  }

  /** What a service's migration does, as the master user. */
  async function migrate(): Promise<void> {
    const master = client({ user: "dbadmin", password: await masterPassword() });
    await query(
      master,
      `DROP TABLE IF EXISTS items; DROP ROLE IF EXISTS products_writer; DROP ROLE IF EXISTS plain;
       CREATE USER products_writer; GRANT rds_iam TO products_writer; CREATE USER plain PASSWORD 'plain';
       CREATE TABLE items (name text); GRANT ALL ON items TO products_writer`,
    );
  }

  describe("signing in", () => {
    before(migrate);

    it("takes the master user with the password of the secret, which is no superuser", async () => {
      const master = client({ user: "dbadmin", password: await masterPassword() });
      const { rows } = await query(
        master,
        "SELECT usesuper AS super, pg_has_role('rds_superuser', 'member') AS rds FROM pg_user WHERE usename = current_user",
      );
      assert.deepEqual(rows, [{ super: false, rds: true }]);
    });

    it("takes a user of IAM with a token of a role that may connect", async () => {
      const user = client({ user: "products_writer", password: () => token("products_writer") });
      const { rows } = await query(
        user,
        "INSERT INTO items VALUES ('mug') RETURNING session_user AS who",
      );
      assert.deepEqual(rows, [{ who: "products_writer" }]);
    });

    it("takes a user with a password of its own", async () => {
      const { rows } = await query(client({ user: "plain", password: "plain" }), "SELECT 1 AS one");
      assert.deepEqual(rows, [{ one: 1 }]);
    });

    const refusals = [
      {
        title: "a token for another user",
        password: () => token("somebody_else"),
        reason: /the token has DBUser somebody_else, and products_writer is expected/,
      },
      {
        title: "a token of a role without the permission",
        password: () => token("products_writer", arns.functionRole),
        reason: /assumed-role\/carts-function\/task may not rds-db:connect on .*\/products_writer/,
      },
      {
        title: "a password in place of a token",
        password: () => Promise.resolve("secret"),
        reason: /the password is no token of IAM/,
      },
      {
        title: "a token that has expired",
        password: async () => signed({ signedAt: new Date(Date.now() - 16 * 60_000) }),
        reason: /the token opens nothing: it expired \d+ s ago/,
      },
      {
        title: "a token for another address",
        password: async () => signed({ host: "localhost:5432" }),
        reason: /the token is for localhost:5432, and localhost:\d+ is expected/,
      },
      {
        title: "a token that somebody else signed",
        password: async () => signed({ secretAccessKey: "guessed" }),
        reason: /the token's signature is not that of access key/,
      },
      {
        title: "a token without its session",
        password: async () => signed({ sessionToken: "" }),
        reason: /is of no session that lives/,
      },
    ];

    /** A token with one thing that is not right. */
    async function signed(change: {
      host?: string;
      signedAt?: Date;
      secretAccessKey?: string;
      sessionToken?: string;
    }): Promise<string> {
      const { host = `localhost:${local.PRODUCTS_PORT ?? ""}`, signedAt, ...keys } = change;
      return presignedToken(
        { ...(await part.credentials()), ...keys },
        {
          service: "rds-db",
          region,
          host,
          parameters: { Action: "connect", DBUser: "products_writer" },
        },
        signedAt,
      );
    }

    for (const { title, password, reason } of refusals) {
      it(`refuses ${title}, with the reason in the log`, async () => {
        const user = client({ user: "products_writer", password });
        await assert.rejects(query(user, "SELECT 1"), {
          message: 'PAM authentication failed for user "products_writer"',
        });
        assert.match(part.lastWarning, reason);
      });
    }

    it("refuses a wrong password, and says how users of IAM are made", async () => {
      const user = client({ user: "nobody_yet", password: "guessed" });
      await assert.rejects(query(user, "SELECT 1"), /password authentication failed/);
      assert.match(part.lastWarning, /GRANT rds_iam TO "nobody_yet"/);
    });

    it("refuses the server's owner", async () => {
      await assert.rejects(
        query(client({ user: "rdsadmin", password: "" }), "SELECT 1"),
        /rdsadmin/,
      );
    });

    it("refuses plain text", async () => {
      const plain = client({ ssl: false, user: "dbadmin", password: await masterPassword() });
      await assert.rejects(query(plain, "SELECT 1"), /no encryption/);
      assert.match(part.lastWarning, /takes TLS alone \(rds.force_ssl\)/);
    });

    it("shows a certificate that only the sandbox's authority has signed", async () => {
      const trusting = client({ ssl: true, user: "dbadmin", password: await masterPassword() });
      await assert.rejects(query(trusting, "SELECT 1"), /certificate/);
    });
  });

  it("lets nobody write at the readers' address", async () => {
    const port = Number(local.PRODUCTS_READ_PORT);
    const reader = client({ port, user: "dbadmin", password: await masterPassword() });
    await assert.rejects(query(reader, "CREATE TABLE t (id int)"), /read-only transaction/);
  });

  it("lets a query be cancelled", async () => {
    const master = client({ user: "dbadmin", password: await masterPassword() });
    const sleeping = client({ user: "dbadmin", password: await masterPassword() });
    await sleeping.connect();
    const slept = assert.rejects(sleeping.query("SELECT pg_sleep(30)"), /canceling statement/);
    await query(
      master,
      "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(30)%' AND pid <> pg_backend_pid()",
    );
    await slept;
    await sleeping.end();
  });

  it("does not let through who has no rule to the database's group", async () => {
    const blocked = await part.servers.connect(stranger, variables);
    const user = client({ port: Number(blocked.PRODUCTS_PORT), user: "dbadmin", password: "" });
    await assert.rejects(query(user, "SELECT 1"));
    assert.match(
      part.lastWarning,
      /^rds: service "carts" cannot reach database "products" on TCP port 5432: missing an egress rule .* and an ingress rule/,
    );
  });

  it("says that another engine is not run here", async () => {
    const user = client({ port: Number(local.LEDGER_PORT), user: "dbadmin", password: "" });
    await assert.rejects(query(user, "SELECT 1"));
    assert.match(
      part.lastWarning,
      /database "ledger" is of engine oracle-se2, which the sandbox does not run/,
    );
    const row = part.servers.status().find(({ name }) => name === "ledger-database");
    assert.equal(row?.health, "not run here");
  });

  it("keeps data and the master's password over a restart", async () => {
    const before = await masterPassword();
    await query(
      client({ user: "dbadmin", password: before }),
      "CREATE TABLE kept AS SELECT 7 AS number",
    );
    await part.stop();
    part = await Part.start(directory);
    local = await part.servers.connect(catalog, variables);
    assert.equal(await masterPassword(), before);
    const { rows } = await query(
      client({ user: "dbadmin", password: before }),
      "SELECT * FROM kept",
    );
    assert.deepEqual(rows, [{ number: 7 }]);
  });

  it("keeps secrets of the stack for those who may read them alone", async () => {
    const { endpoint } = part.emulator.access;
    const secrets = new SecretsManagerClient({
      endpoint,
      region,
      credentials: await part.credentials(),
    });
    const other = new GetSecretValueCommand({ SecretId: dataArns.otherSecret });
    await assert.rejects(secrets.send(other), { name: "AccessDeniedException" });
    assert.equal((await part.clients.secrets.send(other)).SecretString, "mail-key-value");
    secrets.destroy();
  });

  describe("caches", () => {
    /** Sends commands over TLS, and resolves with what is answered in a moment. */
    async function talk(port: number, ...commands: string[][]): Promise<string> {
      return new Promise((resolve, reject) => {
        const socket = connectTls({ port, host: "localhost", ca }, () => {
          socket.write(Buffer.concat(commands.map(command)));
        });
        let text = "";
        socket.on("data", (chunk: Buffer) => {
          text += chunk.toString("utf8");
        });
        socket.once("error", reject);
        socket.setTimeout(500, () => socket.destroy());
        socket.once("close", () => {
          resolve(text);
        });
      });
    }

    const port = () => Number(local.PAGES_PORT);

    async function cacheToken(change: { user?: string; role?: string; type?: string } = {}) {
      const { user = "shop-pages-writer", role, type = "ServerlessCache" } = change;
      return presignedToken(await part.credentials(role), {
        service: "elasticache",
        region,
        host: "pages-1a2b",
        parameters: { Action: "connect", User: user, ResourceType: type },
      });
    }

    it("take a user of IAM with AUTH and with HELLO", async () => {
      const given = ["shop-pages-writer", await cacheToken()];
      const text = await talk(port(), ["AUTH", ...given], ["SET", "a", "1"], ["GET", "a"]);
      assert.equal(text, "+OK\r\n+OK\r\n$1\r\n1\r\n");
      assert.match(await talk(port(), ["HELLO", "3", "AUTH", ...given]), /^%\d+\r\n\$6\r\nserver/);
    });

    it("let nobody in without signing in", async () => {
      assert.match(await talk(port(), ["GET", "a"]), /^-NOAUTH/);
    });

    for (const [title, change, reason] of [
      ["for another user", { user: "shop-pages-reader" }, /the token has User shop-pages-reader/],
      ["for another kind of cache", { type: "" }, /the token has ResourceType /],
      [
        "of a role without the permission",
        { role: arns.functionRole },
        /may not elasticache:Connect/,
      ],
    ] as const) {
      it(`refuse a token ${title}`, async () => {
        const given = ["shop-pages-writer", await cacheToken(change)];
        const text = await talk(port(), ["AUTH", ...given], ["GET", "a"]);
        assert.match(text, /^-WRONGPASS .*\r\n-NOAUTH/);
        assert.match(part.lastWarning, reason);
      });
    }

    it("hold users to their access string and to what ElastiCache lets nobody do", async () => {
      const given = ["shop-pages-writer", await cacheToken()];
      const text = await talk(
        port(),
        ["AUTH", ...given],
        ["CONFIG", "GET", "*"],
        ["ACL", "LIST"],
        ["KEYS", "*"],
      );
      assert.equal(text.match(/-NOPERM/g)?.length, 3);
    });

    it("tell a cluster's client where every key is, and keep to a cluster's rules", async () => {
      const given = ["shop-pages-writer", await cacheToken()];
      const text = await talk(port(), ["AUTH", ...given], ["CLUSTER", "SLOTS"], ["MGET", "a", "b"]);
      assert.match(text, /\$9\r\nlocalhost\r\n:\d+/);
      assert.match(text, /-CROSSSLOT/);
    });

    it("take a password where the cache has one", async () => {
      const sessions = Number(local.SESSIONS_PORT);
      const text = await talk(sessions, ["AUTH", "token-of-the-sessions"], ["PING"]);
      assert.equal(text, "+OK\r\n+PONG\r\n");
    });

    it("refuse plain text", async () => {
      const socket = connectPlain({ port: port(), host: "127.0.0.1" });
      socket.on("error", () => undefined);
      socket.write("PING\r\n");
      await new Promise((resolve) => socket.once("close", resolve));
      assert.match(part.lastWarning, /takes TLS alone \(transitEncryptionEnabled\)/);
    });

    it("do not let through who has no rule to the cache's group", async () => {
      const blocked = await part.servers.connect(stranger, variables);
      await assert.rejects(talk(Number(blocked.PAGES_PORT), ["PING"]));
      assert.match(part.lastWarning, /service "carts" cannot reach cache "pages" on TCP port 6379/);
    });
  });
});
