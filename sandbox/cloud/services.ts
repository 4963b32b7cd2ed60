/** Starts the stack's services: container tasks as processes, functions in the emulator. */
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Clients, EmulatorAccess } from "./clients";
import { unqualifiedArn } from "./functions/lambdaFunctions";
import { RunningFunction } from "./functions/runningFunction";
import { type RoleAssumer, trusts } from "./identity/roles";
import { findImage, unpackImage } from "./images/images";
import type { Logs } from "./log";
import type { CloudModel } from "./model";
import { serviceEndpoint } from "./network/endpoints";
import { refusedBy } from "./network/networkPolicies";
import { mayReachAwsApis } from "./network/securityGroups";
import type { Reporter } from "./reporter";
import type { EcsAgent } from "./tasks/agent";
import { RunningContainerService } from "./tasks/containerService";
import type { ContainerServiceDefinition } from "./tasks/definitions";
import { collectorAddress } from "./traces/collector";
import type { ServiceStatus } from "./types";

const SETTLE_POLL_MS = 25;
const SPANS_HINT = "spans are kept on this machine, see npm run sandbox -- traces";
/** Longest that a one-off task may take. */
const ONE_OFF_LIMIT_MS = 10 * 60_000;

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

/** Why a role cannot be assumed by who needs it; undefined when it can. */
function roleFault(
  model: CloudModel,
  arn: string | undefined,
  assumer: RoleAssumer,
  what: string,
): string | undefined {
  if (arn === undefined) return undefined;
  const role = model.identity.roles.find((candidate) => candidate.arn === arn);
  if (role === undefined) return `${what} ${arn} does not exist in the stack`;
  if (trusts(role, assumer, model.accountId)) return undefined;
  const { action = "sts:AssumeRole", principal, context = {} } = assumer;
  const as = Object.entries(context).map(([key, value]) => `${key} ${value}`);
  const by = as.length === 0 ? principal : `${principal} with ${as.join(", ")}`;
  return `${what} ${arn} cannot be assumed: its trust policy does not allow ${action} to ${by}`;
}

function taskStartFault(model: CloudModel, service: ContainerServiceDefinition) {
  const { taskRoleArn, taskRoleAssumer, executionRoleArn, runtime } = service;
  const ecs = { principal: "ecs-tasks.amazonaws.com" };
  const fault =
    roleFault(model, taskRoleArn, taskRoleAssumer ?? ecs, "the task role") ??
    roleFault(model, executionRoleArn, ecs, "the execution role");
  if (fault !== undefined) {
    return runtime === "eks"
      ? `The pods get no credentials: ${fault}.`
      : `ECS was unable to assume a role: ${fault}.`;
  }
  const refused = refusedBy(service.policies ?? [], {
    direction: "Egress",
    cidrs: ["0.0.0.0/0"],
    port: 443,
  });
  if (refused !== undefined) return `The pods cannot reach AWS's APIs: ${refused}.`;
  const endpoint = serviceEndpoint(model, service);
  if (mayReachAwsApis(model.network.rules, endpoint)) return undefined;
  if (runtime === "eks") {
    return `The security groups of the pods (${endpoint.groupIds.join(", ")}) have no egress rule for TCP port 443, so no AWS API can be reached.`;
  }
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
    const spans = collectorAddress(definition.container) === undefined ? "" : `; ${SPANS_HINT}`;
    reporter.warn(
      definition.name,
      `containers not run here: ${definition.sidecars.join(", ")}${spans}`,
    );
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
        startFault: roleFault(
          model,
          definition.role,
          { principal: "lambda.amazonaws.com" },
          "the execution role",
        ),
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

  /**
   * Runs the stack's one-off tasks in turn.
   *
   * @throws CloudError with the last lines of one that fails; none after it runs then
   */
  static async runOneOffTasks(input: ServicesInput, signal?: AbortSignal): Promise<void> {
    for (const definition of input.model.oneOffTasks) {
      input.reporter.progress(`running ${definition.name}`);
      const task = await createContainerService(input, definition, () => undefined);
      const limit = AbortSignal.timeout(ONE_OFF_LIMIT_MS);
      await task.runOnce(signal === undefined ? limit : AbortSignal.any([limit, signal]));
    }
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
