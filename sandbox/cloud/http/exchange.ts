/** Requests and responses as they pass from the front door to an origin and back. */
import type { IncomingHttpHeaders } from "node:http";
import type { Readable } from "node:stream";

/** Header values by lower-case name, in the order they came. */
export type Headers = Map<string, string[]>;

export interface EdgeRequest {
  readonly method: string;
  /** Path as sent, percent-encoded, without the query. */
  readonly uri: string;
  /** Text after `?`, without it; empty when there is none. */
  readonly query: string;
  readonly headers: Headers;
  readonly body: Readable;
  readonly viewerAddress: string;
}

export interface EdgeResponse {
  readonly status: number;
  readonly headers: Headers;
  /** Absent for an empty body. */
  readonly body?: Readable | Buffer;
}

const HOP_BY_HOP = [
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

/** Headers of a message without those that concern one connection only (RFC 9110, 7.6.1). */
export function endToEndHeaders(source: NodeJS.Dict<string[]>): Headers {
  const headers: Headers = new Map();
  for (const [name, values] of Object.entries(source)) {
    if (values !== undefined) headers.set(name.toLowerCase(), [...values]);
  }
  const nominated = (headers.get("connection") ?? []).flatMap((value) => value.split(","));
  for (const name of [...HOP_BY_HOP, ...nominated]) headers.delete(name.trim().toLowerCase());
  return headers;
}

/** The same from Node's joined form, where repeated headers are one value or a list. */
export function fromIncoming(source: IncomingHttpHeaders): Headers {
  const lists: NodeJS.Dict<string[]> = {};
  for (const [name, value] of Object.entries(source)) {
    if (value !== undefined) lists[name] = Array.isArray(value) ? value : [value];
  }
  return endToEndHeaders(lists);
}

/** First value of a header. */
export function firstHeader(headers: Headers, name: string): string | undefined {
  return headers.get(name)?.[0];
}

/** A copy with one header set. */
export function withHeader(headers: Headers, name: string, value: string): Headers {
  return new Map(headers).set(name.toLowerCase(), [value]);
}

/** A whole response from a text or bytes. */
export function textResponse(
  status: number,
  contentType: string,
  content: string | Buffer,
): EdgeResponse {
  const body = typeof content === "string" ? Buffer.from(content) : content;
  const headers: Headers = new Map([["content-length", [String(body.length)]]]);
  if (contentType !== "") headers.set("content-type", [contentType]);
  return { status, headers, body };
}
