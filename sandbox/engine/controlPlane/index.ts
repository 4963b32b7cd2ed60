/**
 * AWS's control plane for the program, while the engine deploys. The program may ask AWS how a release
 * goes; in the sandbox it asks here, and nothing that it asks leaves this machine.
 */
import type { AddressInfo } from "node:net";
import type { StackState } from "../../cloud/types";
import type { Actions } from "./actions";
import { ecsActions } from "./ecs";
import { functionActions } from "./functions";
import { createControlPlane } from "./server";

/** Made anew for each run, since a function's release is remembered while it lasts. */
function defaultActions(): Actions {
  return { ...ecsActions, ...functionActions() };
}

/**
 * Variables of the program's process meanwhile; undefined takes one away. A profile of the user's would
 * come before the key.
 */
function programEnvironment(port: number): Record<string, string | undefined> {
  return {
    AWS_ACCESS_KEY_ID: "sandbox",
    AWS_SECRET_ACCESS_KEY: "sandbox",
    AWS_SESSION_TOKEN: undefined,
    AWS_PROFILE: undefined,
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: undefined,
  };
}

/**
 * Runs `deploy` with a control plane that reads the engine's state. The program runs in this process, so
 * its variables are this process's, and are put back afterwards.
 */
export async function withControlPlane<Result>(
  readState: () => StackState,
  deploy: () => Promise<Result>,
  actions: Actions = defaultActions(),
): Promise<Result> {
  const server = createControlPlane({ actions, readState });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  const restore = setVariables(programEnvironment(port));
  try {
    return await deploy();
  } finally {
    restore();
    server.close();
    server.closeAllConnections();
  }
}

/** Sets variables of this process, and returns what puts the old values back. */
function setVariables(variables: Readonly<Record<string, string | undefined>>): () => void {
  const before = Object.fromEntries(
    Object.keys(variables).map((name) => [name, process.env[name]] as const),
  );
  const set = (values: Readonly<Record<string, string | undefined>>): void => {
    for (const [name, value] of Object.entries(values)) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  };
  set(variables);
  return () => {
    set(before);
  };
}
