import * as iam from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";
import {
  discoverEndpoint,
  openSessionChannels,
  registerInstance,
  registerManagedInstance,
  serveInstance,
} from "../../internal/permissions/instances";
import { createServiceRole, type PolicyStatement } from "../../internal/policyDocument";

export interface InstanceRoleArgs {
  /** ARN of the cluster that the instances join. */
  readonly clusterArn: pulumi.Output<string>;
  readonly sessionManager: boolean;
}

export interface InstanceRole {
  readonly roleArn: pulumi.Output<string>;
  readonly profileArn: pulumi.Output<string>;
}

/**
 * Role and profile of the instances: the ECS agent works for one cluster and nothing else. Images,
 * logs and secrets come by each task's execution role. EC2 sends no source account to condition on.
 */
export function createInstanceRole(
  name: string,
  args: InstanceRoleArgs,
  opts: pulumi.CustomResourceOptions,
): InstanceRole {
  const role = createServiceRole(
    `${name}-role`,
    {
      service: "ec2.amazonaws.com",
      description: `ECS agent of the instances ${name}`,
      statements: [...agentStatements(args), ...(args.sessionManager ? sessions(args) : [])],
    },
    opts,
  );
  const profile = new iam.InstanceProfile(
    `${name}-profile`,
    { role: role.arn.apply((arn) => arn.slice(arn.lastIndexOf("/") + 1)) },
    opts,
  );
  return { roleArn: role.arn, profileArn: profile.arn };
}

function agentStatements({ clusterArn }: InstanceRoleArgs): PolicyStatement[] {
  const registered = clusterArn.apply(
    (arn) => `${arn.replace(":cluster/", ":container-instance/")}/*`,
  );
  return [
    { sid: "JoinCluster", actions: registerInstance, resources: [clusterArn] },
    {
      sid: "ServeCluster",
      actions: serveInstance,
      resources: [registered],
      conditions: { ArnEquals: { "ecs:cluster": clusterArn } },
    },
    { sid: "FindEndpoint", actions: discoverEndpoint, resources: ["*"] },
  ];
}

function sessions({ clusterArn }: InstanceRoleArgs): PolicyStatement[] {
  const instances = clusterArn.apply((arn) => {
    const [, partition = "", , region = "", account = ""] = arn.split(":");
    return `arn:${partition}:ec2:${region}:${account}:instance/*`;
  });
  return [
    { sid: "ManagedInstance", actions: registerManagedInstance, resources: [instances] },
    { sid: "SessionChannels", actions: openSessionChannels, resources: ["*"] },
  ];
}
