/** Translates between requests or responses and the event structure of CloudFront Functions. */
import { z } from "zod";
import { type EdgeRequest, type EdgeResponse, type Headers, textResponse } from "../http/exchange";
import { EdgeFunctionError } from "./edgeFunction";

const value = z.object({
  value: z.string(),
  multiValue: z.array(z.object({ value: z.string() })).optional(),
});
type Value = z.infer<typeof value>;
const values = z.record(z.string(), value);
const cookie = value.extend({ attributes: z.string().optional() });
const requestSchema = z.object({
  uri: z.string(),
  querystring: z.union([z.string(), values]).default({}),
  headers: values.default({}),
  cookies: values.default({}),
});
const responseSchema = z.object({
  statusCode: z.number(),
  headers: values.default({}),
  cookies: z.record(z.string(), cookie).default({}),
  body: z
    .union([
      z.string(),
      z.object({ encoding: z.enum(["text", "base64"]).default("text"), data: z.string() }),
    ])
    .optional(),
});

export interface EventContext {
  readonly distributionDomainName: string;
  readonly distributionId: string;
  readonly requestId: string;
}

function group(pairs: readonly (readonly [string, string])[]): Record<string, Value> {
  const grouped: Record<string, Value> = {};
  for (const [name, text] of pairs) {
    const existing = grouped[name];
    if (existing === undefined) grouped[name] = { value: text };
    else {
      const all = existing.multiValue ?? [{ value: existing.value }];
      grouped[name] = { value: text, multiValue: [...all, { value: text }] };
    }
  }
  return grouped;
}

function flatten(grouped: Readonly<Record<string, Value>>): [string, string][] {
  return Object.entries(grouped).flatMap(([name, entry]) =>
    (entry.multiValue ?? [entry]).map((one): [string, string] => [name, one.value]),
  );
}

function queryPairs(query: string): [string, string][] {
  return query
    .split("&")
    .filter((part) => part !== "")
    .map((part) => {
      const [name = ""] = part.split("=", 1);
      return [name, part.slice(name.length + 1)];
    });
}

function cookiePairs(headers: Headers): [string, string][] {
  return (headers.get("cookie") ?? [])
    .flatMap((header) => header.split(";"))
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => {
      const [name = ""] = part.split("=", 1);
      return [name, part.slice(name.length + 1)];
    });
}

function headerPairs(headers: Headers, except: string): [string, string][] {
  return [...headers]
    .filter(([name]) => name !== except)
    .flatMap(([name, list]) => list.map((text): [string, string] => [name, text]));
}

function requestPart(request: EdgeRequest) {
  return {
    method: request.method,
    uri: request.uri,
    querystring: group(queryPairs(request.query)),
    headers: group(headerPairs(request.headers, "cookie")),
    cookies: group(cookiePairs(request.headers)),
  };
}

function envelope(eventType: string, request: EdgeRequest, context: EventContext) {
  return {
    version: "1.0",
    context: { ...context, eventType },
    viewer: { ip: request.viewerAddress },
    request: requestPart(request),
  };
}

export function viewerRequestEvent(request: EdgeRequest, context: EventContext): object {
  return envelope("viewer-request", request, context);
}

export function viewerResponseEvent(
  request: EdgeRequest,
  response: EdgeResponse,
  context: EventContext,
): object {
  return {
    ...envelope("viewer-response", request, context),
    response: {
      statusCode: response.status,
      headers: group(headerPairs(response.headers, "set-cookie")),
    },
  };
}

function toHeaders(grouped: Readonly<Record<string, Value>>): Headers {
  const headers: Headers = new Map();
  for (const [name, text] of flatten(grouped)) {
    const key = name.toLowerCase();
    headers.set(key, [...(headers.get(key) ?? []), text]);
  }
  return headers;
}

function invalid(name: string, reason: string): EdgeFunctionError {
  return new EdgeFunctionError(
    `CloudFront function ${name} returned neither a request nor a response: ${reason}`,
    502,
  );
}

function fault(error: z.ZodError): string {
  const issue = error.issues[0];
  return `${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`.trim();
}

function isResponse(result: unknown): boolean {
  return typeof result === "object" && result !== null && "statusCode" in result;
}

/** What a viewer-request function decided: another request to go on with, or an answer. */
export function readViewerRequestResult(
  name: string,
  result: unknown,
  original: EdgeRequest,
):
  | { readonly request: EdgeRequest; readonly response?: undefined }
  | { readonly response: EdgeResponse; readonly request?: undefined } {
  if (isResponse(result)) return { response: readResponse(name, result) };
  const parsed = requestSchema.safeParse(result);
  if (!parsed.success) throw invalid(name, fault(parsed.error));
  const { uri, querystring, headers: grouped, cookies } = parsed.data;
  if (!uri.startsWith("/")) throw invalid(name, "uri must begin with a slash");
  const headers = toHeaders(grouped);
  const cookieText = flatten(cookies).map(([key, text]) => `${key}=${text}`);
  if (cookieText.length > 0) headers.set("cookie", [cookieText.join("; ")]);
  const query = readQuery(querystring, original.query);
  return { request: { ...original, uri, query, headers } };
}

/** An untouched query string keeps its exact spelling. */
function readQuery(querystring: string | Record<string, Value>, original: string): string {
  if (typeof querystring === "string") return querystring;
  if (JSON.stringify(querystring) === JSON.stringify(group(queryPairs(original)))) return original;
  return flatten(querystring)
    .map(([name, text]) => (text === "" ? name : `${name}=${text}`))
    .join("&");
}

function readResponse(name: string, result: unknown): EdgeResponse {
  const parsed = responseSchema.safeParse(result);
  if (!parsed.success) throw invalid(name, fault(parsed.error));
  const { statusCode, headers: grouped, body, cookies } = parsed.data;
  const content =
    typeof body === "object"
      ? Buffer.from(body.data, body.encoding === "base64" ? "base64" : "utf8")
      : (body ?? "");
  const response = textResponse(statusCode, "", content);
  const headers = new Map([...toHeaders(grouped), ...response.headers]);
  const setCookies = Object.entries(cookies).map(
    ([key, entry]) =>
      `${key}=${entry.value}${entry.attributes === undefined ? "" : `; ${entry.attributes}`}`,
  );
  if (setCookies.length > 0) headers.set("set-cookie", setCookies);
  return { ...response, headers };
}

/** A viewer-response function may change status and headers; the body stays. */
export function readViewerResponseResult(
  name: string,
  result: unknown,
  original: EdgeResponse,
): EdgeResponse {
  const parsed = responseSchema.safeParse(result);
  if (!parsed.success) throw invalid(name, fault(parsed.error));
  const headers = toHeaders(parsed.data.headers);
  const cookies = original.headers.get("set-cookie");
  if (cookies !== undefined && !headers.has("set-cookie")) headers.set("set-cookie", cookies);
  return { ...original, status: parsed.data.statusCode, headers };
}
