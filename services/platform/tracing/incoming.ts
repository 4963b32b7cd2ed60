/** Which trace a request belongs to, by its headers. Pure. */
import { TraceFlags } from "@opentelemetry/api";
import { parseTraceParent } from "@opentelemetry/core";

/** What the headers say; an empty object when they say nothing. */
export interface IncomingTrace {
  /** 32 hexadecimal digits. */
  readonly traceId?: string;
  /** The caller's span, 16 hexadecimal digits. */
  readonly parentId?: string;
  /** Whether the caller traces it. @default the caller does not say */
  readonly sampled?: boolean;
}

/**
 * Who names a span of theirs is believed first, in X-Ray's header or the W3C's; then a root alone, which is
 * what load balancers send. OpenTelemetry's propagator for X-Ray passes over a root alone.
 */
export function incomingTrace(headers: {
  readonly traceHeader?: string;
  readonly traceParent?: string;
}): IncomingTrace {
  const ours = xrayTrace(headers.traceHeader ?? "");
  if (ours.parentId !== undefined) return ours;
  const theirs = parseTraceParent(headers.traceParent ?? "");
  if (theirs === null) return ours;
  const { traceId, spanId, traceFlags } = theirs;
  return { traceId, parentId: spanId, sampled: (traceFlags & TraceFlags.SAMPLED) !== 0 };
}

/** https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader */
function xrayTrace(header: string): IncomingTrace {
  const fields = new Map(
    header.split(";").map((field) => {
      const [name = "", value = ""] = field.trim().split("=");
      return [name.toLowerCase(), value];
    }),
  );
  const root = /^1-([0-9a-f]{8})-([0-9a-f]{24})$/i.exec(fields.get("root") ?? "");
  if (root === null) return {};
  const parent = /^(?!0{16})[0-9a-f]{16}$/i.exec(fields.get("parent") ?? "");
  const sampled = fields.get("sampled");
  return {
    traceId: `${root[1] ?? ""}${root[2] ?? ""}`.toLowerCase(),
    ...(parent === null ? {} : { parentId: parent[0].toLowerCase() }),
    ...(sampled === "0" || sampled === "1" ? { sampled: sampled === "1" } : {}),
  };
}

/** A trace's id as X-Ray writes it. */
export function xrayTraceId(traceId: string): string {
  return `1-${traceId.slice(0, 8)}-${traceId.slice(8)}`;
}

/** A new trace's id that begins with the second in which it began, as X-Ray's own do. */
export function newTraceId(nowMs: number, random: string): string {
  const seconds = Math.floor(nowMs / 1000);
  return seconds.toString(16).padStart(8, "0") + random.slice(8);
}
