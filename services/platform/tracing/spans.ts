/** Spans by OpenTelemetry's SDK. The request that is under way travels by AsyncLocalStorage, not by a global. */
import { AsyncLocalStorage } from "node:async_hooks";
import {
  type Context,
  ROOT_CONTEXT,
  type Span as OtelSpan,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
} from "@opentelemetry/api";
import { defaultResource, resourceFromAttributes } from "@opentelemetry/resources";
import {
  AlwaysOnSampler,
  RandomIdGenerator,
  SamplingDecision,
  type SpanProcessor,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import type { Clock } from "../clock";
import { within } from "../deadline";
import { errorFields, type Logger } from "../logger";
import { errorTypeOf, noSpan, type RequestSpan, type Tracing } from "../tracing";
import { incomingTrace, newTraceId, xrayTraceId } from "./incoming";

export interface SpansOptions {
  readonly serviceName: string;
  /** Share of the requests that is traced where the caller does not say, 0 to 1. */
  readonly ratio: number;
  readonly clock: Clock;
  readonly logger: Logger;
  /** What finished spans go to. */
  readonly processor: SpanProcessor;
  /** Longest wait for the last spans to be sent. @default 1500 */
  readonly closeMs?: number;
}

/** The request that is under way. */
interface Current {
  readonly requestId: string;
  /** Where its calls hang their spans. @default it is not traced */
  readonly context?: Context;
}

/** Traces what the caller traces, and of what is left a share. */
export function createSpans(options: SpansOptions): Tracing {
  const { clock, ratio, logger, closeMs = 1_500 } = options;
  const sampler = new TraceIdRatioBasedSampler(ratio);
  const { provider, tracer, startTrace } = createTracer(options);
  const underWay = new AsyncLocalStorage<Current>();
  const randomId = new RandomIdGenerator();

  return {
    serve({ name, attributes, ...headers }, work) {
      const incoming = incomingTrace(headers);
      const traceId = incoming.traceId ?? newTraceId(clock(), randomId.generateTraceId());
      const requestId = xrayTraceId(traceId);
      const byShare = () =>
        sampler.shouldSample(ROOT_CONTEXT, traceId).decision ===
        SamplingDecision.RECORD_AND_SAMPLED;
      if (!(incoming.sampled ?? byShare())) {
        return underWay.run({ requestId }, () => work({ ...noSpan, traceId: requestId }));
      }
      const { parentId } = incoming;
      const parent = parentId === undefined ? ROOT_CONTEXT : remoteSpan(traceId, parentId);
      const settings = { kind: SpanKind.SERVER, attributes };
      const span = startTrace(traceId, () => tracer.startSpan(name, settings, parent));
      const context = trace.setSpan(parent, span);
      return underWay.run({ requestId, context }, () =>
        finish(span, (recorded) => work({ ...recorded, traceId: requestId })),
      );
    },
    call({ name, attributes }, work) {
      const context = underWay.getStore()?.context;
      if (context === undefined) return work(noSpan);
      return finish(tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes }, context), work);
    },
    logFields() {
      const requestId = underWay.getStore()?.requestId;
      return requestId === undefined ? {} : { requestId };
    },
    traceHeader() {
      const current = underWay.getStore();
      if (current === undefined) return undefined;
      const parentId = trace.getSpanContext(current.context ?? ROOT_CONTEXT)?.spanId;
      const rest = parentId === undefined ? "Sampled=0" : `Parent=${parentId};Sampled=1`;
      return `Root=${current.requestId};${rest}`;
    },
    close: () =>
      within(closeMs, "sending the last spans", provider.shutdown()).catch((error: unknown) => {
        logger.warn("last spans not sent", errorFields(error));
      }),
  };
}

/** A tracer that records all it is asked to: who asks has decided. */
function createTracer({ serviceName, processor }: SpansOptions) {
  const random = new RandomIdGenerator();
  let traceIdOfNext = "";
  const provider = new TracerProvider({
    resource: defaultResource().merge(resourceFromAttributes({ "service.name": serviceName })),
    sampler: new AlwaysOnSampler(),
    // A trace's id comes with the request even where no span of the caller's does.
    idGenerator: {
      generateTraceId: () => traceIdOfNext,
      generateSpanId: () => random.generateSpanId(),
    },
    spanProcessors: [processor],
  });
  const startTrace = (traceId: string, start: () => OtelSpan): OtelSpan => {
    traceIdOfNext = traceId;
    return start();
  };
  return { provider, tracer: provider.getTracer("services"), startTrace };
}

function remoteSpan(traceId: string, spanId: string): Context {
  const traceFlags = TraceFlags.SAMPLED;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}

/** Ends a span with its work. An error's message stays out: it may repeat what a customer sent. */
async function finish<Result>(
  span: OtelSpan,
  work: (span: RequestSpan) => Promise<Result>,
): Promise<Result> {
  const fail = (errorType: string): void => {
    span.setAttribute("error.type", errorType).setStatus({ code: SpanStatusCode.ERROR });
  };
  try {
    return await work({ set: (attributes) => span.setAttributes(attributes), fail });
  } catch (error) {
    fail(errorTypeOf(error));
    throw error;
  } finally {
    span.end();
  }
}
