import * as pulumi from "@pulumi/pulumi";
import { writeLogs } from "../../internal/permissions/logs";
import {
  createServiceRole,
  type PolicyStatement,
  type ServiceRole,
} from "../../internal/policyDocument";

export interface ExecutionRoleArgs {
  readonly accountId: pulumi.Input<string>;
  /** Whose role it is, such as `the catalog service's tasks`. */
  readonly what: string;
  readonly logGroupArn: pulumi.Input<string>;
  /** What pulling the image takes, besides signing in to the registry. */
  readonly pulling: readonly PolicyStatement[];
  /** @default nothing more */
  readonly more?: readonly PolicyStatement[];
}

/** What ECS may do to start the containers. */
export function createExecutionRole(
  name: string,
  args: ExecutionRoleArgs,
  opts: pulumi.CustomResourceOptions,
): ServiceRole {
  return createServiceRole(
    `${name}-execution-role`,
    {
      service: "ecs-tasks.amazonaws.com",
      description: `Starts ${args.what}: pulls the image, writes the log`,
      sourceAccountId: args.accountId,
      statements: [
        // Authorisation tokens belong to the account, so there is no narrower resource.
        { sid: "SignInToRegistry", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
        ...args.pulling,
        {
          sid: "WriteLogs",
          actions: writeLogs,
          resources: [pulumi.interpolate`${args.logGroupArn}:log-stream:*`],
        },
        ...(args.more ?? []),
      ],
    },
    opts,
  );
}
