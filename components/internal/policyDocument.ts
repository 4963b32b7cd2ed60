/** IAM policy documents from statements, and the roles that carry them. */
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import type { Watched } from "../observability/watched";

/** One statement. `Allow` unless `effect` says otherwise. */
export interface PolicyStatement {
  readonly sid: string;
  /** @default "Allow" */
  readonly effect?: "Allow" | "Deny";
  readonly actions: readonly string[];
  readonly resources: readonly pulumi.Input<string>[];
  /** Principals by type, for resource policies, such as `{ Service: "logs.amazonaws.com" }`, or `*`. */
  readonly principals?: pulumi.Input<Record<string, pulumi.Input<string>>> | "*";
  /** Condition operators, keys and values. */
  readonly conditions?: Record<string, Record<string, pulumi.Input<string | string[]>>>;
}

/** A server inside the network that a service talks to. */
export interface Connection {
  /** Name of the linked resource. */
  readonly name: string;
  /** Security group of the server. */
  readonly securityGroupId: pulumi.Input<string>;
  /** TCP port. */
  readonly port: number;
}

/** What a link gives a service: environment variables and exactly the statements behind its verb. */
export interface Grant {
  readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
  readonly statements: readonly PolicyStatement[];
  /** Servers that the service must reach. @default none; the resource is reached by AWS's APIs */
  readonly connections?: readonly Connection[];
}

/** Something a service can link to. */
export interface Linkable<Verb extends string> {
  /** What goes wrong with it, for alarms and dashboards. @default nothing that anybody could be told of */
  readonly watched?: Watched;
  /** Environment variables and permissions that `verb` gives. */
  grant(verb: Verb): Grant;
}

/** Refuses these actions to whoever comes by plain HTTP. */
export function onlyOverTls(
  actions: readonly string[],
  resources: readonly pulumi.Input<string>[],
  sid = "OnlyOverTls",
): PolicyStatement {
  return {
    sid,
    effect: "Deny",
    principals: "*",
    actions,
    resources,
    conditions: { Bool: { "aws:SecureTransport": "false" } },
  };
}

/** The JSON text of a policy document with these statements, in their order. */
export function policyDocument(statements: readonly PolicyStatement[]): pulumi.Output<string> {
  return pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: statements.map((statement) => ({
      Sid: statement.sid,
      Effect: statement.effect ?? "Allow",
      ...(statement.principals === undefined ? {} : { Principal: statement.principals }),
      Action: statement.actions,
      Resource: statement.resources,
      ...(statement.conditions === undefined ? {} : { Condition: statement.conditions }),
    })),
  });
}

export interface ServiceRoleArgs {
  /** The AWS service that assumes the role, such as `ecs-tasks.amazonaws.com`. */
  readonly service: string;
  /** What the role is for, as shown in the IAM console. */
  readonly description: string;
  readonly statements: readonly PolicyStatement[];
  /**
   * The account whose resources may make the service assume the role, against the confused deputy:
   * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
   * @default no condition, for services that send no source account
   */
  readonly sourceAccountId?: pulumi.Input<string>;
}

/** A role as its users see it. */
export interface ServiceRole {
  /**
   * ARN, known once the role may do what it is for: a task or function that starts sooner is refused
   * its image, its log or its traces, and while it lives the role keeps its policy.
   */
  readonly arn: pulumi.Output<string>;
  /** Name, by which further policies are put to the role. */
  readonly name: pulumi.Output<string>;
}

/** A role that one AWS service assumes, with one inline policy; no policy when there is nothing to allow. */
export function createServiceRole(
  name: string,
  args: ServiceRoleArgs,
  opts: pulumi.CustomResourceOptions,
): ServiceRole {
  const role = new iam.Role(
    name,
    {
      description: args.description,
      assumeRolePolicy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "AssumedByService",
            Effect: "Allow",
            Principal: { Service: args.service },
            Action: "sts:AssumeRole",
            ...(args.sourceAccountId === undefined
              ? {}
              : { Condition: { StringEquals: { "aws:SourceAccount": args.sourceAccountId } } }),
          },
        ],
      }),
    },
    opts,
  );
  if (args.statements.length === 0) return { arn: role.arn, name: role.name };
  const policy = new iam.RolePolicy(
    `${name}-policy`,
    { role: role.name, policy: policyDocument(args.statements) },
    opts,
  );
  return { arn: pulumi.all([role.arn, policy.id]).apply(([arn]) => arn), name: role.name };
}
