import type * as z from "zod";
import { systemClock } from "../clock";
import { createLogger } from "../logger";
import { noTracing, type Tracing, type tracingEnvironment } from "../tracing";

/**
 * Spans to the collector that the environment names. OpenTelemetry is loaded only for one, and functions,
 * which Lambda traces, do not have it in their bundle.
 */
export async function startTracing(
  environment: z.infer<typeof tracingEnvironment> & { readonly SERVICE_NAME: string },
): Promise<Tracing> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, SERVICE_NAME: service } = environment;
  if (endpoint === undefined) return noTracing;
  const logger = createLogger({ service, clock: systemClock });
  const [{ createSpans }, { collected }] = await Promise.all([
    import("./spans.js"),
    import("./otlp.js"),
  ]);
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
