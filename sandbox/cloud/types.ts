/**
 * What the sandbox's cloud takes and gives: Pulumi's exported state in, a running stack out.
 */
import { SandboxError } from "../errors";

/** One resource as Pulumi's state stores it (`pulumi stack export`, `deployment.resources[]`). */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  /** False for component resources, which have no provider. */
  readonly custom: boolean;
  readonly id?: string;
  readonly parent?: string;
  /** Set while a replaced resource waits for its removal; such a resource no longer counts. */
  readonly delete?: boolean;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** The `deployment` of Pulumi's exported state, with secrets in plaintext (`--show-secrets`). */
export interface StackState {
  /** Absent in the state of a stack that was never deployed. */
  readonly resources?: readonly StateResource[];
}

export type ServiceRuntime = "fargate" | "ec2" | "eks" | "lambda";
/** What runs a database or cache on AWS. */
export type DataRuntime = "rds" | "elasticache";
export type ServiceHealth =
  | "healthy"
  | "starting"
  | "unhealthy"
  | "crash-looping"
  /** The sandbox has no server for it; whoever needs it is told so. */
  | "not run here";

/** One row of the status table. */
export interface ServiceStatus {
  readonly name: string;
  readonly runtime: ServiceRuntime | DataRuntime;
  /** Where it answers, such as `2 tasks on 127.0.0.1:41001, :41002`. */
  readonly where: string;
  readonly health: ServiceHealth;
  /** Processes started again after a crash or failed health checks, since the sandbox started. */
  readonly restarts: number;
  readonly lastError?: string;
}

/** One row of the table of queues. */
export interface QueueStatus {
  readonly name: string;
  /** Messages that wait or are in work. */
  readonly waiting: number;
  /** Messages in its dead-letter queue; absent without one. */
  readonly dead?: number;
}

/** Phases of `startCloud`, in order. */
export type CloudPhase =
  "read state" | "emulator" | "resources" | "databases and caches" | "services" | "front door";

/** What happens while the cloud starts and runs. */
export type CloudEvent =
  | { readonly kind: "phase"; readonly phase: CloudPhase; readonly state: "started" }
  | {
      readonly kind: "phase";
      readonly phase: CloudPhase;
      readonly state: "finished";
      readonly milliseconds: number;
    }
  /** A detail of the running phase, for a live line. */
  | { readonly kind: "progress"; readonly message: string }
  /** Something the user should see: a crash, a missing permission, a feature that is not simulated. */
  | { readonly kind: "warning"; readonly source: string; readonly message: string }
  /** A service changed its health. */
  | { readonly kind: "health"; readonly service: ServiceStatus }
  /** Other numbers of messages wait than before. */
  | { readonly kind: "queues"; readonly queues: readonly QueueStatus[] };

export interface StartCloudOptions {
  readonly state: StackState;
  readonly stackName: string;
  /** Survives restarts: tables, objects, identity. Service logs go to `logs/` beside it. */
  readonly dataDirectory: string;
  /** The user's cache directory for this project: the emulator's virtual environment lives there. */
  readonly cacheDirectory: string;
  /** Port of the front door on 127.0.0.1. */
  readonly port: number;
  /** Folder that asset paths in the state are relative to. @default the current directory */
  readonly projectDirectory?: string;
  /** Has the start give up before its next step; what was started is stopped. */
  readonly signal?: AbortSignal;
  readonly onEvent: (event: CloudEvent) => void;
}

/** A stack that runs on this machine until `stop()`. */
export interface RunningCloud {
  /** Address of the front door, such as `http://127.0.0.1:8080`. */
  readonly url: string;
  services(): ServiceStatus[];
  /** As of a few seconds ago. */
  queues(): readonly QueueStatus[];
  /** Where the last traces are told; absent for a stack whose tasks have no collector. */
  readonly tracesUrl?: string;
  /** Orderly and bounded: stops accepting, drains, stops tasks, saves the emulator's data. Safe to call twice. */
  stop(): Promise<void>;
}

/** A mistake of the user or the stack that stops the cloud from starting. */
export class CloudError extends SandboxError {}
