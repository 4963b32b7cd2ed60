/** What a service's tasks can be told beyond its definition. */
import type * as pulumi from "@pulumi/pulumi";
import type { Architecture } from "../image";
import type { PullThroughCache } from "../pullThroughCache";
import type { SecretReference } from "./secrets";
import type { Tracing } from "./tracing";

/** Where the image of a service comes from. */
export type ImageSource =
  /** Built from this stack's sources. */
  | {
      readonly kind: "build";
      /** Entry point, relative to the repository. @default "services/<name>/main.ts" */
      readonly entry?: string;
      /** Image that it is built on. @default Node.js 24 from Amazon ECR Public */
      readonly baseImage?: string;
    }
  /** Pushed to the service's own repository by a pipeline. */
  | {
      readonly kind: "digest";
      /** `sha256:` and 64 hexadecimal digits. */
      readonly digest: string;
    }
  /** Kept in any other registry. */
  | {
      readonly kind: "uri";
      /** Whole reference with its digest, such as `123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop@sha256:…`. */
      readonly uri: string;
    };

export interface TaskOptions {
  /** @default built from `services/<name>/main.ts` */
  readonly image?: ImageSource;
  /** Processor that the image is built for and the tasks run on. @default "arm64", the cheaper one */
  readonly architecture?: Architecture;
  /** Variables whose values are read when a task starts, by name. @default none */
  readonly secrets?: Readonly<Record<string, SecretReference>>;
  /** Collector beside the service that sends its OpenTelemetry traces to X-Ray. @default "none" */
  readonly tracing?: Tracing;
  /** Memory of the collector in MiB, taken from the task's. @default 128 */
  readonly tracingMemoryMiB?: number;
  /** Share of the requests that is traced where the caller does not say, in percent. @default 5 */
  readonly tracingPercent?: number;
  /** Whole reference of the collector's image. @default AWS's own, by version */
  readonly tracingImage?: pulumi.Input<string>;
  /** Cache of Amazon ECR Public that the collector's image is pulled through. @default it is pulled from there */
  readonly imageCache?: PullThroughCache;
  /** Size of a writable `/tmp` in MiB, taken from the task's memory. @default 0; the whole file system is read-only */
  readonly temporaryStorageMiB?: number;
  /** Lets operators run commands in the containers, recorded as the cluster says. @default false */
  readonly exec?: boolean;
  /**
   * Part in the cluster's Service Connect: calling other services by name, or being called as well.
   * @default "none"
   */
  readonly serviceConnect?: "none" | "client" | "clientAndServer";
  /** Seconds between SIGTERM and SIGKILL, 1 to 120. @default 30 */
  readonly stopTimeoutSeconds?: number;
  /** Seconds in which a container may start without its failed health checks counting, 0 to 300. @default 10 */
  readonly startSeconds?: number;
}

/** Seconds between SIGTERM and SIGKILL, unless told otherwise. */
export const defaultStopTimeoutSeconds = 30;
