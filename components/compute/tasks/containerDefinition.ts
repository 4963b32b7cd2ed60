import type * as pulumi from "@pulumi/pulumi";

/** Port that every service listens on inside its container; the image says so to the process. */
export const containerPort = 8080;

export interface ContainerDefinitionArgs {
  readonly name: string;
  readonly image: pulumi.Input<string>;
  /** Every variable of the process but those that the image sets. */
  readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
  readonly healthPath: string;
  readonly logGroupName: pulumi.Input<string>;
  readonly region: string;
  /** Seconds between SIGTERM and SIGKILL. */
  readonly stopTimeoutSeconds: number;
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
    linuxParameters: { initProcessEnabled: true },
    portMappings: [{ containerPort, protocol: "tcp" }],
    environment: Object.keys(environment)
      .sort()
      .map((key) => ({ name: key, value: environment[key] })),
    healthCheck: {
      command: ["CMD", "node", "-e", healthProbe(args.healthPath)],
      interval: 10,
      timeout: 5,
      retries: 3,
      startPeriod: 10,
    },
    stopTimeout: args.stopTimeoutSeconds,
    logConfiguration: {
      logDriver: "awslogs",
      options: {
        "awslogs-group": args.logGroupName,
        "awslogs-region": args.region,
        "awslogs-stream-prefix": args.name,
        // A log that cannot be written must not stop the service.
        mode: "non-blocking",
        "max-buffer-size": "4m",
      },
    },
  };
}

/** A health check without curl, which slim images lack. */
function healthProbe(path: string): string {
  const url = JSON.stringify(`http://127.0.0.1:${containerPort}${path}`);
  return `fetch(${url}).then(r=>process.exit(r.ok?0:1),()=>process.exit(1))`;
}
