import { randomUUID } from "node:crypto";

/**
 * The id under which a request is logged: the trace's root id when the load balancer or API Gateway
 * set one, otherwise a new UUID. Anything that does not look like a trace id is ignored, because
 * a caller can send the header too.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html
 */
export function requestIdOf(traceHeader: string | undefined): string {
  const root = /(?:^|;)\s*Root=(1-[0-9a-f]{8}-[0-9a-f]{24})(?:;|$)/i.exec(traceHeader ?? "");
  return root?.[1] ?? randomUUID();
}
