import * as lambda from "@pulumi/aws/lambda";
import * as lb from "@pulumi/aws/lb";
import * as pulumi from "@pulumi/pulumi";
import type { LambdaRuntime, Route } from "../../services/contract";
import { bundle } from "../internal/bundle";
import { ArgumentError } from "../internal/errors";
import { autoNameWithin } from "../internal/naming";
import { sendTraces, writeLogs } from "../internal/permissions";
import { createServiceRole, type Grant } from "../internal/policyDocument";
import { sizeFaults } from "../internal/serviceFaults";
import { createLogGroup } from "../observability/logGroup";
import type { Platform } from "./platform";

export interface FunctionServiceArgs extends Pick<Platform, "loadBalancer" | "accountId" | "logs"> {
  readonly runtime: LambdaRuntime;
  /** What the load balancer sends here. */
  readonly routes: readonly Route[];
  /** Environment and permissions from the service's links. */
  readonly grants: readonly Grant[];
}

/** Name of the alias that receives traffic. */
const aliasName = "live";

/**
 * A service on AWS Lambda behind the shared load balancer: Node.js 24 on ARM64, bundled by esbuild,
 * JSON logs, active tracing. Traffic goes to the published version behind the alias `live`.
 */
export class FunctionService extends pulumi.ComponentResource {
  readonly functionName: pulumi.Output<string>;
  readonly roleArn: pulumi.Output<string>;
  readonly aliasArn: pulumi.Output<string>;
  readonly #name: string;
  readonly #args: FunctionServiceArgs;

  constructor(name: string, args: FunctionServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:compute:FunctionService", name, {}, opts);
    const faults = sizeFaults(args.runtime);
    if (faults.length > 0) throw new ArgumentError("FunctionService", name, faults.join("; "));
    this.#name = name;
    this.#args = args;

    const logGroup = createLogGroup(`${name}-logs`, args.logs, {}, { parent: this });
    const role = createServiceRole(
      `${name}-function-role`,
      {
        service: "lambda.amazonaws.com",
        description: `What the ${name} service may do`,
        statements: [
          ...args.grants.flatMap((grant) => grant.statements),
          {
            sid: "WriteLogs",
            actions: writeLogs,
            resources: [pulumi.interpolate`${logGroup.arn}:log-stream:*`],
          },
          { sid: "SendTraces", actions: sendTraces, resources: ["*"] },
        ],
      },
      { parent: this },
    );
    const fn = this.createFunction(role.arn, logGroup.name);
    const alias = new lambda.Alias(
      `${name}-live`,
      { name: aliasName, functionName: fn.name, functionVersion: fn.version },
      { parent: this },
    );
    this.connect(fn, alias);

    this.functionName = fn.name;
    this.roleArn = role.arn;
    this.aliasArn = alias.arn;
    this.registerOutputs({
      functionName: this.functionName,
      roleArn: this.roleArn,
      aliasArn: this.aliasArn,
    });
  }

  private createFunction(
    roleArn: pulumi.Output<string>,
    logGroupName: pulumi.Output<string>,
  ): lambda.Function {
    const { runtime, grants } = this.#args;
    const code = bundle({ entry: `services/${this.#name}/lambda.ts`, fileName: "index.js" });
    return new lambda.Function(
      `${this.#name}-function`,
      {
        runtime: "nodejs24.x",
        architectures: ["arm64"],
        handler: "index.handler",
        code: new pulumi.asset.FileArchive(code.directory),
        role: roleArn,
        memorySize: runtime.memoryMiB,
        timeout: runtime.timeoutSeconds ?? 10,
        publish: true,
        environment: {
          variables: Object.assign(
            { NODE_OPTIONS: "--enable-source-maps", SERVICE_NAME: this.#name },
            ...grants.map((grant) => grant.environment),
          ) as Record<string, pulumi.Input<string>>,
        },
        tracingConfig: { mode: "Active" },
        loggingConfig: { logFormat: "JSON", logGroup: logGroupName },
      },
      { parent: this },
    );
  }

  /** Lets the load balancer, and only this target group of it, invoke the alias. */
  private connect(fn: lambda.Function, alias: lambda.Alias): void {
    const { loadBalancer, routes, accountId } = this.#args;
    const name = this.#name;
    const targetGroup = new lb.TargetGroup(
      autoNameWithin(`${name}-targets`, 32),
      { targetType: "lambda" },
      { parent: this },
    );
    const permission = new lambda.Permission(
      `${name}-from-load-balancer`,
      {
        action: "lambda:InvokeFunction",
        principal: "elasticloadbalancing.amazonaws.com",
        function: fn.name,
        qualifier: alias.name,
        sourceArn: targetGroup.arn,
        sourceAccount: accountId,
      },
      { parent: this },
    );
    const attachment = new lb.TargetGroupAttachment(
      `${name}-target`,
      { targetGroupArn: targetGroup.arn, targetId: alias.arn },
      { parent: this, dependsOn: permission },
    );
    // Requests arrive once the function is registered, also when a container answered them before.
    loadBalancer.route(routes, targetGroup, { dependsOn: attachment });
  }
}
