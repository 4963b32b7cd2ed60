import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import type { LambdaRuntime } from "../../services/contract";
import { bundle } from "../internal/bundle";
import { ArgumentError } from "../internal/errors";
import { createLogGroup } from "../observability/logGroup";
import type { MonitoredFunction } from "../observability/monitoredService";
import type { AnsweredErrors } from "../observability/slo/requestCounts";
import { type EventSource, needsFailureQueue } from "./functions/eventSource";
import { createEventSources } from "./functions/eventSources";
import { createFailureQueue, type FailureQueue } from "./functions/failureQueue";
import { functionFaults } from "./functions/functionFaults";
import { createFunctionFirewall } from "./functions/functionFirewall";
import { createFunctionRole } from "./functions/functionRole";
import { defaultTimeoutSeconds, type FunctionSettings } from "./functions/functionSettings";
import { createProvisionedConcurrency } from "./functions/provisionedConcurrency";
import { codeDeployReleases } from "./release/codeDeployReleases";
import { deployedVersion } from "./release/functionFollower";
import { createFunctionRelease } from "./release/functionRelease";
import { deploymentMinutes, isDeployed } from "./release/functionStrategy";
import { releaseFaults, sloFaults } from "./release/releaseFaults";
import { defaultRelease } from "./release/strategy";
import { connectionsOf, environmentOf, type WorkloadArgs } from "./workload";

export interface FunctionServiceArgs extends WorkloadArgs, FunctionSettings {
  readonly runtime: LambdaRuntime;
  /** What calls the function besides requests. @default nothing */
  readonly eventSources?: readonly EventSource[];
}

/** Name of the alias that receives traffic. */
const aliasName = "live";

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const maxPackageMiB = 50;

/**
 * A service on AWS Lambda: Node.js 24 on ARM64, bundled by esbuild, JSON logs, active tracing, in the VPC
 * only when a link leads there. Requests, queues, streams, events and schedules all reach the published
 * version behind the alias `live`; a release that is not rolling moves it by CodeDeploy.
 */
export class FunctionService extends pulumi.ComponentResource {
  readonly functionName: pulumi.Output<string>;
  readonly roleArn: pulumi.Output<string>;
  readonly aliasArn: pulumi.Output<string>;
  /** The version that answers, known once its release has succeeded. */
  readonly version: pulumi.Output<string>;
  /** Queue of calls and records that failed for good; none without a stream, bus or schedule. */
  readonly failureQueueUrl?: pulumi.Output<string>;
  /** How CloudWatch knows the function, for alarms and dashboards. */
  readonly monitored: MonitoredFunction;
  readonly #name: string;
  readonly #args: FunctionServiceArgs;

  constructor(name: string, args: FunctionServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:compute:FunctionService", name, {}, opts);
    this.#name = name;
    this.#args = args;
    this.check();

    const child = { parent: this };
    const sources = args.eventSources ?? [];
    const failures = sources.some(needsFailureQueue)
      ? createFailureQueue(`${name}-failures`, args, child)
      : undefined;
    const logGroup = createLogGroup(`${name}-logs`, args.logs, {}, child);
    const roleArn = createFunctionRole(
      name,
      { ...args, logGroupArn: logGroup.arn, failures },
      child,
    );
    const fn = this.createFunction(roleArn, logGroup.name);
    const alias = this.createAlias(fn);
    this.connect(fn, alias, failures);

    this.functionName = fn.name;
    this.roleArn = roleArn;
    this.aliasArn = alias.arn;
    const { version, answered } = this.release(fn, alias, logGroup.name);
    this.version = version;
    this.monitored = {
      kind: "lambda",
      ...{ functionName: fn.name, aliasName, logGroupName: logGroup.name, answered },
      timeoutSeconds: args.runtime.timeoutSeconds ?? defaultTimeoutSeconds,
    };
    if (failures !== undefined) this.failureQueueUrl = failures.url;
    this.registerOutputs({
      functionName: this.functionName,
      roleArn: this.roleArn,
      aliasArn: this.aliasArn,
      version: this.version,
      ...(failures === undefined ? {} : { failureQueueUrl: failures.url }),
    });
  }

