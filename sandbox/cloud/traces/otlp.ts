/** Reads what OpenTelemetry's exporters send: https://github.com/open-telemetry/opentelemetry-proto, `trace.proto`. */
import { BinaryReader } from "google-protobuf";

type Value = string | number | string[];

/** A span as it arrives. */
export interface ReceivedSpan {
  readonly service: string;
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  /** Empty for the first one of a trace. */
  readonly parentId: string;
  /** 2 is a server's, 3 a client's. */
  readonly kind: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly failed: boolean;
  readonly attributes: Readonly<Record<string, Value>>;
}

/** Calls back for each field of a message; one that it does not read is passed over. */
function fields(bytes: Uint8Array, read: (field: number, reader: BinaryReader) => boolean): void {
  const reader = new BinaryReader(bytes);
  while (reader.nextField()) {
    if (!read(reader.getFieldNumber(), reader)) reader.skipField();
  }
}

/** The messages, texts or bytes that one field of a message holds, in their order. */
function parts(bytes: Uint8Array, wanted: number): Uint8Array[] {
  const found: Uint8Array[] = [];
  fields(bytes, (field, reader) => {
    if (field !== wanted) return false;
    found.push(reader.readBytes());
    return true;
  });
  return found;
}

/** The one part that a field holds; nothing where it holds none. */
function part(bytes: Uint8Array, wanted: number): Buffer {
  return Buffer.from(parts(bytes, wanted)[0] ?? []);
}

/**
 * Spans of an ExportTraceServiceRequest.
 *
 * @throws Error for bytes that are none
 */
export function decodeSpans(request: Uint8Array): ReceivedSpan[] {
  return parts(request, 1).flatMap((ofResource) => {
    const { "service.name": service = "" } = attributesOf(part(ofResource, 1), 1);
    return parts(ofResource, 2)
      .flatMap((ofScope) => parts(ofScope, 2))
      .map((span) => ({ service: String(service), ...decodeSpan(span) }));
  });
}

function decodeSpan(bytes: Uint8Array): Omit<ReceivedSpan, "service"> {
  const numbers = { kind: 0, startMs: 0, endMs: 0 };
  fields(bytes, (field, reader) => {
    if (field === 6) numbers.kind = reader.readEnum();
    else if (field === 7) numbers.startMs = reader.readFixed64() / 1e6;
    else if (field === 8) numbers.endMs = reader.readFixed64() / 1e6;
    else return false;
    return true;
  });
  return {
    ...numbers,
    name: part(bytes, 5).toString("utf8"),
    traceId: part(bytes, 1).toString("hex"),
    spanId: part(bytes, 2).toString("hex"),
    parentId: part(bytes, 4).toString("hex"),
    failed: isError(part(bytes, 15)),
    attributes: attributesOf(bytes, 9),
  };
}

function isError(status: Uint8Array): boolean {
  let code = 0;
  fields(status, (field, reader) => {
    if (field !== 3) return false;
    code = reader.readEnum();
    return true;
  });
  return code === 2;
}

function attributesOf(bytes: Uint8Array, wanted: number): Record<string, Value> {
  return Object.fromEntries(
    parts(bytes, wanted).map((pair) => [part(pair, 1).toString("utf8"), valueOf(part(pair, 2))]),
  );
}

/** Texts, numbers and lists of texts; whatever else is of no use here and becomes empty. */
function valueOf(bytes: Uint8Array): Value {
  let value: Value = "";
  fields(bytes, (field, reader) => {
    if (field === 1) value = reader.readString();
    else if (field === 3) value = reader.readInt64();
    else if (field === 4) value = reader.readDouble();
    else if (field === 5) value = parts(reader.readBytes(), 1).map((one) => String(valueOf(one)));
    else return false;
    return true;
  });
  return value;
}
