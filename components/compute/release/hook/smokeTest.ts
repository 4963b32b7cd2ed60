/** Asks a service's new tasks for one page, through the load balancer's test listener. */
import type { IncomingMessage, RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";

export interface SmokeTarget {
  /** Name to connect to. */
  readonly hostname: string;
  readonly port: number;
  /** Name that the certificate must carry; the host that is asked for. */
  readonly serverName: string;
  readonly path: string;
}

export interface SmokeTestOptions {
  /** @default 5 */
  readonly attempts?: number;
  /** Milliseconds between attempts. @default 2000 */
  readonly pauseMs?: number;
  /** Milliseconds that an answer may take. @default 5000 */
  readonly timeoutMs?: number;
  /** Opens the connection. @default Node's HTTPS client */
  readonly request?: (
    options: RequestOptions & { readonly servername: string },
    onResponse: (response: IncomingMessage) => void,
  ) => ReturnType<typeof httpsRequest>;
}

/** What ECS reads: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-lifecycle-hooks.html */
export interface HookAnswer {
  readonly hookStatus: "SUCCEEDED" | "FAILED";
}

/** Passes once an answer is 200; a first answer may come from a task that is still warming up. */
export async function smokeTest(
  target: SmokeTarget,
  options: SmokeTestOptions = {},
): Promise<HookAnswer> {
  const { attempts = 5, pauseMs = 2000 } = options;
  for (let attempt = 1; attempt <= attempts; attempt++) {
    if (attempt > 1) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    const outcome = await ask(target, options).catch((error: unknown) => String(error));
    console.log(JSON.stringify({ message: "smoke test", path: target.path, attempt, outcome }));
    if (outcome === 200) return { hookStatus: "SUCCEEDED" };
  }
  return { hookStatus: "FAILED" };
}

/** Status of one answer. */
function ask(target: SmokeTarget, options: SmokeTestOptions): Promise<number> {
  const { request = httpsRequest, timeoutMs = 5000 } = options;
  const { hostname, port, path, serverName } = target;
  return new Promise((resolve, reject) => {
    const call = request(
      {
        hostname,
        port,
        path,
        servername: serverName,
        headers: { host: serverName, "user-agent": "smoke-test" },
        signal: AbortSignal.timeout(timeoutMs),
      },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    call.on("error", reject);
    call.end();
  });
}
