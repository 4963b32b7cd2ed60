/** A Lambda function that runs in the emulator. */
import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import type { Invocation } from "../balancer/targets";
import type { ServiceLog } from "../log";
import type { ServiceHealth, ServiceStatus } from "../types";
import type { LambdaFunction } from "./lambdaFunctions";

export interface RunningFunctionOptions {
  readonly definition: LambdaFunction;
  readonly client: LambdaClient;
  readonly log: ServiceLog;
  /** Why Lambda could not run it, such as a role it may not assume. */
  readonly startFault?: string;
  readonly onChange: (status: ServiceStatus) => void;
}

export class RunningFunction {
  readonly #options: RunningFunctionOptions;
  #health: ServiceHealth = "healthy";
  #lastError: string | undefined;

  constructor(options: RunningFunctionOptions) {
    this.#options = options;
    if (options.startFault !== undefined) {
      this.#health = "unhealthy";
      this.#lastError = options.startFault;
    }
  }

  status(): ServiceStatus {
    const { definition } = this.#options;
    return {
      name: definition.displayName,
      runtime: "lambda",
      where: `on demand, ${definition.memoryMiB} MiB, ${definition.timeoutSeconds} s`,
      health: this.#health,
      restarts: 0,
      lastError: this.#lastError,
    };
  }

  /** Invokes it and waits for the result; its log lines go to its log file. */
  async invoke(event: object): Promise<Invocation> {
    const { definition, client, log, startFault } = this.#options;
    if (startFault !== undefined) return { kind: "failed", message: startFault };
    try {
      const output = await client.send(
        new InvokeCommand({
          FunctionName: definition.name,
          Payload: JSON.stringify(event),
          LogType: "Tail",
        }),
      );
      const lines = Buffer.from(output.LogResult ?? "", "base64").toString("utf8");
      if (lines !== "") log.write("function", `${lines.trimEnd()}\n`);
      const payload = Buffer.from(output.Payload ?? []).toString("utf8");
      if (output.FunctionError === undefined) {
        this.#become("healthy");
        return { kind: "result", payload };
      }
      return this.#failed(`${output.FunctionError}: ${payload.slice(0, 400)}`);
    } catch (error) {
      return this.#failed(error instanceof Error ? error.message : String(error));
    }
  }

  #failed(message: string): Invocation {
    this.#lastError = message;
    this.#options.log.write("function", `${message}\n`);
    this.#become("unhealthy");
    return { kind: "failed", message };
  }

  #become(health: ServiceHealth): void {
    if (this.#health === health) return;
    this.#health = health;
    this.#options.onChange(this.status());
  }
}
