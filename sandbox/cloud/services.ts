/** Starts the stack's services: container tasks as processes, functions in the emulator. */
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Clients, EmulatorAccess } from "./clients";
import { unqualifiedArn } from "./functions/lambdaFunctions";
import { RunningFunction } from "./functions/runningFunction";
import { trusts } from "./identity/roles";
import { findImage, unpackImage } from "./images/images";
import type { Logs } from "./log";
import type { CloudModel } from "./model";
import { mayReachAwsApis } from "./network/securityGroups";
import type { Reporter } from "./reporter";
import type { EcsAgent } from "./tasks/agent";
import { RunningContainerService } from "./tasks/containerService";
import type { ContainerServiceDefinition } from "./tasks/definitions";
import type { ServiceStatus } from "./types";
import { serviceEndpoint } from "./wiring";

const SETTLE_POLL_MS = 25;

export interface ServicesInput {
  readonly model: CloudModel;
  readonly clients: Clients;
  readonly access: EmulatorAccess;
  readonly agent: EcsAgent;
  readonly logs: Logs;
  readonly reporter: Reporter;
  readonly projectDirectory: string;
  readonly runDirectory: string;
}

/** Why a role cannot be assumed by the service that needs it; undefined when it can. */
function roleFault(model: CloudModel, arn: string | undefined, service: string, what: string) {
  if (arn === undefined) return undefined;
  const role = model.identity.roles.find((candidate) => candidate.arn === arn);
  if (role === undefined) return `${what} ${arn} does not exist in the stack`;
  if (trusts(role, service, model.accountId)) return undefined;
  return `${what} ${arn} cannot be assumed: its trust policy does not allow sts:AssumeRole to ${service}`;
}

function taskStartFault(model: CloudModel, service: ContainerServiceDefinition) {
  const { taskRoleArn, executionRoleArn } = service;
  const principal = "ecs-tasks.amazonaws.com";
  const fault =
    roleFault(model, taskRoleArn, principal, "the task role") ??
    roleFault(model, executionRoleArn, principal, "the execution role");
  if (fault !== undefined) return `ECS was unable to assume a role: ${fault}.`;
  const endpoint = serviceEndpoint(model, service);
  if (mayReachAwsApis(model.network.rules, endpoint)) return undefined;
  return (
    "CannotPullContainerError: the security groups of the service " +
    `(${endpoint.groupIds.join(", ")}) have no egress rule for TCP port 443, so neither the image nor ` +
    "any AWS API can be reached."
  );
}

async function createContainerService(
  input: ServicesInput,
  definition: ContainerServiceDefinition,
  onChange: (status: ServiceStatus) => void,
): Promise<RunningContainerService> {
  const { model, reporter, logs, access, agent, runDirectory } = input;
  const built = findImage(model.images, definition.container.image);
  const image = await unpackImage(
    built,
    input.projectDirectory,
    path.join(runDirectory, "images", definition.serviceName),
  );
  if (definition.sidecars.length > 0) {
    reporter.warn(definition.name, `containers not run here: ${definition.sidecars.join(", ")}`);
  }
  const group = model.targetGroups.find(({ arn }) => arn === definition.targetGroups[0]?.arn);
  return new RunningContainerService({
    definition,
    image,
    healthCheck: group?.healthCheck,
    secrets: model.secrets,
    region: access.region,
    awsEndpointUrl: access.endpoint,
    agent,
    log: logs.of(definition.name),
    runDirectory,
    startFault: taskStartFault(model, definition),
    onChange,
    warn: (message) => {
      reporter.warn(definition.name, message);
    },
  });
}

/** Services that were made from the state; containers still need `start()`. */
export class Services {
  readonly containers = new Map<ContainerServiceDefinition, RunningContainerService>();
  /** By function ARN without a qualifier. */
  readonly functions = new Map<string, RunningFunction>();

  /** @throws CloudError for an image that cannot be run */
  static async create(input: ServicesInput): Promise<Services> {
    const { model, clients, logs, reporter } = input;
    const services = new Services();
    const onChange = (service: ServiceStatus) => {
      reporter.event({ kind: "health", service });
    };
    for (const definition of model.functions) {
      const running = new RunningFunction({
        definition,
        client: clients.lambda,
        log: logs.of(definition.displayName),
        startFault: roleFault(model, definition.role, "lambda.amazonaws.com", "the execution role"),
        onChange,
      });
      services.functions.set(unqualifiedArn(definition.arn), running);
    }
    for (const definition of model.services) {
      const running = await createContainerService(input, definition, onChange);
      services.containers.set(definition, running);
    }
    return services;
  }

  start(): void {
    for (const service of this.containers.values()) service.start();
  }

  /** Resolves when no task is starting any more, after `timeoutMs`, or when nobody waits any more. */
  async settled(timeoutMs: number, signal?: AbortSignal) {
    const deadline = performance.now() + timeoutMs;
    const isStarting = () => this.status().some(({ health }) => health === "starting");
    while (isStarting() && performance.now() < deadline && signal?.aborted !== true) {
      await sleep(SETTLE_POLL_MS);
    }
  }

  async stop(longestMs: number): Promise<void> {
    await Promise.all([...this.containers.values()].map((service) => service.stop(longestMs)));
  }

  status(): ServiceStatus[] {
    return [...this.containers.values(), ...this.functions.values()]
      .map((service) => service.status())
      .sort((left, right) => left.name.localeCompare(right.name));
  }
}
