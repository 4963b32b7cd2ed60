/** The environment of a task: what its definition carries, what ECS or EKS adds, and what one machine forces. */
import path from "node:path";
import type { Container, ContainerServiceDefinition } from "./definitions";
import { type SecretValues, resolveSecret } from "./secrets";

export interface TaskEnvironmentInput {
  readonly container: Container;
  readonly runtime: ContainerServiceDefinition["runtime"];
  readonly imageEnvironment: Readonly<Record<string, string>>;
  readonly secrets: SecretValues;
  readonly region: string;
  /** Port of this machine that stands for the container's. */
  readonly hostPort: number;
  readonly awsEndpointUrl: string;
  readonly homeDirectory: string;
  /** Where the task fetches its role's credentials; absent without a task role. */
  readonly credentials?: { readonly url: string; readonly token: string };
  readonly metadataUrl: string;
}

const SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/**
 * Nothing of the sandbox's own environment goes in. Three variables differ from AWS because a process
 * has no network of its own: PORT, HOST and AWS_ENDPOINT_URL.
 */
export function taskEnvironment(input: TaskEnvironmentInput): Record<string, string> {
  const { container, credentials } = input;
  const declared: Record<string, string> = {};
  for (const { name, value } of container.environment ?? []) declared[name] = value;
  for (const { name, valueFrom } of container.secrets ?? []) {
    declared[name] = resolveSecret(input.secrets, valueFrom);
  }
  return {
    PATH: `${path.dirname(process.execPath)}:${SYSTEM_PATH}`,
    HOME: input.homeDirectory,
    ...input.imageEnvironment,
    ...declared,
    AWS_REGION: input.region,
    AWS_DEFAULT_REGION: input.region,
    ...(input.runtime === "fargate" && {
      AWS_EXECUTION_ENV: "AWS_ECS_FARGATE",
      ECS_CONTAINER_METADATA_URI_V4: input.metadataUrl,
    }),
    ...(credentials === undefined
      ? {}
      : {
          AWS_CONTAINER_CREDENTIALS_FULL_URI: credentials.url,
          AWS_CONTAINER_AUTHORIZATION_TOKEN: credentials.token,
        }),
    PORT: String(input.hostPort),
    HOST: "127.0.0.1",
    AWS_ENDPOINT_URL: input.awsEndpointUrl,
  };
}
