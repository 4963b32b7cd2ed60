import * as z from "zod";

/** An HTTP request, whoever handed it to the function. */
export interface HttpEvent {
  readonly method: string;
  readonly path: string;
  /** Query string as sent, still percent-encoded, without the question mark. */
  readonly query: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer | undefined;
  /** True when the caller expects `multiValueHeaders` in the answer. */
  readonly multiValue: boolean;
}

const singleValues = z.record(z.string(), z.string().nullish()).nullish();
const multiValues = z.record(z.string(), z.array(z.string()).nullish()).nullish();
const bodyFields = {
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().default(false),
};

/** Load balancer, and API Gateway payload format 1.0. They differ in `requestContext.elb` alone. */
const version1Event = z.object({
  ...bodyFields,
  httpMethod: z.string(),
  path: z.string(),
  headers: singleValues,
  multiValueHeaders: multiValues,
  queryStringParameters: singleValues,
  multiValueQueryStringParameters: multiValues,
  requestContext: z.object({ elb: z.looseObject({}).optional() }),
});

/** API Gateway payload format 2.0, and function URLs. */
const version2Event = z.object({
  ...bodyFields,
  rawPath: z.string(),
  rawQueryString: z.string(),
  headers: singleValues,
  cookies: z.array(z.string()).optional(),
  requestContext: z.object({ http: z.object({ method: z.string() }) }),
});

/**
 * Reads an event of a load balancer or of API Gateway.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 *
 * @throws Error when it is an event of something else
 */
export function parseEvent(event: unknown): HttpEvent {
  const version1 = version1Event.safeParse(event);
  if (version1.success) {
    return fromVersion1(version1.data);
  }
  const version2 = version2Event.safeParse(event);
  if (version2.success) {
    return fromVersion2(version2.data);
  }
  const keys = typeof event === "object" && event !== null ? Object.keys(event).join(", ") : "";
  throw new Error(
    "This function answers HTTP events of a load balancer or API Gateway; " +
      `got an event with ${keys === "" ? "no keys" : `the keys ${keys}`}. ` +
      "Check what invokes the function.",
  );
}

function fromVersion1(event: z.infer<typeof version1Event>): HttpEvent {
  // A load balancer passes names and values as they were sent; API Gateway decodes them.
  const encode = event.requestContext.elb === undefined ? encodeURIComponent : asSent;
  const parameters = pairs(event.multiValueQueryStringParameters, event.queryStringParameters);
  return {
    method: event.httpMethod,
    path: event.path,
    query: parameters.map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&"),
    headers: pairs(event.multiValueHeaders, event.headers),
    body: bodyOf(event),
    multiValue: event.multiValueHeaders !== undefined && event.multiValueHeaders !== null,
  };
}

function fromVersion2(event: z.infer<typeof version2Event>): HttpEvent {
  const cookies = event.cookies ?? [];
  const cookie = cookies.length === 0 ? [] : [["cookie", cookies.join("; ")] as const];
  return {
    method: event.requestContext.http.method,
    path: event.rawPath,
    query: event.rawQueryString,
    headers: [...pairs(undefined, event.headers), ...cookie],
    body: bodyOf(event),
    multiValue: false,
  };
}

/** Name and value pairs: from the multi-value form when the event has it. */
function pairs(
  multi: z.infer<typeof multiValues>,
  single: z.infer<typeof singleValues>,
): [name: string, value: string][] {
  if (multi !== undefined && multi !== null) {
    return Object.entries(multi).flatMap(([name, values]) =>
      (values ?? []).map((value): [string, string] => [name, value]),
    );
  }
  return Object.entries(single ?? {}).flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value]] : [],
  );
}

function bodyOf(event: { body?: string | null; isBase64Encoded: boolean }): Buffer | undefined {
  return typeof event.body === "string"
    ? Buffer.from(event.body, event.isBase64Encoded ? "base64" : "utf8")
    : undefined;
}

function asSent(text: string): string {
  return text;
}
