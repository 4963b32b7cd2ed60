import type { Context, MiddlewareHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import type { AppEnv } from "../app";
import { HttpError } from "../errors";
import { requestIdOf } from "../requestId";
import { routeOf } from "../route";
import { errorTypeOf, type SpanAttributes, type Tracing } from "../tracing";

/** Methods that are told as they are; any other word is a caller's. */
const knownMethods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/**
 * Gives each request its id and, except for those to `unseen`, a span by OpenTelemetry's conventions. The
 * path and the query, which these ask for too, hold a customer's data and stay out.
 * https://opentelemetry.io/docs/specs/semconv/http/http-spans/
 */
export function requestSpans(tracing: Tracing, unseen: string): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const traceHeader = c.req.header("x-amzn-trace-id");
    if (c.req.path === unseen) {
      c.set("requestId", requestIdOf(traceHeader));
      return next();
    }
    const traceParent = c.req.header("traceparent");
    await tracing.serve({ ...described(c), traceHeader, traceParent }, async (span) => {
      c.set("requestId", span.traceId ?? requestIdOf(traceHeader));
      await next();
      const { status } = c.res;
      span.set({ "http.response.status_code": status });
      if (status >= 500) span.fail(failureOf(c.error, status));
    });
  };
}

function described(c: Context): { readonly name: string; readonly attributes: SpanAttributes } {
  const method = knownMethods.has(c.req.method) ? c.req.method : "_OTHER";
  const word = method === "_OTHER" ? "HTTP" : method;
  const route = routeOf(c);
  return route === undefined
    ? { name: word, attributes: { "http.request.method": method } }
    : {
        name: `${word} ${route}`,
        attributes: { "http.request.method": method, "http.route": route },
      };
}

/** An error that is made for its status says no more than that. */
function failureOf(error: Error | undefined, status: number): string {
  return error === undefined || error instanceof HttpError || error instanceof HTTPException
    ? String(status)
    : errorTypeOf(error);
}
