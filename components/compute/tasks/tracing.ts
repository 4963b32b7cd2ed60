/** Collectors that run beside a service and send its OpenTelemetry traces to X-Ray. */
import * as pulumi from "@pulumi/pulumi";
import { sendTraces } from "../../internal/permissions/logs";
import type { PolicyStatement } from "../../internal/policyDocument";
import type { MemoryUse } from "../../internal/taskMemory";
import { defaultTracedPercent } from "../../observability/trace/tracingFaults";
import type { PullThroughCache } from "../pullThroughCache";
import { logConfiguration, type LogTarget } from "./containerDefinition";

/** No collector, AWS Distro for OpenTelemetry, or the CloudWatch agent. */
export type Tracing = "none" | "adot" | "cloudWatchAgent";

/** A collector as its task sees it. */
export interface Collector {
  readonly kind: Exclude<Tracing, "none">;
  readonly image: pulumi.Input<string>;
  readonly memoryMiB: number;
  /** Share of the requests that the service traces where the caller does not say, in percent. */
  readonly percent: number;
}

/** Each collector's image, in Amazon ECR Public. */
const images = {
  adot: "aws-observability/aws-otel-collector:v0.49.0",
  cloudWatchAgent: "cloudwatch-agent/cloudwatch-agent:1.300066.1b1374",
} as const;

/** Memory of a collector in MiB, unless told otherwise. */
export const defaultTracingMemoryMiB = 128;

/** Name of the collector's container. */
const collectorName = "tracing";

/** Only the task itself reaches its collector. */
const grpcEndpoint = "127.0.0.1:4317";
const httpEndpoint = "127.0.0.1:4318";

/** The collector that these options ask for. */
export function collectorOf(options: {
  readonly tracing?: Tracing;
  readonly tracingMemoryMiB?: number;
  readonly tracingPercent?: number;
  readonly tracingImage?: pulumi.Input<string>;
  readonly imageCache?: Pick<PullThroughCache, "url">;
}): Collector | undefined {
  const { tracing = "none", tracingMemoryMiB, tracingImage, imageCache } = options;
  if (tracing === "none") return undefined;
  return {
    kind: tracing,
    memoryMiB: tracingMemoryMiB ?? defaultTracingMemoryMiB,
    percent: options.tracingPercent ?? defaultTracedPercent,
    image:
      tracingImage ?? pulumi.interpolate`${imageCache?.url ?? "public.ecr.aws"}/${images[tracing]}`,
  };
}

/** What a collector takes of its task's memory. */
export function collectorMemory(collector: Collector): MemoryUse {
  return { name: `tracing "${collector.kind}"`, memoryMiB: collector.memoryMiB };
}

/** Variables by which OpenTelemetry's SDKs find the collector, and know how much of their traces to send. */
export function collectorEnvironment(
  serviceName: string,
  { percent }: Pick<Collector, "percent">,
): Record<string, string> {
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://${httpEndpoint}`,
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/protobuf",
    OTEL_SERVICE_NAME: serviceName,
    OTEL_TRACES_SAMPLER: "parentbased_traceidratio",
    // Without the rest that a division leaves, such as 0.07 for 7 %.
    OTEL_TRACES_SAMPLER_ARG: String(Number((percent / 100).toFixed(8))),
  };
}

/** What sending traces takes, for the role that the task's containers act in. */
export const collectorStatement: PolicyStatement = {
  sid: "SendTraces",
  actions: sendTraces,
  resources: ["*"],
};

/**
 * Starts before the service and stops after it, so that the last spans are sent; the service outlives
 * a collector that fails.
 */
export const afterCollector = [{ containerName: collectorName, condition: "START" }];

/** The collector's container, as ECS's RegisterTaskDefinition takes it. */
export function collectorDefinition(collector: Collector, log: LogTarget) {
  const { kind, image, memoryMiB } = collector;
  return {
    name: collectorName,
    image,
    essential: false,
    memory: memoryMiB,
    readonlyRootFilesystem: true,
    logConfiguration: logConfiguration({ ...log, streamPrefix: collectorName }),
    ...(kind === "adot" ? adot(memoryMiB, log.region) : cloudWatchAgent(log.region)),
  };
}

/**
 * AWS Distro for OpenTelemetry, run by the image's own user `aoc`.
 * https://aws-otel.github.io/docs/setup/ecs
 */
function adot(memoryMiB: number, region: string) {
  const configuration = {
    extensions: { health_check: { endpoint: "127.0.0.1:13133" } },
    receivers: {
      otlp: { protocols: { grpc: { endpoint: grpcEndpoint }, http: { endpoint: httpEndpoint } } },
    },
    processors: {
      memory_limiter: {
        check_interval: "1s",
        limit_mib: Math.floor(memoryMiB * 0.8),
        spike_limit_mib: Math.floor(memoryMiB * 0.2),
      },
      resourcedetection: { detectors: ["env", "ecs"] },
      batch: { timeout: "1s", send_batch_size: 50 },
    },
    // Filter expressions know these attributes alone, such as annotation.http_route.
    exporters: { awsxray: { region, indexed_attributes: ["http.route", "error.type"] } },
    service: {
      extensions: ["health_check"],
      pipelines: {
        traces: {
          receivers: ["otlp"],
          processors: ["memory_limiter", "resourcedetection", "batch"],
          exporters: ["awsxray"],
        },
      },
    },
  };
  return {
    user: "4317:4317",
    // JSON is YAML, which the collector reads.
    environment: [{ name: "AOT_CONFIG_CONTENT", value: JSON.stringify(configuration) }],
    healthCheck: { command: ["CMD", "/healthcheck"], interval: 10, timeout: 5, retries: 3 },
  };
}

/** Where the CloudWatch agent writes the configuration that it translates, and its state. */
const agentDirectories = ["etc", "logs", "var"].map(
  (directory) => `/opt/aws/amazon-cloudwatch-agent/${directory}`,
);

/**
 * The CloudWatch agent as a plain user on a read-only file system, with a little memory to write to:
 * https://github.com/aws/amazon-cloudwatch-agent/issues/276
 */
function cloudWatchAgent(region: string) {
  const configuration = {
    traces: {
      traces_collected: { otlp: { grpc_endpoint: grpcEndpoint, http_endpoint: httpEndpoint } },
    },
  };
  return {
    user: "1000:1000",
    environment: [
      { name: "AWS_REGION", value: region },
      { name: "CW_CONFIG_CONTENT", value: JSON.stringify(configuration) },
    ],
    linuxParameters: {
      tmpfs: agentDirectories.map((containerPath) => ({ containerPath, size: 8 })),
    },
  };
}
