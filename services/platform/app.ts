import { Hono, type Context, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { timeout } from "hono/timeout";
import type { Clock } from "./clock";
import { describeFailure, type ErrorBody, HttpError } from "./errors";
import { errorFields, type Logger } from "./logger";
import { routeOf } from "./route";
import { noTracing, type Tracing } from "./tracing";
import { requestSpans } from "./tracing/requests";

/** Path that load balancers ask; see {@link createApp}. */
export const healthPath = "/health";

/** Largest request body taken, in bytes. No request of these services needs a tenth of it. */
const maxBodyBytes = 16 * 1024;

export interface AppDeps {
  readonly logger: Logger;
  readonly clock: Clock;
  /** True once the process has been told to stop. @default never */
  readonly isDraining?: () => boolean;
  /**
   * Longest a request may take; then the caller gets 504. The default is below the 10 s after
   * which the functions are cut off, so that there is an answer.
   *
   * @default 8000
   */
  readonly requestTimeoutMs?: number;
  /** Spans of the requests. @default none */
  readonly tracing?: Tracing;
}

/** Values that travel with a request. */
export interface AppEnv {
  Variables: { requestId: string };
}

export type App = Hono<AppEnv>;

/**
 * An application with everything the services have in common: request log, one error shape, limits
 * and the health route. The caller adds its own routes.
 *
 * `/health` says that the process can take requests: 200, or 503 while it drains. It does not ask
 * DynamoDB: a failing dependency would otherwise have every task replaced at once, which repairs
 * nothing. https://aws.amazon.com/builders-library/implementing-health-checks/
 */
export function createApp(deps: AppDeps): App {
  const { logger, clock, isDraining = () => false, requestTimeoutMs = 8_000 } = deps;
  const app: App = new Hono<AppEnv>();
  app.use(requestSpans(deps.tracing ?? noTracing, healthPath));
  app.use(requestLog(logger, clock));
  app.use(timeout(requestTimeoutMs));
  app.use(bodyLimit({ maxSize: maxBodyBytes, onError: refuseBody }));
  app.get(healthPath, (c) =>
    isDraining() ? c.json({ status: "draining" }, 503) : c.json({ status: "ok" }),
  );
  app.notFound((c) => respond(c, 404, "no such route"));
  app.onError((error, c) => {
    const { status, message, unexpected } = describeFailure(error);
    if (unexpected) {
      logger.error("request failed", { requestId: c.get("requestId"), ...errorFields(error) });
    }
    if (status === 503) {
      c.header("retry-after", "1");
    }
    return respond(c, status, message);
  });
  return app;
}

function respond(c: Context, code: HttpError["status"], message: string): Response {
  const body: ErrorBody = { code, message };
  return c.json(body, code);
}

function refuseBody(): never {
  throw new HttpError(413, `the body must have at most ${maxBodyBytes} bytes`);
}

/** One line per request. The route is logged as declared, because a path holds the customer's id. */
function requestLog(logger: Logger, clock: Clock): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const startedAt = clock();
    const requestId = c.get("requestId");
    await next();
    c.header("x-request-id", requestId);
    c.header("cache-control", "no-store");
    c.header("x-content-type-options", "nosniff");
    const route = routeOf(c);
    // A load balancer asks several times a minute; only an unusual answer is news.
    if (route === healthPath && c.res.ok) {
      return;
    }
    const { method } = c.req;
    logger.info("request", {
      requestId,
      method,
      route: route ?? "(none)",
      status: c.res.status,
      ms: clock() - startedAt,
    });
  };
}
