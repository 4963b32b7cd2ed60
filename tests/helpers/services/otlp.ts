/** Reads what OpenTelemetry's exporters send: https://github.com/open-telemetry/opentelemetry-proto, `trace.proto`. */
import { BinaryReader } from "google-protobuf";

/** A span as it arrives. */
export interface SentSpan {
  readonly service: string;
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string;
  /** 2 is a server's, 3 a client's. */
  readonly kind: number;
  readonly failed: boolean;
  readonly attributes: Readonly<Record<string, string | number | string[]>>;
}

type Value = string | number | string[];

/** Calls back for each field of a message, which must be read or skipped. */
function fields(bytes: Uint8Array, read: (field: number, reader: BinaryReader) => boolean): void {
  const reader = new BinaryReader(bytes);
  while (reader.nextField()) {
    if (!read(reader.getFieldNumber(), reader)) reader.skipField();
  }
}

/** The messages that one field of a message holds, in their order. */
function parts(bytes: Uint8Array, wanted: number): Uint8Array[] {
  const found: Uint8Array[] = [];
  fields(bytes, (field, reader) => {
    if (field !== wanted) return false;
    found.push(reader.readBytes());
    return true;
  });
  return found;
}

/** Spans of an ExportTraceServiceRequest. */
export function decodeSpans(request: Uint8Array): SentSpan[] {
  return parts(request, 1).flatMap((ofResource) => {
    const [resource = new Uint8Array()] = parts(ofResource, 1);
    const service = String(attributesOf(resource, 1)["service.name"]);
    return parts(ofResource, 2)
      .flatMap((ofScope) => parts(ofScope, 2))
      .map((span) => ({ service, ...decodeSpan(span) }));
  });
}

function decodeSpan(bytes: Uint8Array): Omit<SentSpan, "service"> {
  const ids = [1, 2, 4].map((field) => Buffer.from(parts(bytes, field)[0] ?? []).toString("hex"));
  const [traceId = "", spanId = "", parentId = ""] = ids;
  let name = "";
  let kind = 0;
  fields(bytes, (field, reader) => {
    if (field === 5) name = reader.readString();
    else if (field === 6) kind = reader.readEnum();
    else return false;
    return true;
  });
  const failed = parts(bytes, 15).some((status) => isError(status));
  return { traceId, spanId, parentId, name, kind, failed, attributes: attributesOf(bytes, 9) };
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
    parts(bytes, wanted).map((pair) => {
      const [key = new Uint8Array()] = parts(pair, 1);
      const [value = new Uint8Array()] = parts(pair, 2);
      return [Buffer.from(key).toString("utf8"), valueOf(value)];
    }),
  );
}

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
