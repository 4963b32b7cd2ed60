import * as ecs from "@pulumi/aws/ecs";
import * as ssm from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import type { Database } from "../data/database";
import type { Key } from "../data/key";
import { ArgumentError } from "../internal/errors";
import { containerCpu, fargateSizeFault } from "../internal/fargateSizes";
import { type Grant, createServiceRole } from "../internal/policyDocument";
import type { Network } from "../network/network";
import { createLogGroup, type LogSettings } from "../observability/logGroup";
import type { EcsCluster } from "./cluster";
import { type Architecture, migrateCommand } from "./image";
import { ecsMigrations } from "./migrations/ecsMigrations";
import { migrationContainer } from "./migrations/migrationContainer";
import type { MigrationRunner, RunRequest } from "./migrations/runner";
import { createExecutionRole } from "./tasks/executionRole";
import { createOutwardFirewall, type OutwardFirewall } from "./tasks/taskFirewall";
import { createTaskImage, type TaskImage } from "./tasks/taskImage";

export interface MigrationTaskArgs {
  /** Service whose `migrate.ts` and `migrations/` are run. */
  readonly service: string;
  /** Database that they change, as its master user. */
  readonly database: Database;
  readonly cluster: EcsCluster;
  readonly network: Network;
  /** Key that encrypts the image, when it is built here. */
  readonly key: Key;
  readonly logs: LogSettings;
  /** Tells what has a fixed name from its like in other stacks of the account, such as `shop-dev`. */
  readonly prefix: string;
  readonly region: string;
  readonly accountId: pulumi.Input<string>;
  /** The service's own image. @default one that is built from its folder, for a service without an image */
  readonly image?: TaskImage;
  /** What is run in the image. @default node migrate.js */
  readonly command?: readonly string[];
  /** Processor that the image is built for. @default "arm64" */
  readonly architecture?: Architecture;
  /** Memory in MiB, which Fargate pairs with a CPU size. @default 512 */
  readonly memoryMiB?: number;
  /** Has the migration write the first data. @default false */
  readonly seedData?: boolean;
  /** Minutes until an update gives up waiting, 1 to 360. @default 30 */
  readonly limitMinutes?: number;
  /** @default ECS in `region`, with the credentials that the environment has */
  readonly runner?: MigrationRunner;
}

/** Tag by which a task definition says that its task runs once, and not in a service. */
export const oneOffTag = { key: "microservices:one-off", value: "migration" } as const;

const defaults = { memoryMiB: 512, limitMinutes: 30 };

/**
 * Brings a database to the form that a release needs, before the release: a task on Fargate with the
 * service's image, which may sign in to that database and nothing else. Whatever depends on the component
 * waits until the task has ended well; when it fails, the update fails and the release does not begin.
 *
 * It runs while an update is made and never in a preview, and only when the image, or how it is run, is
 * not what it was when a migration last ended well: a parameter in Systems Manager keeps that.
 */
export class MigrationTask extends pulumi.ComponentResource {
  readonly taskDefinitionArn: pulumi.Output<string>;
  readonly taskRoleArn: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  readonly logGroupName: pulumi.Output<string>;
  /** Parameter with what was last run, as `aws ecs run-task --cli-input-json` takes it. */
  readonly parameterName: pulumi.Output<string>;
  readonly #name: string;
  readonly #args: MigrationTaskArgs;

  constructor(name: string, args: MigrationTaskArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:compute:MigrationTask", name, {}, opts);
    const grant = args.database.grant("administers");
    const faults = migrationFaults(args, grant);
    if (faults.length > 0) throw new ArgumentError("MigrationTask", name, faults.join("; "));
    this.#name = name;
    this.#args = args;

    const child = { parent: this };
    const firewall = createOutwardFirewall(
      name,
      { ...args, grants: [grant], description: `Migrations of the ${args.service} service` },
      child,
    );
    const logGroup = createLogGroup(`${name}-logs`, args.logs, {}, child);
    const role = createServiceRole(
      `${name}-task-role`,
      {
        service: "ecs-tasks.amazonaws.com",
        description: `What the migrations of the ${args.service} service may do`,
        sourceAccountId: args.accountId,
        statements: grant.statements,
      },
      child,
    );
    const task = this.createTask(grant, role.arn, logGroup.name, logGroup.arn);
    const parameter = this.createMark(task.arn, firewall);

    this.taskDefinitionArn = task.arn;
    this.taskRoleArn = role.arn;
    this.securityGroupId = firewall.group.id;
    this.logGroupName = logGroup.name;
    this.parameterName = parameter.name;
    this.registerOutputs({
      taskDefinitionArn: this.taskDefinitionArn,
      taskRoleArn: this.taskRoleArn,
      securityGroupId: this.securityGroupId,
      logGroupName: this.logGroupName,
      parameterName: this.parameterName,
    });
  }

