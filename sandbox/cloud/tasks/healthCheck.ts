/** Health checks as a target group declares them. */
import { z } from "zod";

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html */
export const healthCheckSchema = z.object({
  path: z.string().default("/"),
  matcher: z.string().default("200"),
  interval: z.number().default(30),
  timeout: z.number().default(5),
  healthyThreshold: z.number().default(5),
  unhealthyThreshold: z.number().default(2),
});
export type HealthCheck = z.infer<typeof healthCheckSchema>;

/** Whether a status fits a matcher such as `200`, `200,204` or `200-299`. */
export function statusMatches(matcher: string, status: number): boolean {
  return matcher.split(",").some((part) => {
    const [from, to] = part.split("-").map(Number);
    if (from === undefined) return false;
    return status >= from && status <= (to ?? from);
  });
}

/** Undefined when the target is healthy, otherwise why it is not. */
export async function checkHealth(port: number, check: HealthCheck): Promise<string | undefined> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}${check.path}`, {
      headers: { "user-agent": "ELB-HealthChecker/2.0" },
      redirect: "manual",
      signal: AbortSignal.timeout(check.timeout * 1000),
    });
    await response.body?.cancel();
    if (statusMatches(check.matcher, response.status)) return undefined;
    return `health check ${check.path} answered ${response.status}, expected ${check.matcher}`;
  } catch (error) {
    const timedOut = error instanceof Error && error.name === "TimeoutError";
    return timedOut
      ? `health check ${check.path} gave no answer within ${check.timeout} s`
      : `health check ${check.path} could not connect`;
  }
}
