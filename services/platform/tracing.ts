/**
 * What a service tells about where its requests spend their time. Spans go to a collector where there is
 * one; everything else asks {@link Tracing} the same way, and costs nothing, where there is none.
 */
import * as z from "zod";
import type { LogFields } from "./logger";

/** What is told of a span: names and numbers, never a customer's data. */
export type SpanAttributes = Readonly<Record<string, string | number | string[]>>;

/** Something that takes time. */
export interface Span {
  set(attributes: SpanAttributes): void;
  /** Marks it as failed, by a word of a small set such as an error's name. */
  fail(errorType: string): void;
}

/** A span of a whole request. */
export interface RequestSpan extends Span {
  /** The trace's id in the form of the header's `Root`. @default nobody traces */
  readonly traceId?: string;
}

/** Something that this service calls: an operation of AWS, a statement, a command. */
export interface Call {
  readonly name: string;
  readonly attributes: SpanAttributes;
}

/** A request, or a message, as it comes. */
export interface Incoming extends Call {
  /** Header `X-Amzn-Trace-Id`, or what a message has of it. */
  readonly traceHeader?: string;
  /** Header `traceparent` of the W3C. */
  readonly traceParent?: string;
}

export interface Tracing {
  /** Does the work of a request in a span that continues the caller's trace. */
  serve<Result>(request: Incoming, work: (span: RequestSpan) => Promise<Result>): Promise<Result>;
  /**
   * Does the work of a call in a span of the request that is under way; without one, only the work. A span
   * fails with its work.
   */
  call<Result>(call: Call, work: (span: Span) => Promise<Result>): Promise<Result>;
  /** What a log line says of the request that is under way. */
  readonly logFields: () => LogFields;
  /** What messages carry of the request that is under way, in the form of `X-Amzn-Trace-Id`. */
  traceHeader(): string | undefined;
  /** Sends what is left, as far as that takes no longer than a moment. Never fails. */
  close(): Promise<void>;
}

/** For what nobody records. */
export const noSpan: Span = { set: () => undefined, fail: () => undefined };

/** For a service whose spans nobody collects. */
export const noTracing: Tracing = {
  serve: (_request, work) => work(noSpan),
  call: (_call, work) => work(noSpan),
  logFields: () => ({}),
  traceHeader: () => undefined,
  close: () => Promise.resolve(),
};

/** A span's word for anything thrown: an error's own code where it has no name of its own. */
export function errorTypeOf(error: unknown): string {
  if (!(error instanceof Error)) return "_OTHER";
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  return error.name === "Error" ? (code ?? error.name) : error.name;
}

/**
 * OpenTelemetry's own variables, as far as services heed them:
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 */
export const tracingEnvironment = z.object({
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe("the address of a collector that takes OTLP over HTTP; no spans when absent"),
  OTEL_EXPORTER_OTLP_PROTOCOL: z
    .literal("http/protobuf")
    .optional()
    .describe("http/protobuf, which is all that services send"),
  OTEL_SERVICE_NAME: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe("the service's name in traces; SERVICE_NAME when absent"),
  OTEL_TRACES_SAMPLER: z
    .enum(["parentbased_always_on", "parentbased_traceidratio"])
    .default("parentbased_always_on")
    .describe("parentbased_always_on or parentbased_traceidratio"),
  OTEL_TRACES_SAMPLER_ARG: z
    .string()
    .regex(/^\d*\.?\d+(e-\d+)?$/)
    .transform(Number)
    .pipe(z.number().min(0).max(1))
    .default(1)
    .describe("the share of the requests to trace, 0 to 1"),
});
