import type * as z from "zod";
import { systemClock } from "../clock";
import { createLogger, type Logger } from "../logger";
import { noTracing, type Tracing, type tracingEnvironment } from "../tracing";
import { collected } from "./otlp";
import { createSpans } from "./spans";

/**
 * Spans to the collector that the environment names, or none. Only containers come here: functions, which
 * Lambda traces, do not have OpenTelemetry in their bundle.
 */
export function startTracing(
  environment: z.infer<typeof tracingEnvironment> & { readonly SERVICE_NAME: string },
  logger: Logger = createLogger({ service: environment.SERVICE_NAME, clock: systemClock }),
): Tracing {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, SERVICE_NAME: service } = environment;
  if (endpoint === undefined) return noTracing;
  return createSpans({
    serviceName: environment.OTEL_SERVICE_NAME ?? service,
    ratio:
      environment.OTEL_TRACES_SAMPLER === "parentbased_always_on"
        ? 1
        : environment.OTEL_TRACES_SAMPLER_ARG,
    clock: systemClock,
    logger,
    processor: collected({ endpoint, logger }),
  });
}
