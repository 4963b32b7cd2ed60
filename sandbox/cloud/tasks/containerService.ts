/** Runs an ECS service: as many tasks as it desires, each in a slot of its own. */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { nodeArguments } from "../images/command";
import type { UnpackedImage } from "../images/images";
import { messageOf } from "../../errors";
import { LastLines, type ServiceLog } from "../log";
import { findFreePort } from "../ports";
import { CloudError, type ServiceHealth, type ServiceStatus } from "../types";
import type { EcsAgent } from "./agent";
import type { ContainerServiceDefinition } from "./definitions";
import { taskEnvironment } from "./environment";
import { type HealthCheck, checkHealth } from "./healthCheck";
import { startTaskProcess } from "./process";
import { type SecretValues, TaskStartError } from "./secrets";
import { type LaunchedTask, TaskSlot } from "./slot";

export interface ContainerServiceOptions {
  readonly definition: ContainerServiceDefinition;
  readonly image: UnpackedImage;
  readonly healthCheck?: HealthCheck;
  readonly secrets: SecretValues;
  readonly region: string;
  readonly awsEndpointUrl: string;
  readonly agent: EcsAgent;
  readonly log: ServiceLog;
  readonly runDirectory: string;
  /** Why ECS could not start tasks at all, such as a role that cannot be assumed. */
  readonly startFault?: string;
  readonly onChange: (status: ServiceStatus) => void;
  readonly warn: (message: string) => void;
}

const DEFAULT_STOP_TIMEOUT_SECONDS = 30;
const RUN_ONCE_STOP_MS = 10_000;

export class RunningContainerService {
  readonly #options: ContainerServiceOptions;
  readonly #slots: TaskSlot[];
  readonly #nodeArguments: string[];
  #next = 0;

  constructor(options: ContainerServiceOptions) {
    const { definition, image } = options;
    const { container } = definition;
    this.#options = options;
    this.#nodeArguments = nodeArguments(
      image,
      {
        entryPoint: container.entryPoint ?? undefined,
        command: container.command ?? undefined,
      },
      container.name,
    );
    this.#slots = Array.from({ length: definition.desiredCount }, (_, index) =>
      this.#createSlot(index + 1),
    );
  }

  start(): void {
    for (const slot of this.#slots) slot.start();
  }

  /**
   * Runs one task to its end, for a task that runs once.
   *
   * @throws CloudError when it could not start, ended with another exit code than 0, or the signal ended it
   */
  async runOnce(signal: AbortSignal): Promise<void> {
    const { name } = this.#options.definition;
    const { log } = this.#options;
    const lines = new LastLines(log);
    const { process } = await this.#launch("task", lines).catch((error: unknown) => {
      throw new CloudError(`${name} could not be started: ${messageOf(error)}`);
    });
    const end = () => void process.stop(RUN_ONCE_STOP_MS);
    if (signal.aborted) end();
    signal.addEventListener("abort", end);
    const reason = await process.exited;
    signal.removeEventListener("abort", end);
    if (await process.succeeded) return;
    throw new CloudError(
      [
        `${name} ${signal.aborted ? "did not end in time" : reason}`,
        ...lines.last(),
        `Its log: ${log.file}`,
      ].join("\n  "),
    );
  }

  async stop(longestMs: number): Promise<void> {
    await Promise.all(this.#slots.map((slot) => slot.stop(longestMs)));
  }

  /** Port of the next healthy task, in turn; undefined when none is healthy. */
  pick(): number | undefined {
    const healthy = this.#slots.filter((slot) => slot.health === "healthy");
    this.#next = (this.#next + 1) % Math.max(1, healthy.length);
    return healthy[this.#next]?.port;
  }

  status(): ServiceStatus {
    const ports = this.#slots.flatMap(({ port }) => (port === undefined ? [] : [port]));
    const [first, ...others] = ports;
    const { name, runtime } = this.#options.definition;
    const word = copyWord(runtime);
    const tasks = `${ports.length} ${ports.length === 1 ? word : `${word}s`}`;
    const where =
      first === undefined
        ? `no ${word} running`
        : [`${tasks} on 127.0.0.1:${first}`, ...others.map((port) => `:${port}`)].join(", ");
    return {
      name,
      runtime,
      where,
      health: this.#health(),
      restarts: this.#slots.reduce((sum, slot) => sum + slot.restarts, 0),
      lastError: this.#slots.map((slot) => slot.lastError).findLast((error) => error !== undefined),
    };
  }

  /** The worst of its tasks, as a service with one crashing task is not well. */
  #health(): ServiceHealth {
    const order: readonly ServiceHealth[] = ["crash-looping", "unhealthy", "starting"];
    const found = order.find((health) => this.#slots.some((slot) => slot.health === health));
    return found ?? "healthy";
  }

  #createSlot(number: number): TaskSlot {
    const { definition, healthCheck, onChange, warn } = this.#options;
    const label = `${copyWord(definition.runtime)} ${number}`;
    return new TaskSlot(
      {
        label,
        healthCheck,
        gracePeriodSeconds: definition.gracePeriodSeconds,
        stopTimeoutSeconds: definition.container.stopTimeout ?? DEFAULT_STOP_TIMEOUT_SECONDS,
      },
      {
        launch: () => this.#launch(label),
        check: (port) =>
          healthCheck === undefined ? Promise.resolve(undefined) : checkHealth(port, healthCheck),
        sleep,
        now: () => performance.now(),
        changed: () => {
          onChange(this.status());
        },
        warn,
      },
    );
  }

  async #launch(label: string, log: ServiceLog = this.#options.log): Promise<LaunchedTask> {
    const { definition, image, agent, runDirectory, startFault } = this.#options;
    if (startFault !== undefined) throw new TaskStartError(startFault);
    const { container } = definition;
    const port = await findFreePort();
    const homeDirectory = path.join(runDirectory, "home", definition.serviceName);
    await mkdir(homeDirectory, { recursive: true });
    const registered = agent.register({
      serviceName: definition.serviceName,
      family: definition.family,
      containerName: container.name,
      image: container.image,
      taskRoleArn: definition.taskRoleArn,
    });
    const environment = taskEnvironment({
      container,
      runtime: definition.runtime,
      imageEnvironment: image.environment,
      secrets: this.#options.secrets,
      region: this.#options.region,
      hostPort: port,
      awsEndpointUrl: this.#options.awsEndpointUrl,
      homeDirectory,
      ...registered,
    });
    const workingDirectory = workingDirectoryOf(image, container.workingDirectory);
    const process = startTaskProcess({
      nodeArguments: this.#nodeArguments,
      workingDirectory,
      environment,
      log,
      label,
    });
    return { port, process };
  }
}

/** What a copy of a service is called. */
function copyWord(runtime: ContainerServiceDefinition["runtime"]): "pod" | "task" {
  return runtime === "eks" ? "pod" : "task";
}

function workingDirectoryOf(image: UnpackedImage, override: string | null | undefined): string {
  return override === null || override === undefined
    ? image.workingDirectory
    : path.join(image.root, override);
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", finish);
      resolve();
    };
    const timer = setTimeout(finish, milliseconds);
    signal.addEventListener("abort", finish);
  });
}
