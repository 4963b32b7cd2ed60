/** Sends spans to a collector by OTLP, in the background and only as long as that is no trouble. */
import { ExportResultCode } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import {
  BatchSpanProcessor,
  type SpanExporter,
  type SpanProcessor,
} from "@opentelemetry/sdk-trace";
import type { Logger } from "../logger";

export interface CollectorOptions {
  /** Address of the collector, such as `http://127.0.0.1:4318`. */
  readonly endpoint: string;
  readonly logger: Logger;
  /** Longest that sending one batch may take, another try included. @default 2000 */
  readonly sendMs?: number;
  /** Longest that spans wait for others to be sent with. @default 1000 */
  readonly delayMs?: number;
}

/** Spans that wait at most; a collector that is away costs those beyond. */
const longestQueue = 2_048;

/**
 * Batches for a collector. The time-outs are what ends a process whose collector hangs: a request under way
 * and the timer of a repeated one keep it alive, and OpenTelemetry's own limits are 10 s for a request and
 * 30 s for a batch.
 */
export function collected({
  endpoint,
  logger,
  sendMs = 2_000,
  delayMs = 1_000,
}: CollectorOptions): SpanProcessor {
  const url = `${endpoint.replace(/\/+$/, "")}/v1/traces`;
  return new BatchSpanProcessor({
    exporter: complainingOnce(new OTLPTraceExporter({ url, timeoutMillis: sendMs }), logger),
    maxQueueSize: longestQueue,
    scheduledDelayMillis: delayMs,
    // The exporter gives up first, and says why.
    exportTimeoutMillis: sendMs + 500,
  });
}

/** Tells of the first batch that is lost, and not again until one has arrived. */
function complainingOnce(exporter: SpanExporter, logger: Logger): SpanExporter {
  let complained = false;
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        const failed = result.code === ExportResultCode.FAILED;
        if (failed && !complained) {
          logger.warn("collector not reached, spans dropped", {
            spans: spans.length,
            reason: result.error?.message,
          });
        }
        complained = failed;
        done(result);
      });
    },
    shutdown: () => exporter.shutdown(),
  };
}
