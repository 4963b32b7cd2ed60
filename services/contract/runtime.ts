/** Where a service runs, and how many copies of it. */

/** vCPU units that Fargate offers; 1024 units are one vCPU. */
export type FargateCpu = 256 | 512 | 1024 | 2048 | 4096 | 8192 | 16384;

/** Long-running container on ECS Fargate. */
export interface FargateRuntime {
  readonly kind: "fargate";
  /** Memory of the task in MiB; must be one that AWS pairs with `cpu`. */
  readonly memoryMiB: number;
  /** CPU units, 1024 per vCPU. @default the smallest that AWS pairs with `memoryMiB` */
  readonly cpu?: FargateCpu;
  /**
   * Share of the tasks beyond the first, in percent, that run on Fargate Spot, at about a third of the
   * price; AWS may stop them with two minutes' notice. @default 0
   */
  readonly spotPercent?: number;
}

/** Long-running container on the cluster's EC2 instances. */
export interface Ec2Runtime {
  readonly kind: "ec2";
  /** Memory of the task in MiB. */
  readonly memoryMiB: number;
  /** CPU units, 1024 per vCPU. @default 256 */
  readonly cpu?: number;
}

/** Function on AWS Lambda. */
export interface LambdaRuntime {
  readonly kind: "lambda";
  /** Memory in MiB, 128 to 10240; CPU follows memory. */
  readonly memoryMiB: number;
  /** Longest invocation in seconds, 1 to 900. @default 10 */
  readonly timeoutSeconds?: number;
}

/** Long-running container in a pod on Amazon EKS. */
export interface EksRuntime {
  readonly kind: "eks";
  /** Memory of the pod in MiB. */
  readonly memoryMiB: number;
  /** CPU units, 1024 per vCPU. @default 256 */
  readonly cpu?: number;
}

/**
 * Where a service runs. The handler code is the same on every one of them, and so is `memoryMiB`:
 * another runtime takes another `kind`, nothing else.
 */
export type Runtime = FargateRuntime | Ec2Runtime | LambdaRuntime | EksRuntime;
export type RuntimeKind = Runtime["kind"];
/** A runtime whose copies run all the time, behind target groups. */
export type ContainerRuntime = Exclude<Runtime, LambdaRuntime>;

/** A change of the bounds at a set time. */
export interface ScheduledScale {
  /** When, as an AWS cron expression of six fields, such as `0 7 ? * MON-FRI *`. */
  readonly cron: string;
  /** Time zone of `cron`. @default "UTC" */
  readonly timezone?: string;
  readonly min: number;
  readonly max: number;
}

/** How many copies run. Applies to long-running runtimes; Lambda scales by itself. */
export interface Scale {
  /** Fewest copies. @default 2 */
  readonly min?: number;
  /** Most copies. @default 10 */
  readonly max?: number;
  /** Average CPU use, in percent, that scaling holds. @default 60 */
  readonly cpuPercent?: number;
  /** Average memory use, in percent, that scaling holds. @default memory is not scaled on */
  readonly memoryPercent?: number;
  /** Requests that one copy takes in a minute. @default requests are not scaled on */
  readonly requestsPerMinutePerTask?: number;
  /**
   * Messages, waiting or in work, that one copy keeps up with, of a service that consumes queues or
   * subscribes: the longest acceptable delay divided by the time that a message takes. @default 100
   */
  readonly messagesPerTask?: number;
  /** Other bounds at set times. @default none */
  readonly schedules?: readonly ScheduledScale[];
}
