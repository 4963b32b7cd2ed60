/**
 * What the ECS agent serves to tasks: credentials of the task role, and metadata.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 */
import { randomBytes, randomUUID, timingSafeEqual } from "node:crypto";
import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import { AssumeRoleCommand, type STSClient } from "@aws-sdk/client-sts";
import { listenOnFreePort } from "../ports";

export interface AgentTask {
  readonly serviceName: string;
  readonly family: string;
  readonly containerName: string;
  readonly image: string;
  readonly taskRoleArn?: string;
}

/** Credentials as the container credentials endpoint answers them. */
interface RoleCredentials {
  readonly RoleArn: string;
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly Token: string;
  readonly Expiration: string;
}

interface Registered extends AgentTask {
  readonly id: string;
  readonly token: string;
}

/** Renewed this long before they run out. */
const RENEW_BEFORE_MS = 5 * 60_000;

export class EcsAgent {
  readonly #sts: STSClient;
  readonly #tasks = new Map<string, Registered>();
  readonly #credentials = new Map<string, RoleCredentials>();
  readonly #server: Server;
  #port = 0;

  constructor(sts: STSClient) {
    this.#sts = sts;
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        send(response, 500, { code: "InternalError", message });
      });
    });
  }

  async start(): Promise<void> {
    this.#port = await listenOnFreePort(this.#server);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Introduces a task and returns what its environment needs. */
  register(task: AgentTask): {
    readonly credentials?: { readonly url: string; readonly token: string };
    readonly metadataUrl: string;
  } {
    const id = randomUUID().replaceAll("-", "");
    const token = randomBytes(24).toString("base64url");
    this.#tasks.set(id, { ...task, id, token });
    const base = `http://127.0.0.1:${this.#port}`;
    return {
      metadataUrl: `${base}/v4/${id}`,
      ...(task.taskRoleArn === undefined
        ? {}
        : { credentials: { url: `${base}/v2/credentials/${id}`, token } }),
    };
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, version, first = "", second = ""] = (request.url ?? "").split("/");
    const task = this.#tasks.get(version === "v4" ? first : second);
    if (task === undefined) {
      send(response, 404, { code: "NotFound", message: "no such task" });
    } else if (version === "v4") {
      send(response, 200, second.startsWith("task") ? taskMetadata(task) : container(task));
    } else if (!sameText(request.headers.authorization ?? "", task.token)) {
      send(response, 401, { code: "Unauthorized", message: "wrong authorization token" });
    } else {
      send(response, 200, await this.#roleCredentials(task));
    }
  }

  async #roleCredentials(task: Registered): Promise<RoleCredentials> {
    const roleArn = task.taskRoleArn ?? "";
    const kept = this.#credentials.get(task.id);
    if (kept !== undefined && Date.parse(kept.Expiration) - Date.now() > RENEW_BEFORE_MS) {
      return kept;
    }
    const { Credentials } = await this.#sts.send(
      new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: task.id }),
    );
    const credentials = {
      RoleArn: roleArn,
      AccessKeyId: Credentials?.AccessKeyId ?? "",
      SecretAccessKey: Credentials?.SecretAccessKey ?? "",
      Token: Credentials?.SessionToken ?? "",
      Expiration: (Credentials?.Expiration ?? new Date()).toISOString(),
    };
    this.#credentials.set(task.id, credentials);
    return credentials;
  }
}

function container(task: Registered) {
  return {
    DockerId: task.id,
    Name: task.containerName,
    Image: task.image,
    DesiredStatus: "RUNNING",
    KnownStatus: "RUNNING",
    Type: "NORMAL",
  };
}

function taskMetadata(task: Registered) {
  return {
    Family: task.family,
    ServiceName: task.serviceName,
    DesiredStatus: "RUNNING",
    KnownStatus: "RUNNING",
    LaunchType: "FARGATE",
    Containers: [container(task)],
  };
}

function sameText(left: string, right: string): boolean {
  return left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
