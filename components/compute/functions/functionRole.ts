import * as pulumi from "@pulumi/pulumi";
import { sendTraces, writeLogs } from "../../internal/permissions/logs";
import { createServiceRole } from "../../internal/policyDocument";
import { connectionsOf, statementsOf, type WorkloadArgs } from "../workload";
import type { EventSource } from "./eventSource";
import type { FailureQueue } from "./failureQueue";
import { interfaceStatements } from "./functionFirewall";
import { sourceStatements } from "./sourceStatements";

export interface FunctionRoleArgs extends Pick<WorkloadArgs, "grants" | "region" | "accountId"> {
  readonly eventSources?: readonly EventSource[];
  readonly logGroupArn: pulumi.Output<string>;
  /** Undefined when no source needs one. */
  readonly failures: FailureQueue | undefined;
}

/**
 * The role that a function acts in: what its links allow, its log and traces, and what Lambda does in the
 * function's name, which is reading its sources, keeping failures and attaching it to the VPC.
 */
export function createFunctionRole(
  name: string,
  args: FunctionRoleArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const { region, accountId, failures, eventSources = [] } = args;
  const role = createServiceRole(
    `${name}-function-role`,
    {
      service: "lambda.amazonaws.com",
      description: `What the ${name} service may do`,
      statements: [
        ...statementsOf(args),
        ...eventSources.flatMap((source) => sourceStatements(source, region)),
        ...(failures?.statements ?? []),
        ...(connectionsOf(args).length > 0 ? interfaceStatements(region, accountId) : []),
        {
          sid: "WriteLogs",
          actions: writeLogs,
          resources: [pulumi.interpolate`${args.logGroupArn}:log-stream:*`],
        },
        { sid: "SendTraces", actions: sendTraces, resources: ["*"] },
      ],
    },
    opts,
  );
  return role.arn;
}
