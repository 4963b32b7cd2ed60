/** An ECS that plays a script, and a clock that makes it play at once. */
import type { Service, Task, TaskDefinition } from "@aws-sdk/client-ecs";
import type { EcsApi, LogsApi } from "../../../../components/compute/release/follow/ecsApi";
import type { Deployment } from "../../../../components/compute/release/follow/followDeployment";
import type { Clock } from "../../../../components/compute/release/follow/patience";
import type { DeployedService } from "../../../../components/compute/release/follower";

const begin = Date.parse("2030-01-01T12:00:00Z");

export function at(seconds: number): Date {
  return new Date(begin + seconds * 1000);
}

export class FakeClock implements Clock {
  readonly sleeps: number[] = [];
  #now = begin;

  /** Seconds since following began. */
  get elapsedSeconds(): number {
    return (this.#now - begin) / 1000;
  }

  now(): number {
    return this.#now;
  }

  sleep(milliseconds: number): Promise<void> {
    this.sleeps.push(milliseconds);
    this.#now += milliseconds;
    return Promise.resolve();
  }
}

export const arn = "arn:aws:ecs:eu-west-1:123456789012";

/** The catalog service, just given its task definition 43. */
export const catalog: DeployedService = {
  name: "catalog",
  serviceArn: `${arn}:service/shop/catalog-1a2b`,
  cluster: `${arn}:cluster/shop`,
  taskDefinition: `${arn}:task-definition/shop-catalog:43`,
  waitingMinutes: 0,
};

export function taskDefinition(revision: number): string {
  return `${arn}:task-definition/shop-catalog:${revision}`;
}

/** The service as ECS describes it, running this revision. */
export function running(
  revision: number,
  rolloutState: "COMPLETED" | "IN_PROGRESS" = "COMPLETED",
): Service {
  return {
    status: "ACTIVE",
    taskDefinition: taskDefinition(revision),
    runningCount: 2,
    desiredCount: 2,
    deployments: [{ status: "PRIMARY", taskDefinition: taskDefinition(revision), rolloutState }],
  };
}

/** A deployment that was created so many seconds after following began; negative for earlier ones. */
export function deployment(
  id: string,
  createdAfterSeconds: number,
  status: Deployment["status"],
  more: Partial<Deployment> = {},
): Deployment {
  return {
    serviceDeploymentArn: `${arn}:service-deployment/shop/catalog-1a2b/${id}`,
    createdAt: at(createdAfterSeconds),
    status,
    ...more,
  };
}

/** What ECS says from a moment on. */
export interface Moment {
  /** @default the beginning */
  readonly afterSeconds?: number;
  readonly service?: Service;
  readonly deployments?: readonly Deployment[];
  /** Thrown by every call. */
  readonly error?: Error;
}

export interface FakeEcsOptions {
  readonly clock: FakeClock;
  readonly script: readonly Moment[];
  readonly tasks?: readonly Task[];
  readonly taskDefinition?: TaskDefinition;
}

export class FakeEcs implements EcsApi {
  readonly calls: string[] = [];

  constructor(private readonly options: FakeEcsOptions) {}

  describeServices() {
    const { service } = this.answer("describeServices");
    return Promise.resolve({ services: service === undefined ? [] : [service] });
  }

  listServiceDeployments() {
    const { deployments = [] } = this.answer("listServiceDeployments");
    return Promise.resolve({ serviceDeployments: [...deployments] });
  }

  describeServiceDeployments({
    serviceDeploymentArns = [],
  }: {
    readonly serviceDeploymentArns: string[] | undefined;
  }) {
    const { deployments = [] } = this.answer("describeServiceDeployments");
    const wanted = deployments.filter(({ serviceDeploymentArn = "" }) =>
      serviceDeploymentArns.includes(serviceDeploymentArn),
    );
    return Promise.resolve({ serviceDeployments: wanted });
  }

  listTasks() {
    this.answer("listTasks");
    return Promise.resolve({
      taskArns: (this.options.tasks ?? []).map(({ taskArn = "" }) => taskArn),
    });
  }

  describeTasks() {
    this.answer("describeTasks");
    return Promise.resolve({ tasks: [...(this.options.tasks ?? [])] });
  }

  describeTaskDefinition() {
    this.answer("describeTaskDefinition");
    return Promise.resolve({ taskDefinition: this.options.taskDefinition });
  }

  private answer(call: string): Moment {
    this.calls.push(call);
    const { clock, script } = this.options;
    const past = script.filter(({ afterSeconds = 0 }) => afterSeconds <= clock.elapsedSeconds);
    const moment = past.at(-1) ?? {};
    if (moment.error) throw moment.error;
    return moment;
  }
}

/** Log lines by stream. */
export function fakeLogs(streams: Readonly<Record<string, readonly string[]>>): LogsApi {
  return {
    getLogEvents: ({ logStreamName = "" }) => {
      const lines = streams[logStreamName];
      return lines === undefined
        ? Promise.reject(new Error("The specified log stream does not exist."))
        : Promise.resolve({ events: lines.map((message) => ({ message })) });
    },
  };
}

/** An error as the SDK throws it. */
export function awsError(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}