  private createTask(
    grant: Grant,
    taskRoleArn: pulumi.Output<string>,
    logGroupName: pulumi.Output<string>,
    logGroupArn: pulumi.Output<string>,
  ): ecs.TaskDefinition {
    const { service, region, prefix, architecture = "arm64" } = this.#args;
    const name = this.#name;
    const child = { parent: this };
    const memoryMiB = this.#args.memoryMiB ?? defaults.memoryMiB;
    const image = this.#args.image ?? this.buildImage();
    const executionRole = createExecutionRole(
      name,
      {
        ...this.#args,
        what: `the migrations of the ${service} service`,
        logGroupArn,
        pulling: image.statements,
      },
      child,
    );
    const container = migrationContainer({
      ...{ name, region, logGroupName },
      image: image.uri,
      command: this.#args.command ?? migrateCommand,
      environment: {
        NODE_OPTIONS: "--enable-source-maps",
        SERVICE_NAME: service,
        SEED_DATA: String(this.#args.seedData ?? false),
        ...grant.environment,
      },
    });
    return new ecs.TaskDefinition(
      `${name}-task`,
      {
        family: `${prefix}-${name}`,
        requiresCompatibilities: ["FARGATE"],
        networkMode: "awsvpc",
        cpu: String(containerCpu({ kind: "fargate", memoryMiB })),
        memory: String(memoryMiB),
        runtimePlatform: {
          cpuArchitecture: architecture === "arm64" ? "ARM64" : "X86_64",
          operatingSystemFamily: "LINUX",
        },
        taskRoleArn,
        executionRoleArn: executionRole.arn,
        containerDefinitions: pulumi.jsonStringify([container]),
        tags: { [oneOffTag.key]: oneOffTag.value },
      },
      child,
    );
  }

  private buildImage(): TaskImage {
    const { service, key, architecture } = this.#args;
    const entry = `services/${service}/main.ts`;
    return createTaskImage(
      this.#name,
      { key, architecture, migrates: true, image: { kind: "build", entry } },
      { parent: this },
    );
  }

  /**
   * What was last run. Before the engine writes another value it has it run, and when that fails it writes
   * nothing, so that the next update tries again.
   * https://www.pulumi.com/docs/iac/concepts/options/hooks/
   */
  private createMark(
    taskDefinition: pulumi.Output<string>,
    firewall: OutwardFirewall,
  ): ssm.Parameter {
    const { cluster, network, database, prefix, service } = this.#args;
    const request = {
      cluster: cluster.arn,
      taskDefinition,
      launchType: "FARGATE",
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: network.privateSubnetIds,
          securityGroups: [firewall.group.id],
          assignPublicIp: "DISABLED",
        },
      },
    };
    const run = new pulumi.ResourceHook(`${this.#name}-run`, ({ newInputs }) =>
      this.run(requestOf(newInputs)),
    );
    return new ssm.Parameter(
      `${this.#name}-run`,
      {
        name: `/${prefix}/${this.#name}`,
        description: `Migration of the ${service} service that ended well last: input of aws ecs run-task`,
        type: "String",
        // Nothing in it is secret, and a preview shall show what changes.
        insecureValue: pulumi.jsonStringify(request),
      },
      {
        parent: this,
        // The task needs the firewall's rules, and the database a writer.
        dependsOn: [database, ...firewall.rules],
        hooks: { beforeCreate: [run], beforeUpdate: [run] },
      },
    );
  }

  private async run(request: RunRequest): Promise<void> {
    const { region, runner = ecsMigrations({ region }), limitMinutes } = this.#args;
    await runner.runMigration(
      { name: this.#name, request, limitMinutes: limitMinutes ?? defaults.limitMinutes },
      (progress) => pulumi.log.info(progress, this, undefined, true),
    );
  }
}

/** What the engine is about to write. */
function requestOf(inputs: unknown): RunRequest {
  const { insecureValue } = inputs as { readonly insecureValue: string };
  return JSON.parse(insecureValue) as RunRequest;
}

/** One sentence for each fault. */
function migrationFaults(args: MigrationTaskArgs, grant: Grant): string[] {
  const { memoryMiB = defaults.memoryMiB, limitMinutes = defaults.limitMinutes, command } = args;
  const size = fargateSizeFault(containerCpu({ kind: "fargate", memoryMiB }), memoryMiB);
  const namesUsers = Object.keys(grant.environment).some((variable) =>
    variable.endsWith("_READER"),
  );
  return [
    ...(namesUsers
      ? []
      : [
          `database must let services sign in by IAM, as the users that migrations make, got one that they sign in to with the master user's secret; set its signIn to "iam"`,
        ]),
    ...(size === undefined ? [] : [size]),
    ...(Number.isInteger(limitMinutes) && limitMinutes >= 1 && limitMinutes <= 360
      ? []
      : [`limitMinutes must be a whole number from 1 to 360, got ${limitMinutes}`]),
    ...(command?.length === 0
      ? ["command must name a program, got none; leave it out for node migrate.js"]
      : []),
  ];
}
