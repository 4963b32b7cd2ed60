import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import type { LambdaRuntime } from "../../services/contract";
import { bundle } from "../internal/bundle";
import { ArgumentError } from "../internal/errors";
import { sendTraces, writeLogs } from "../internal/permissions";
import { createServiceRole } from "../internal/policyDocument";
import { sizeFaults } from "../internal/serviceFaults";
import { createLogGroup } from "../observability/logGroup";
import { environmentOf, statementsOf, type WorkloadArgs } from "./workload";

export interface FunctionServiceArgs extends WorkloadArgs {
  readonly runtime: LambdaRuntime;
}

/** Name of the alias that receives traffic. */
const aliasName = "live";

/**
 * A service on AWS Lambda behind the ingress: Node.js 24 on ARM64, bundled by esbuild,
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
          ...statementsOf(args),
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
    args.ingress.routeToFunction(args.routes, {
      name,
      functionName: fn.name,
      aliasName: alias.name,
      aliasArn: alias.arn,
      aliasInvokeArn: alias.invokeArn,
      parent: this,
    });

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
    const { runtime } = this.#args;
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
        environment: { variables: environmentOf(this.#name, this.#args) },
        tracingConfig: { mode: "Active" },
        loggingConfig: { logFormat: "JSON", logGroup: logGroupName },
      },
      { parent: this },
    );
  }
}
