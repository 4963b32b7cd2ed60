import { join } from "node:path";
import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import type { TestEndpoint } from "../../edge/ingress";
import { bundle } from "../../internal/bundle";
import { allowFrom, allowTo, createSecurityGroup } from "../../internal/firewall";
import { sendTraces, writeLogs } from "../../internal/permissions/logs";
import { createServiceRole } from "../../internal/policyDocument";
import { createLogGroup } from "../../observability/logGroup";
import { interfaceStatements } from "../functions/functionFirewall";
import type { Platform } from "../platform";

export interface SmokeHookArgs extends Pick<Platform, "network" | "logs" | "region" | "accountId"> {
  readonly endpoint: TestEndpoint;
  /** Path that must answer 200. */
  readonly path: string;
}

/**
 * A function that asks the new tasks for one page before any traffic moves. It reaches the load
 * balancer's test listener and nothing else, and may do nothing in AWS but write its log.
 *
 * @returns ARN of the function
 */
export function createSmokeHook(
  name: string,
  args: SmokeHookArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const { endpoint, network } = args;
  const logGroup = createLogGroup(`${name}-smoke-logs`, args.logs, {}, opts);
  const code = bundle({ entry: join(__dirname, "hook", "handler.ts"), fileName: "index.js" });
  const hook = new lambda.Function(
    `${name}-smoke-function`,
    {
      description: `Asks the new tasks of ${name} for ${args.path} before traffic moves`,
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      handler: "index.handler",
      code: new pulumi.asset.FileArchive(code.directory),
      role: createHookRole(name, args, logGroup.arn, opts),
      memorySize: 256,
      // Five attempts of five seconds, two seconds apart.
      timeout: 60,
      environment: {
        variables: {
          SMOKE_HOSTNAME: endpoint.hostname,
          SMOKE_PATH: args.path,
          SMOKE_PORT: String(endpoint.port),
          SMOKE_SERVER_NAME: endpoint.serverName,
        },
      },
      tracingConfig: { mode: "Active" },
      loggingConfig: { logFormat: "JSON", logGroup: logGroup.name },
      vpcConfig: {
        subnetIds: network.privateSubnetIds,
        securityGroupIds: [createHookFirewall(name, args, opts)],
      },
    },
    opts,
  );
  return hook.arn;
}

function createHookRole(
  name: string,
  args: SmokeHookArgs,
  logGroupArn: pulumi.Output<string>,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  return createServiceRole(
    `${name}-smoke-role`,
    {
      service: "lambda.amazonaws.com",
      description: `What the smoke test of the ${name} service may do`,
      statements: [
        {
          sid: "WriteLogs",
          actions: writeLogs,
          resources: [pulumi.interpolate`${logGroupArn}:log-stream:*`],
        },
        { sid: "SendTraces", actions: sendTraces, resources: ["*"] },
        ...interfaceStatements(args.region, args.accountId),
      ],
    },
    opts,
  ).arn;
}

/** The function reaches the test listener, and the listener lets it in. */
function createHookFirewall(
  name: string,
  { network, endpoint }: SmokeHookArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const group = createSecurityGroup(
    `${name}-smoke-security-group`,
    { vpcId: network.vpcId, description: `Smoke test of the ${name} service` },
    opts,
  );
  const rule = { port: endpoint.port, description: `Smoke test of ${name} to test listener` };
  allowTo(
    `${name}-smoke-egress`,
    {
      ...rule,
      securityGroupId: group.id,
      peer: { securityGroupId: endpoint.securityGroupId },
    },
    opts,
  );
  allowFrom(
    `${name}-smoke-ingress`,
    {
      ...rule,
      securityGroupId: endpoint.securityGroupId,
      peer: { securityGroupId: group.id },
    },
    opts,
  );
  return group.id;
}
