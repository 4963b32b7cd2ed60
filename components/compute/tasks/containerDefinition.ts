import type * as pulumi from "@pulumi/pulumi";

/** Port that every service listens on inside its container; the image says so to the process. */
export const containerPort = 8080;

/** Name of that port for Service Connect. */
export const portName = "http";

/** Where containers write their logs. */
export interface LogTarget {
  readonly logGroupName: pulumi.Input<string>;
  readonly region: string;
}

/** A directory of a container that is kept outside its image. */
export interface MountPoint {
  readonly sourceVolume: string;
  readonly containerPath: string;
}

export interface ContainerDefinitionArgs extends LogTarget {
  readonly name: string;
  readonly image: pulumi.Input<string>;
  /** Every variable of the process but those that the image sets. */
  readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
  readonly healthPath: string;
  /** Seconds between SIGTERM and SIGKILL. */
  readonly stopTimeoutSeconds: number;
  /** Seconds in which failed health checks do not count. @default 10 */
  readonly startSeconds?: number;
  /** Variables whose values ECS reads when the container starts. @default none */
  readonly secrets?: readonly {
    readonly name: string;
    readonly valueFrom: pulumi.Input<string>;
  }[];
  /** Most memory that the container may take, in MiB. @default all of the task's */
  readonly memoryMiB?: number;
  /** Size of a writable `/tmp` in memory, in MiB. @default 0; there is none */
  readonly temporaryStorageMiB?: number;
  /** @default none */
  readonly mountPoints?: readonly MountPoint[];
  /** Containers that start before and stop after this one. @default none */
  readonly dependsOn?: readonly { readonly containerName: string; readonly condition: string }[];
  /** Gives the port a name, which Service Connect asks for. @default false */
  readonly namesPort?: boolean;
}

/**
 * The container of a task, as ECS's RegisterTaskDefinition takes it.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html
 */
export function containerDefinition(args: ContainerDefinitionArgs) {
  const { environment } = args;
  return {
    name: args.name,
    image: args.image,
    essential: true,
    // The image's `node` user.
    user: "1000:1000",
    readonlyRootFilesystem: true,
    linuxParameters: {
      initProcessEnabled: true,
      ...temporaryStorage(args.temporaryStorageMiB ?? 0),
    },
    portMappings: [
      {
        containerPort,
        protocol: "tcp",
        ...(args.namesPort === true ? { name: portName, appProtocol: "http" } : {}),
      },
    ],
    environment: Object.keys(environment)
      .sort()
      .map((key) => ({ name: key, value: environment[key] })),
    healthCheck: {
      command: ["CMD", "node", "-e", healthProbe(args.healthPath)],
      interval: 10,
      timeout: 5,
      retries: 3,
      startPeriod: args.startSeconds ?? 10,
    },
    stopTimeout: args.stopTimeoutSeconds,
    logConfiguration: logConfiguration({ ...args, streamPrefix: args.name }),
    ...(args.secrets === undefined || args.secrets.length === 0 ? {} : { secrets: args.secrets }),
    ...(args.memoryMiB === undefined ? {} : { memory: args.memoryMiB }),
    ...(args.mountPoints === undefined ? {} : { mountPoints: args.mountPoints }),
    ...(args.dependsOn === undefined ? {} : { dependsOn: args.dependsOn }),
  };
}

/** CloudWatch Logs, written in the background: a log that cannot be written must not stop the service. */
export function logConfiguration(args: LogTarget & { readonly streamPrefix: string }) {
  return {
    logDriver: "awslogs",
    options: {
      "awslogs-group": args.logGroupName,
      "awslogs-region": args.region,
      "awslogs-stream-prefix": args.streamPrefix,
      mode: "non-blocking",
      "max-buffer-size": "4m",
    },
  };
}

/**
 * A file system in memory, since an empty volume belongs to root and a plain user could not write to
 * it. Fargate has it since January 2026:
 * https://aws.amazon.com/about-aws/whats-new/2026/01/amazon-ecs-tmpfs-mounts-aws-fargate-managed-instances/
 */
function temporaryStorage(sizeMiB: number) {
  if (sizeMiB === 0) return {};
  const mountOptions = ["nodev", "noexec", "nosuid"];
  return { tmpfs: [{ containerPath: "/tmp", size: sizeMiB, mountOptions }] };
}

/** A health check without curl, which slim images lack. */
function healthProbe(path: string): string {
  const url = JSON.stringify(`http://127.0.0.1:${containerPort}${path}`);
  return `fetch(${url}).then(r=>process.exit(r.ok?0:1),()=>process.exit(1))`;
}