  private check(): void {
    const { release, slo, routes } = this.#args;
    const faults = [
      ...functionFaults(this.#args),
      ...releaseFaults("lambda", release, routes),
      ...sloFaults(slo),
    ];
    if (faults.length > 0)
      throw new ArgumentError("FunctionService", this.#name, faults.join("; "));
  }

  private createFunction(
    roleArn: pulumi.Output<string>,
    logGroupName: pulumi.Output<string>,
  ): lambda.Function {
    const args = this.#args;
    const name = this.#name;
    const code = bundle({
      entry: args.entry ?? `services/${name}/lambda.ts`,
      fileName: "index.js",
      maxCompressedMiB: maxPackageMiB,
    });
    return new lambda.Function(
      `${name}-function`,
      {
        runtime: args.nodeRuntime ?? "nodejs24.x",
        architectures: [args.architecture ?? "arm64"],
        handler: "index.handler",
        code: new pulumi.asset.FileArchive(code.directory),
        role: roleArn,
        memorySize: args.runtime.memoryMiB,
        timeout: args.runtime.timeoutSeconds ?? defaultTimeoutSeconds,
        publish: true,
        environment: { variables: environmentOf(name, args) },
        tracingConfig: { mode: "Active" },
        loggingConfig: {
          logFormat: "JSON",
          logGroup: logGroupName,
          applicationLogLevel: args.applicationLogLevel ?? "INFO",
          systemLogLevel: args.systemLogLevel ?? "WARN",
        },
        ...this.optionalSettings(),
      },
      { parent: this, dependsOn: [...(args.beforeRelease?.(undefined) ?? [])] },
    );
  }

  /** What only some functions have. */
  private optionalSettings(): Partial<lambda.FunctionArgs> {
    const args = this.#args;
    const { ephemeralStorageMiB: storage, reservedConcurrency: reserved } = args;
    const isInVpc = connectionsOf(args).length > 0;
    return {
      ...(storage === undefined ? {} : { ephemeralStorage: { size: storage } }),
      ...(reserved === undefined ? {} : { reservedConcurrentExecutions: reserved }),
      ...(isInVpc
        ? {
            vpcConfig: {
              subnetIds: args.network.privateSubnetIds,
              securityGroupIds: [createFunctionFirewall(this.#name, args, { parent: this })],
            },
          }
        : {}),
    };
  }

  private createAlias(fn: lambda.Function): lambda.Alias {
    const isMovedElsewhere = isDeployed(this.#args.release ?? defaultRelease);
    return new lambda.Alias(
      `${this.#name}-live`,
      { name: aliasName, functionName: fn.name, functionVersion: fn.version },
      {
        parent: this,
        // CodeDeploy moves it; an update must neither anticipate that nor move it back.
        ...(isMovedElsewhere ? { ignoreChanges: ["functionVersion", "routingConfig"] } : {}),
      },
    );
  }

  /** Lets everything that calls the function reach its alias. */
  private connect(
    fn: lambda.Function,
    alias: lambda.Alias,
    failures: FailureQueue | undefined,
  ): void {
    const name = this.#name;
    const args = this.#args;
    const child = { parent: this };
    const target = { functionName: fn.name, aliasName: alias.name, aliasArn: alias.arn };
    if (args.provisionedConcurrency !== undefined) {
      const kept = { ...args.provisionedConcurrency, ...target };
      createProvisionedConcurrency(`${name}-provisioned`, kept, child);
    }
    if (args.routes.length > 0) {
      args.ingress.routeToFunction(args.routes, {
        ...target,
        name,
        aliasInvokeArn: alias.invokeArn,
        parent: this,
      });
    }
    const eventSources = args.eventSources ?? [];
    createEventSources(name, { ...args, ...target, eventSources, failures }, child);
  }

  private release(
    fn: lambda.Function,
    alias: lambda.Alias,
    logGroupName: pulumi.Output<string>,
  ): { readonly version: pulumi.Output<string>; readonly answered?: AnsweredErrors } {
    const { release = defaultRelease, runtime, region } = this.#args;
    const releases = this.#args.functionReleases ?? codeDeployReleases({ region });
    if (!isDeployed(release)) return { version: alias.functionVersion };
    const target = { functionName: fn.name, functionArn: fn.arn };
    const timeoutSeconds = runtime.timeoutSeconds ?? defaultTimeoutSeconds;
    const made = createFunctionRelease(
      this.#name,
      { ...this.#args, ...target, release, aliasName, timeoutSeconds, logGroupName },
      { parent: this },
    );
    const version = deployedVersion({
      ...{ name: this.#name, parent: this, releases, release: made },
      ...{ functionName: fn.name, aliasName: alias.name, version: fn.version },
      waitingMinutes: deploymentMinutes(release),
    });
    return { version, ...(made.answered === undefined ? {} : { answered: made.answered }) };
  }
}
