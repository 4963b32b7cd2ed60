/**
 * The events by which API Gateway invokes functions, and what it makes of their answers.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { type EdgeRequest, type EdgeResponse, type Headers, firstHeader } from "../http/exchange";
import type { GatewayApi } from "./definitions";
import type { Routed } from "./routing";

/** Largest event that Lambda takes, in bytes. */
export const MAX_EVENT_BYTES = 6 * 1024 * 1024;

export interface GatewayCall {
  readonly api: GatewayApi;
  readonly routed: Routed;
  /** The request, with the path behind the stage. */
  readonly request: Omit<EdgeRequest, "body">;
  readonly body: Buffer;
}

/** A part of a query as API Gateway decodes it. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

function queryOf(query: string): Record<string, string[]> {
  const parameters: Record<string, string[]> = {};
  for (const part of query.split("&").filter((piece) => piece !== "")) {
    const [name = ""] = part.split("=", 1);
    (parameters[decoded(name)] ??= []).push(decoded(part.slice(name.length + 1)));
  }
  return parameters;
}

function orNull<Value extends object>(values: Value): Value | null {
  return Object.keys(values).length === 0 ? null : values;
}

function mapped<Result>(
  values: Readonly<Record<string, readonly string[]>>,
  make: (values: readonly string[]) => Result,
): Record<string, Result> {
  return Object.fromEntries(Object.entries(values).map(([name, list]) => [name, make(list)]));
}

function callerOf({ headers, viewerAddress }: GatewayCall["request"]) {
  return { sourceIp: viewerAddress, userAgent: firstHeader(headers, "user-agent") ?? "" };
}

/** Payload format 1.0, which REST APIs have. */
function event1({ api, routed, request, body }: GatewayCall): object {
  const headers = Object.fromEntries(request.headers);
  const query = queryOf(request.query);
  const { template } = routed.method;
  const last = (values: readonly string[]) => values.at(-1) ?? "";
  return {
    resource: template,
    path: request.uri,
    httpMethod: request.method,
    headers: mapped(headers, last),
    multiValueHeaders: headers,
    queryStringParameters: orNull(mapped(query, last)),
    multiValueQueryStringParameters: orNull(query),
    pathParameters: orNull(routed.variables),
    stageVariables: null,
    requestContext: {
      apiId: api.id,
      stage: api.stage,
      resourcePath: template,
      path: `${api.prefix}${request.uri}`,
      httpMethod: request.method,
      protocol: "HTTP/1.1",
      requestId: randomUUID(),
      identity: callerOf(request),
    },
    // Without binary media types a REST API hands every body on as text.
    body: body.length === 0 ? null : body.toString("utf8"),
    isBase64Encoded: false,
  };
}

/** Payload format 2.0, which this repository's HTTP APIs have. */
function event2({ api, routed, request, body }: GatewayCall): object {
  const { verb, template } = routed.method;
  const joined = (values: readonly string[]) => values.join(",");
  const headers = mapped(Object.fromEntries(request.headers), joined);
  const cookies = (request.headers.get("cookie") ?? []).flatMap((value) => value.split(/; */));
  delete headers.cookie;
  const type = firstHeader(request.headers, "content-type") ?? "text/plain";
  const isBase64Encoded = body.length > 0 && !/^(text\/|application\/(json|xml)\b)/i.test(type);
  return {
    version: "2.0",
    routeKey: `${verb} ${template}`,
    rawPath: `${api.prefix}${request.uri}`,
    rawQueryString: request.query,
    ...(cookies.length === 0 ? {} : { cookies }),
    headers,
    queryStringParameters: mapped(queryOf(request.query), joined),
    pathParameters: routed.variables,
    requestContext: {
      apiId: api.id,
      stage: api.stage,
      routeKey: `${verb} ${template}`,
      requestId: randomUUID(),
      http: {
        method: request.method,
        path: `${api.prefix}${request.uri}`,
        protocol: "HTTP/1.1",
        ...callerOf(request),
      },
    },
    ...(body.length === 0 ? {} : { body: body.toString(isBase64Encoded ? "base64" : "utf8") }),
    isBase64Encoded,
  };
}

export function gatewayEvent(call: GatewayCall): object {
  return call.api.protocol === "rest" ? event1(call) : event2(call);
}

const value = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const resultSchema = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), value).nullish(),
  multiValueHeaders: z.record(z.string(), z.array(value)).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** The response in a function's answer; undefined when it is malformed, which callers see as 502. */
export function gatewayResult(
  protocol: GatewayApi["protocol"],
  payload: string,
): EdgeResponse | undefined {
  const parsed = resultSchema.safeParse(jsonOf(payload));
  if (!parsed.success) return undefined;
  const { statusCode, headers: single, multiValueHeaders, cookies, body } = parsed.data;
  // REST APIs decode nothing without binary media types: the caller sees the encoded text.
  const encoded = protocol === "http" && parsed.data.isBase64Encoded === true;
  const bytes = Buffer.from(body ?? "", encoded ? "base64" : "utf8");
  const headers: Headers = new Map();
  for (const [name, one] of Object.entries(single ?? {})) headers.set(name.toLowerCase(), [one]);
  if (protocol === "rest") {
    for (const [name, values] of Object.entries(multiValueHeaders ?? {})) {
      headers.set(name.toLowerCase(), values);
    }
  } else if (cookies && cookies.length > 0) {
    headers.set("set-cookie", cookies);
  }
  headers.delete("transfer-encoding");
  headers.delete("connection");
  headers.set("content-length", [String(bytes.length)]);
  if (!headers.has("content-type")) headers.set("content-type", ["application/json"]);
  return { status: statusCode, headers, body: bytes };
}

function jsonOf(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}
