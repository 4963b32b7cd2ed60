/** Entry of the hook functions: each exported handler is one. */
import { setTimeout as sleep } from "node:timers/promises";
import {
  CodeDeployClient,
  GetDeploymentCommand,
  PutLifecycleEventHookExecutionStatusCommand,
} from "@aws-sdk/client-codedeploy";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { targetVersionIn } from "./functionAppSpec";
import {
  bake as bakeHook,
  type HookDeps,
  type SmokeAnswer,
  smokeTest as smokeHook,
} from "./functionHook";
import { smokeEvent, statusIn } from "./functionSmokeEvent";

const codeDeploy = new CodeDeployClient();
const lambda = new LambdaClient();

/** A variable that the component sets. */
function variable(name: string): string {
  return process.env[name] ?? "";
}

async function targetVersion(deploymentId: string): Promise<string | undefined> {
  const { deploymentInfo } = await codeDeploy.send(new GetDeploymentCommand({ deploymentId }));
  if (deploymentInfo?.creator === "codeDeployRollback") return undefined;
  const version = targetVersionIn(deploymentInfo?.revision?.appSpecContent?.content);
  if (version === undefined) throw new Error(`deployment ${deploymentId} names no version`);
  return version;
}

async function request(version: string, path: string): Promise<SmokeAnswer> {
  const { FunctionError: fault, Payload } = await lambda.send(
    new InvokeCommand({
      FunctionName: variable("FUNCTION_NAME"),
      Qualifier: version,
      Payload: JSON.stringify(smokeEvent(path)),
    }),
  );
  const status = statusIn(Buffer.from(Payload ?? []).toString("utf8"));
  return fault === undefined ? { status } : { status, fault };
}

const deps: HookDeps = {
  targetVersion,
  request,
  report: async (event, status) => {
    await codeDeploy.send(
      new PutLifecycleEventHookExecutionStatusCommand({
        deploymentId: event.DeploymentId,
        lifecycleEventHookExecutionId: event.LifecycleEventHookExecutionId,
        status,
      }),
    );
  },
  sleepMs: async (milliseconds) => {
    await sleep(milliseconds);
  },
  log: (message) => {
    console.info(message);
  },
};

export const smokeTest = smokeHook(deps, variable("SMOKE_PATH"));
export const bake = bakeHook(deps, Number(variable("BAKE_MINUTES")));
