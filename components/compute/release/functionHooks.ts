import { join } from "node:path";
import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import type { Release } from "../../../services/contract";
import { bundle } from "../../internal/bundle";
import { invokeFunction } from "../../internal/permissions/functions";
import { sendTraces, writeLogs } from "../../internal/permissions/logs";
import { reportHook } from "../../internal/permissions/releases";
import { createServiceRole } from "../../internal/policyDocument";
import { createLogGroup, type LogSettings } from "../../observability/logGroup";
import type { FunctionHooks } from "./functionAppSpec";
import { bakeMinutesOf } from "./functionStrategy";
import { isShifting } from "./strategy";

export interface FunctionHooksArgs {
  readonly release: Release;
  readonly functionName: pulumi.Input<string>;
  readonly functionArn: pulumi.Input<string>;
  /** Longest call of the function, which the smoke test waits for. */
  readonly timeoutSeconds: number;
  readonly deploymentGroupArn: pulumi.Input<string>;
  readonly logs: LogSettings;
}

/** A function that CodeDeploy calls at one event of a deployment. */
export interface FunctionHook {
  readonly event: keyof FunctionHooks;
  readonly arn: pulumi.Output<string>;
}

interface HookSettings {
  readonly event: keyof FunctionHooks;
  readonly suffix: string;
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly variables: Readonly<Record<string, pulumi.Input<string>>>;
}

/** Seconds that a hook needs besides what it waits for. */
const ownSeconds = 30;
const longestSeconds = 900;

/**
 * The functions that CodeDeploy calls during a release: a smoke test when it is asked for, and a wait for
 * the bake time. None when there is neither.
 */
export function createFunctionHooks(
  name: string,
  args: FunctionHooksArgs,
  opts: pulumi.CustomResourceOptions,
): FunctionHook[] {
  const hooks = hooksOf(args);
  if (hooks.length === 0) return [];
  const logGroup = createLogGroup(`${name}-release-logs`, args.logs, {}, opts);
  const role = createHookRole(name, args, logGroup.arn, opts);
  const code = bundle({ entry: join(__dirname, "functionHookMain.ts"), fileName: "index.js" });
  return hooks.map(({ event, suffix, handler, timeoutSeconds, variables }) => {
    const hook = new lambda.Function(
      `${name}-${suffix}`,
      {
        description: `Called by CodeDeploy in releases of ${name}: ${event}`,
        runtime: "nodejs24.x",
        architectures: ["arm64"],
        handler,
        code: new pulumi.asset.FileArchive(code.directory),
        role: role.arn,
        memorySize: 256,
        timeout: timeoutSeconds,
        environment: { variables },
        tracingConfig: { mode: "Active" },
        loggingConfig: { logFormat: "JSON", logGroup: logGroup.name },
      },
      opts,
    );
    return { event, arn: hook.arn };
  });
}

function hooksOf({ release, functionName, timeoutSeconds }: FunctionHooksArgs): HookSettings[] {
  const smokePath = isShifting(release) ? release.smokePath : undefined;
  const bakeMinutes = bakeMinutesOf(release);
  const smokeTest: HookSettings = {
    event: "BeforeAllowTraffic",
    suffix: "smoke-test",
    handler: "index.smokeTest",
    timeoutSeconds: Math.min(timeoutSeconds + ownSeconds, longestSeconds),
    variables: { FUNCTION_NAME: functionName, SMOKE_PATH: smokePath ?? "" },
  };
  const bake: HookSettings = {
    event: "AfterAllowTraffic",
    suffix: "bake",
    handler: "index.bake",
    timeoutSeconds: bakeMinutes * 60 + ownSeconds,
    variables: { BAKE_MINUTES: String(bakeMinutes) },
  };
  return [...(smokePath === undefined ? [] : [smokeTest]), ...(bakeMinutes > 0 ? [bake] : [])];
}

function createHookRole(
  name: string,
  args: FunctionHooksArgs,
  logGroupArn: pulumi.Output<string>,
  opts: pulumi.CustomResourceOptions,
) {
  const isTested = isShifting(args.release) && args.release.smokePath !== undefined;
  return createServiceRole(
    `${name}-release-hook-role`,
    {
      service: "lambda.amazonaws.com",
      description: `What the checks of releases of ${name} may do`,
      statements: [
        { sid: "ReportOutcome", actions: reportHook, resources: [args.deploymentGroupArn] },
        ...(isTested
          ? [
              {
                sid: "CallNewVersion",
                actions: invokeFunction,
                resources: [pulumi.interpolate`${args.functionArn}:*`],
              },
            ]
          : []),
        {
          sid: "WriteLogs",
          actions: writeLogs,
          resources: [pulumi.interpolate`${logGroupArn}:log-stream:*`],
        },
        { sid: "SendTraces", actions: sendTraces, resources: ["*"] },
      ],
    },
    opts,
  );
}
