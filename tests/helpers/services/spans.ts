import {
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace";
import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import type { Tracing } from "../../../services/platform/tracing";
import { createSpans } from "../../../services/platform/tracing/spans";
import { recordingLogger } from "./logs";

/** A span as tests look at it. */
export interface SeenSpan {
  readonly name: string;
  readonly kind: string | undefined;
  readonly failed: boolean;
  readonly attributes: ReadableSpan["attributes"];
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string | undefined;
}

/** Tracing that keeps its spans here. */
export function recordingTracing(ratio = 1): {
  readonly tracing: Tracing;
  readonly spans: () => readonly SeenSpan[];
} {
  const exporter = new InMemorySpanExporter();
  const tracing = createSpans({
    ...{ serviceName: "tested", ratio, clock: () => 1_700_000_000_000 },
    logger: recordingLogger().logger,
    processor: new SimpleSpanProcessor({ exporter }),
  });
  return { tracing, spans: () => exporter.getFinishedSpans().map(seen) };
}

function seen(span: ReadableSpan): SeenSpan {
  const { traceId, spanId } = span.spanContext();
  return {
    ...{ name: span.name, kind: SpanKind[span.kind], attributes: span.attributes },
    ...{ traceId, spanId, parentId: span.parentSpanContext?.spanId },
    failed: span.status.code === SpanStatusCode.ERROR,
  };
}
