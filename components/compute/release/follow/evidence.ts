/** What is left of a failed release to explain it: stopped tasks and the last lines that one of them wrote. */
import type { Task } from "@aws-sdk/client-ecs";
import type { DeployedService } from "../follower";
import { type EcsApi, lastPart, type LogsApi } from "./ecsApi";
import { describeService, type Deployment } from "./followDeployment";

/** Tasks of a deployment that stopped for the same reason. */
export interface StoppedTasks {
  readonly reason: string;
  readonly count: number;
}

export interface LogTail {
  readonly group: string;
  readonly stream: string;
  readonly lines: readonly string[];
}

export interface Evidence {
  /** What the service runs now, such as `shop-catalog:42, 2 of 2 tasks`. */
  readonly runs: string;
  readonly stopped: readonly StoppedTasks[];
  readonly log: LogTail | undefined;
  /** What could not be found out, and why. */
  readonly gaps: readonly string[];
}

const logLines = 15;
/** Tasks that are looked at for a log. */
const tasksWithLogs = 3;
/** The API describes so many tasks at once. */
const tasksAtOnce = 100;

export async function gatherEvidence(
  service: DeployedService,
  deployment: Deployment | undefined,
  { ecs, logs }: { readonly ecs: EcsApi; readonly logs: LogsApi },
): Promise<Evidence> {
  const gaps: string[] = [];
  // A failure that cannot be explained in full is still to be told.
  const attempt = async <T>(what: string, call: () => Promise<T>, otherwise: T): Promise<T> =>
    call().catch((error: unknown) => {
      gaps.push(`${what}: ${String(error)}`);
      return otherwise;
    });
  const runs = await attempt("what runs now", () => runningNow(service, ecs), "unknown");
  const tasks = await attempt("stopped tasks", () => stoppedTasks(service, deployment, ecs), []);
  const log = await attempt("log", () => logTail(tasks, ecs, logs), undefined);
  return { runs, stopped: grouped(tasks), log, gaps };
}

async function runningNow(service: DeployedService, ecs: EcsApi): Promise<string> {
  const state = await describeService(service, ecs);
  if (state === undefined) return "nothing";
  const { runningCount = 0, desiredCount = 0, taskDefinition = "" } = state;
  return `${lastPart(taskDefinition)}, ${runningCount} of ${desiredCount} tasks`;
}

/** Those of the deployment, the likeliest cause first. ECS remembers stopped tasks for an hour. */
async function stoppedTasks(
  { cluster, serviceArn }: DeployedService,
  deployment: Deployment | undefined,
  ecs: EcsApi,
): Promise<Task[]> {
  const { taskArns = [] } = await ecs.listTasks({
    cluster,
    serviceName: lastPart(serviceArn),
    desiredStatus: "STOPPED",
  });
  if (taskArns.length === 0) return [];
  const { tasks = [] } = await ecs.describeTasks({
    cluster,
    tasks: taskArns.slice(0, tasksAtOnce),
  });
  const begin = deployment?.createdAt?.getTime() ?? 0;
  return tasks
    .filter(({ createdAt }) => (createdAt?.getTime() ?? begin) >= begin)
    .sort((left, right) => suspicion(right) - suspicion(left));
}

/** Tasks that ECS stopped on purpose are a consequence; those that ended by themselves are the cause. */
function suspicion({ stopCode, stoppedAt }: Task): number {
  const own = stopCode === "ServiceSchedulerInitiated" || stopCode === "UserInitiated" ? 0 : 1;
  return own * 1e15 + (stoppedAt?.getTime() ?? 0);
}

function grouped(tasks: readonly Task[]): StoppedTasks[] {
  const counts = new Map<string, number>();
  for (const task of tasks) {
    const reason = reasonOf(task);
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].map(([reason, count]) => ({ reason, count }));
}

/** Why a task stopped, in the words of ECS, with what its containers ended with. */
export function reasonOf({ stoppedReason, containers = [], taskArn = "" }: Task): string {
  const id = lastPart(taskArn);
  const details = containers.flatMap(({ name = "", exitCode, reason }) => [
    ...(exitCode === undefined ? [] : [`container ${name} exited with ${exitCode}`]),
    ...(reason === undefined ? [] : [`container ${name}: ${reason}`]),
  ]);
  // Reasons name the task, which would keep equal ones apart.
  return [stoppedReason ?? "no reason given", ...details].join("; ").replaceAll(id, "…");
}

/** The last lines of the first task that wrote any; one whose image could not be pulled has no log. */
export async function logTail(
  tasks: readonly Task[],
  ecs: Pick<EcsApi, "describeTaskDefinition">,
  logs: LogsApi,
): Promise<LogTail | undefined> {
  for (const { taskArn, taskDefinitionArn } of tasks.slice(0, tasksWithLogs)) {
    if (taskArn === undefined || taskDefinitionArn === undefined) continue;
    for (const { group, stream } of await logStreams(taskArn, taskDefinitionArn, ecs)) {
      const lines = await lastLines(group, stream, logs);
      if (lines.length > 0) return { group, stream, lines };
    }
  }
  return undefined;
}

/**
 * Where a task's essential containers write.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
 */
async function logStreams(
  taskArn: string,
  taskDefinitionArn: string,
  ecs: Pick<EcsApi, "describeTaskDefinition">,
): Promise<{ readonly group: string; readonly stream: string }[]> {
  const { taskDefinition } = await ecs.describeTaskDefinition({
    taskDefinition: taskDefinitionArn,
  });
  const containers = taskDefinition?.containerDefinitions ?? [];
  return containers.flatMap(({ name = "", essential, logConfiguration }) => {
    const { "awslogs-group": group, "awslogs-stream-prefix": prefix = "" } =
      logConfiguration?.options ?? {};
    return essential === false || group === undefined
      ? []
      : [{ group, stream: `${prefix}/${name}/${lastPart(taskArn)}` }];
  });
}

async function lastLines(group: string, stream: string, logs: LogsApi): Promise<string[]> {
  try {
    const { events = [] } = await logs.getLogEvents({
      logGroupName: group,
      logStreamName: stream,
      limit: logLines,
      startFromHead: false,
    });
    return events.map(({ message = "" }) => message.trimEnd());
  } catch (error) {
    if (error instanceof Error && error.name === "ResourceNotFoundException") return [];
    throw error;
  }
}
