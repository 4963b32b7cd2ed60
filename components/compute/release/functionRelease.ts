import * as codedeploy from "@pulumi/aws/codedeploy";
import * as pulumi from "@pulumi/pulumi";
import type { Release, Slo } from "../../../services/contract";
import { invokeFunction } from "../../internal/permissions/functions";
import { readAlarms, shiftAlias, watchProvisioned } from "../../internal/permissions/releases";
import { createServiceRole } from "../../internal/policyDocument";
import type { LogSettings } from "../../observability/logGroup";
import type { AnsweredErrors } from "../../observability/slo/requestCounts";
import { createFunctionAlarms } from "./functionAlarms";
import type { FunctionHooks } from "./functionAppSpec";
import { createFunctionHooks, type FunctionHook } from "./functionHooks";
import { functionAlarmsOf, trafficConfig } from "./functionStrategy";

export interface FunctionReleaseArgs {
  readonly release: Release;
  /** @default 99.9 % of calls without an error, 99 % of them within a second */
  readonly slo?: Slo;
  readonly functionName: pulumi.Output<string>;
  readonly functionArn: pulumi.Output<string>;
  readonly aliasName: string;
  readonly timeoutSeconds: number;
  /** Log group of the function. */
  readonly logGroupName: pulumi.Output<string>;
  readonly logs: LogSettings;
  readonly region: string;
  readonly accountId: pulumi.Input<string>;
  /** Tells what has a fixed name from its like in other stacks of the account. */
  readonly prefix: string;
  /** SNS topic that is told of each alarm. @default none; only the release listens */
  readonly releaseTopicArn?: pulumi.Input<string>;
}

/** What a deployment of a function is started with. */
export interface FunctionRelease {
  readonly applicationName: pulumi.Output<string>;
  readonly deploymentGroupName: pulumi.Output<string>;
  readonly hooks: pulumi.Output<FunctionHooks>;
  /** Where answers of 500 and above are counted; undefined unless an alarm of the release asks. */
  readonly answered?: AnsweredErrors;
}

/**
 * CodeDeploy for one function: how its traffic moves, which alarms take it back, and who may do so.
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-steps-lambda.html
 */
export function createFunctionRelease(
  name: string,
  args: FunctionReleaseArgs,
  opts: pulumi.CustomResourceOptions,
): FunctionRelease {
  const { region, accountId } = args;
  const application = new codedeploy.Application(
    `${name}-release`,
    { computePlatform: "Lambda" },
    opts,
  );
  const { alarms, answered } = createFunctionAlarms(
    name,
    { ...args, alarms: functionAlarmsOf(args.release), topicArn: args.releaseTopicArn },
    opts,
  );
  // Written out, since the group itself needs a role that may call the hooks.
  const deploymentGroupArn = pulumi.interpolate`arn:aws:codedeploy:${region}:${accountId}:deploymentgroup:${application.name}/${args.aliasName}`;
  const hooks = createFunctionHooks(name, { ...args, deploymentGroupArn }, opts);
  const group = new codedeploy.DeploymentGroup(
    `${name}-release-group`,
    {
      appName: application.name,
      deploymentGroupName: args.aliasName,
      deploymentConfigName: createTrafficConfig(name, args, opts),
      serviceRoleArn: createReleaseRole(name, args, hooks, opts),
      deploymentStyle: { deploymentOption: "WITH_TRAFFIC_CONTROL", deploymentType: "BLUE_GREEN" },
      autoRollbackConfiguration: {
        enabled: true,
        events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
      },
      alarmConfiguration: { enabled: true, alarms: alarms.map((alarm) => alarm.name) },
    },
    opts,
  );
  return {
    applicationName: application.name,
    deploymentGroupName: group.deploymentGroupName,
    answered,
    hooks: pulumi.output(Object.fromEntries(hooks.map(({ event, arn }) => [event, arn]))),
  };
}

function createTrafficConfig(
  name: string,
  { release, prefix }: FunctionReleaseArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Input<string> {
  const config = trafficConfig(release);
  if (config.kind === "predefined") return config.name;
  const { type, percentage, interval } = config;
  const made = new codedeploy.DeploymentConfig(
    `${name}-release-steps`,
    {
      // A configuration never changes: another one has another name, and takes its place.
      deploymentConfigName: `${prefix}-${name}-${release.strategy}-${percentage}-${interval}`,
      computePlatform: "Lambda",
      trafficRoutingConfig:
        type === "TimeBasedCanary"
          ? { type, timeBasedCanary: { percentage, interval } }
          : { type, timeBasedLinear: { percentage, interval } },
    },
    opts,
  );
  return made.deploymentConfigName;
}

/**
 * The role in which CodeDeploy works: AWSCodeDeployRoleForLambdaLimited on this function, this account's
 * alarms and these hooks alone.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCodeDeployRoleForLambdaLimited.html
 */
function createReleaseRole(
  name: string,
  args: FunctionReleaseArgs,
  hooks: readonly FunctionHook[],
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const { functionArn, region, accountId } = args;
  const aliasArn = pulumi.interpolate`${functionArn}:${args.aliasName}`;
  const role = createServiceRole(
    `${name}-release-role`,
    {
      service: "codedeploy.amazonaws.com",
      description: `Lets CodeDeploy shift the traffic of the ${name} service`,
      sourceAccountId: accountId,
      statements: [
        { sid: "ShiftAlias", actions: shiftAlias, resources: [functionArn, aliasArn] },
        {
          sid: "WatchProvisionedConcurrency",
          actions: watchProvisioned,
          resources: [aliasArn, pulumi.interpolate`${functionArn}:*`],
        },
        {
          sid: "ReadAlarms",
          actions: readAlarms,
          resources: [pulumi.interpolate`arn:aws:cloudwatch:${region}:${accountId}:alarm:*`],
        },
        ...(hooks.length === 0
          ? []
          : [
              {
                sid: "CallHooks",
                actions: invokeFunction,
                resources: hooks.map((hook) => hook.arn),
              },
            ]),
      ],
    },
    opts,
  );
  return role.arn;
}
