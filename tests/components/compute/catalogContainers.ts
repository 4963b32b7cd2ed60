/** A valid container service, for tests that change one thing in it. */
import * as pulumi from "@pulumi/pulumi";
import { EcsCluster } from "../../../components/compute/cluster";
import {
  ContainerService,
  type ContainerServiceArgs,
} from "../../../components/compute/containerService";
import type { Grant } from "../../../components/internal/policyDocument";
import { platform } from "../../helpers/components";
import { find, inputsOf, record, type Registration } from "../../helpers/recordingMocks";

/** A working directory that holds the service's source. */
export const sources = { files: { "services/catalog/main.ts": "console.log('catalog')" } };

/** What a link to one table gives, with values that AWS decides. */
const grant: Grant = {
  environment: { ORDERS_TABLE_NAME: pulumi.output("orders-1a2b") },
  statements: [
    { sid: "ReadOrders", actions: ["dynamodb:GetItem"], resources: [pulumi.output("arn:mock:t")] },
  ],
};

/** Arguments that differ, or what makes them from what every service of the stack shares. */
export type Change =
  | Partial<ContainerServiceArgs>
  | ((shared: ReturnType<typeof platform>) => Partial<ContainerServiceArgs>);

/** The service with a change. */
export function createCatalog(change: Change = {}): ContainerService {
  const shared = platform();
  return new ContainerService("catalog", {
    ...shared,
    runtime: { kind: "fargate", cpu: 512, memoryMiB: 1024 },
    routes: [{ path: "/catalog/*", auth: "public" }],
    grants: [grant],
    ...(typeof change === "function" ? change(shared) : change),
  });
}

/** A cluster that has everything that a service can ask for. */
export function richCluster({
  network,
  logs,
  key,
}: Pick<ReturnType<typeof platform>, "network" | "logs" | "key">): EcsCluster {
  return new EcsCluster("rich", {
    instances: { network },
    serviceConnect: true,
    exec: { logs, key },
  });
}

/** A valid service on that cluster's instances. */
export function onInstances(more: Partial<ContainerServiceArgs> = {}): Change {
  return (shared) => ({
    cluster: richCluster(shared),
    runtime: { kind: "ec2", memoryMiB: 1024 },
    ...more,
  });
}

/** The unchanged service's registrations, which most tests look at. */
let unchanged: Promise<readonly Registration[]> | undefined;

async function run(change: Change): Promise<readonly Registration[]> {
  const { registrations } = await record(() => createCatalog(change));
  return registrations;
}

/** What the service with a change registers, neighbours included. */
export function registered(change?: Change): Promise<readonly Registration[]> {
  return change ? run(change) : (unchanged ??= run({}));
}

/** The task's containers, as ECS would read them. */
export function containersIn(registrations: readonly Registration[]): Record<string, unknown>[] {
  const task = find(registrations, "aws:ecs/taskDefinition:TaskDefinition");
  return inputsOf(task)["containerDefinitions"] as Record<string, unknown>[];
}

/** The statements of one of the service's roles, by Sid. */
export function statementsIn(
  registrations: readonly Registration[],
  role: "task" | "execution",
): Record<string, { Action: string[]; Resource: string[]; Condition?: unknown }> {
  const policy = find(
    registrations,
    "aws:iam/rolePolicy:RolePolicy",
    `catalog-${role}-role-policy`,
  );
  const { Statement } = inputsOf(policy)["policy"] as {
    Statement: { Sid: string; Action: string[]; Resource: string[] }[];
  };
  return Object.fromEntries(Statement.map((one) => [one.Sid, one]));
}
