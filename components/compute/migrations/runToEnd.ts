/** Starts a task on ECS and waits until it has stopped. */
import { randomUUID } from "node:crypto";
import type { RunTaskCommandInput, RunTaskCommandOutput, Task } from "@aws-sdk/client-ecs";
import { type EcsApi, lastPart } from "../release/follow/ecsApi";
import { type Clock, passes, withJitter } from "../release/follow/patience";
import type { MigrationRun } from "./runner";

export interface TaskApi extends Pick<EcsApi, "describeTasks" | "describeTaskDefinition"> {
  runTask(input: RunTaskCommandInput): Promise<Pick<RunTaskCommandOutput, "tasks" | "failures">>;
}

/** The actions behind it, for messages and documentation. */
export const migrationActions = [
  "ecs:DescribeTaskDefinition",
  "ecs:DescribeTasks",
  "ecs:RunTask",
  "iam:PassRole",
  "logs:GetLogEvents",
] as const;

/** How a migration ended. */
export type MigrationOutcome =
  | { readonly kind: "succeeded" }
  | { readonly kind: "failed"; readonly task: Task }
  | { readonly kind: "notStarted"; readonly reason: string }
  /** ECS goes on with it. */
  | { readonly kind: "timedOut"; readonly task: Task };

export interface RunOptions {
  readonly ecs: TaskApi;
  readonly clock: Clock;
  /** Is told what goes on, each time it changes. */
  readonly report: (progress: string) => Promise<void>;
  /** Seconds between two looks. @default 5 */
  readonly pollSeconds?: number;
  /** Seconds in which a task that finds no room, or a role that is new, is tried again. @default 120 */
  readonly startSeconds?: number;
}

export async function runToEnd(run: MigrationRun, options: RunOptions): Promise<MigrationOutcome> {
  const { clock, pollSeconds = 5 } = options;
  const deadline = clock.now() + run.limitMinutes * 60_000;
  const started = await startTask(run, options);
  if (typeof started === "string") return { kind: "notStarted", reason: started };
  let task = started;
  let told = "";
  for (;;) {
    const progress = `${run.name}: task ${lastPart(task.taskArn ?? "")}: ${task.lastStatus ?? "PROVISIONING"}`;
    if (progress !== told) await options.report(progress);
    told = progress;
    if (task.lastStatus === "STOPPED") return judge(task);
    if (clock.now() >= deadline) return { kind: "timedOut", task };
    await clock.sleep(withJitter(pollSeconds * 1_000));
    task = await look(run, task, options);
  }
}

/** The started task, or why there is none. */
async function startTask(run: MigrationRun, options: RunOptions): Promise<Task | string> {
  const { ecs, clock, startSeconds = 120, pollSeconds = 5 } = options;
  const deadline = clock.now() + startSeconds * 1_000;
  // The same token again starts no second task when the answer to the first request was lost.
  const input = { ...run.request, count: 1, startedBy: "pulumi", clientToken: randomUUID() };
  for (;;) {
    const { task, reason, again } = await attempt(ecs, input);
    if (task !== undefined) return task;
    if (!again || clock.now() >= deadline) return reason;
    await options.report(`${run.name}: not started yet: ${reason}`);
    await clock.sleep(withJitter(pollSeconds * 1_000));
  }
}

interface Attempt {
  readonly task?: Task;
  readonly reason: string;
  /** Whether the same request may succeed a little later. */
  readonly again: boolean;
}

async function attempt(ecs: TaskApi, input: RunTaskCommandInput): Promise<Attempt> {
  try {
    const { tasks = [], failures = [] } = await ecs.runTask(input);
    const reasons = failures.map(({ reason, detail }) =>
      [reason, detail].filter((part) => part !== undefined).join(": "),
    );
    // There is room on Fargate again soon: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html
    const reason = reasons.join("; ") || "ECS started no task and gave no reason";
    return {
      ...(tasks[0] && { task: tasks[0] }),
      reason,
      again: /capacity|RESOURCE/i.test(reason),
    };
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    // A role is known everywhere a few seconds after it was made.
    return { reason, again: passes(error) || /assume the role/i.test(reason) };
  }
}

/** The task as ECS has it now; as it was when ECS does not answer. */
async function look(run: MigrationRun, task: Task, options: RunOptions): Promise<Task> {
  const { taskArn = "" } = task;
  try {
    const { tasks = [] } = await options.ecs.describeTasks({
      cluster: run.request.cluster,
      tasks: [taskArn],
    });
    return tasks[0] ?? task;
  } catch (error) {
    if (!passes(error)) throw error;
    return task;
  }
}

/** A container that never ran has no exit code. */
function judge(task: Task): MigrationOutcome {
  const { containers = [] } = task;
  const succeeded = containers.length > 0 && containers.every(({ exitCode }) => exitCode === 0);
  return succeeded ? { kind: "succeeded" } : { kind: "failed", task };
}
