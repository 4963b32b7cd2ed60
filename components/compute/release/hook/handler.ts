/** The smoke test as a Lambda function, which ECS calls after the test traffic has moved. */
import { type HookAnswer, smokeTest } from "./smokeTest";

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`the smoke test needs the variable ${name}`);
  return value;
}

export function handler(): Promise<HookAnswer> {
  return smokeTest({
    hostname: variable("SMOKE_HOSTNAME"),
    port: Number(variable("SMOKE_PORT")),
    serverName: variable("SMOKE_SERVER_NAME"),
    path: variable("SMOKE_PATH"),
  });
}
