/**
 * The event a load balancer invokes a function with, and what it makes of the answer.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
 */
import { z } from "zod";
import { type EdgeRequest, type EdgeResponse, type Headers, firstHeader } from "../http/exchange";

/** Largest request body and largest response JSON. */
export const MAX_LAMBDA_BYTES = 1024 * 1024;

export interface AlbEvent {
  readonly requestContext: { readonly elb: { readonly targetGroupArn: string } };
  readonly httpMethod: string;
  readonly path: string;
  readonly queryStringParameters?: Readonly<Record<string, string>>;
  readonly multiValueQueryStringParameters?: Readonly<Record<string, readonly string[]>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/** Names and values stay as the client encoded them; the load balancer does not decode. */
function queryParameters(query: string): Record<string, string[]> {
  const parameters: Record<string, string[]> = {};
  for (const part of query.split("&").filter((piece) => piece !== "")) {
    const [name = ""] = part.split("=", 1);
    (parameters[name] ??= []).push(part.slice(name.length + 1));
  }
  return parameters;
}

function lastValues(all: Readonly<Record<string, readonly string[]>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(all).map(([name, values]) => [name, values.at(-1) ?? ""]),
  );
}

function isTextBody(headers: Headers): boolean {
  if (headers.has("content-encoding")) return false;
  const type = firstHeader(headers, "content-type") ?? "text/plain";
  return /^(text\/|application\/(json|javascript|xml)\b)/i.test(type);
}

export function albEvent(
  request: Omit<EdgeRequest, "body">,
  body: Buffer,
  target: { readonly targetGroupArn: string; readonly multiValueHeaders: boolean },
): AlbEvent {
  const headers = Object.fromEntries(request.headers);
  const query = queryParameters(request.query);
  const isBase64Encoded = body.length > 0 && !isTextBody(request.headers);
  return {
    requestContext: { elb: { targetGroupArn: target.targetGroupArn } },
    httpMethod: request.method,
    path: request.uri,
    ...(target.multiValueHeaders
      ? { multiValueQueryStringParameters: query, multiValueHeaders: headers }
      : { queryStringParameters: lastValues(query), headers: lastValues(headers) }),
    body: body.toString(isBase64Encoded ? "base64" : "utf8"),
    isBase64Encoded,
  };
}

const headerValue = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const resultSchema = z.object({
  statusCode: z.number().int().min(100).max(599),
  headers: z.record(z.string(), headerValue).nullish(),
  multiValueHeaders: z.record(z.string(), z.array(headerValue)).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** The response in a function's answer, or why there is none (the client then gets 502). */
export function readAlbResult(
  payload: string,
  multiValueHeaders: boolean,
): { readonly response: EdgeResponse } | { readonly fault: string } {
  if (Buffer.byteLength(payload) > MAX_LAMBDA_BYTES) {
    return { fault: "its response is larger than 1 MB" };
  }
  let json: unknown;
  try {
    json = JSON.parse(payload);
  } catch {
    return { fault: "its response is not JSON" };
  }
  const parsed = resultSchema.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return {
      fault: `its response is malformed at ${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`,
    };
  }
  const { statusCode, body, isBase64Encoded } = parsed.data;
  const bytes = Buffer.from(body ?? "", isBase64Encoded === true ? "base64" : "utf8");
  const headers: Headers = new Map();
  // Each mode reads its own field only, a frequent cause of lost headers on AWS.
  if (multiValueHeaders) {
    for (const [name, values] of Object.entries(parsed.data.multiValueHeaders ?? {})) {
      headers.set(name.toLowerCase(), values);
    }
  } else {
    for (const [name, value] of Object.entries(parsed.data.headers ?? {})) {
      headers.set(name.toLowerCase(), [value]);
    }
  }
  headers.delete("transfer-encoding");
  headers.delete("connection");
  headers.set("content-length", [String(bytes.length)]);
  if (!headers.has("content-type")) headers.set("content-type", ["application/octet-stream"]);
  return { response: { status: statusCode, headers, body: bytes } };
}
