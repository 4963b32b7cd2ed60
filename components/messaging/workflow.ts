import * as sfn from "@pulumi/aws/sfn";
import * as pulumi from "@pulumi/pulumi";
import { ArgumentError } from "../internal/errors";
import { environmentName, statementName } from "../internal/naming";
import {
  deliverWorkflowLog,
  runWorkflow,
  startWorkflow,
  traceWorkflow,
} from "../internal/permissions/messaging";
import {
  createServiceRole,
  type Grant,
  type Linkable,
  type PolicyStatement,
} from "../internal/policyDocument";
import { createLogGroup, type LogSettings } from "../observability/logGroup";
import { type Definition, readDefinition, substitute } from "./workflows/definition";
import { createFailureAlarm } from "./workflows/failureAlarm";

/** What a service can do with a workflow. */
export type WorkflowVerb = "starts";

export interface WorkflowArgs {
  /** Amazon States Language in JSON, relative to the repository. */
  readonly definitionFile: string;
  /** Values for `${name}` in the texts of the definition, every one of them. @default none */
  readonly substitutions?: Readonly<Record<string, pulumi.Input<string>>>;
  /**
   * `STANDARD` runs each step exactly once, for up to a year; `EXPRESS` at least once, for up to five
   * minutes, and charges by time.
   * @default "STANDARD"
   */
  readonly type?: "STANDARD" | "EXPRESS";
  /** What its steps use; their environment variables are for services, not for workflows. @default none */
  readonly grants?: readonly Grant[];
  /** Further statements of its role, such as on a function that a step calls. @default none */
  readonly statements?: readonly PolicyStatement[];
  /** What is logged. @default "ERROR"; "ALL" for EXPRESS, which keeps no history of its own */
  readonly logLevel?: "ERROR" | "ALL";
  /** Logs also what goes into the steps and comes out, which may be personal. @default false */
  readonly logsExecutionData?: boolean;
  /** SNS topic that is told of executions that failed or ran out of time. @default no alarm */
  readonly alarmTopicArn?: pulumi.Input<string>;
  /** Tells its log group from its like in other stacks of the account, such as `shop-dev`. */
  readonly prefix: string;
  readonly accountId: pulumi.Input<string>;
  readonly logs: LogSettings;
}

/** A Step Functions state machine from a file, judged before anything is created; logged and traced. */
export class Workflow extends pulumi.ComponentResource implements Linkable<WorkflowVerb> {
  readonly arn: pulumi.Output<string>;
  readonly workflowName: pulumi.Output<string>;
  readonly roleArn: pulumi.Output<string>;
  readonly logGroupName: pulumi.Output<string>;
  readonly #name: string;
  readonly #args: WorkflowArgs;

  constructor(name: string, args: WorkflowArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:messaging:Workflow", name, {}, opts);
    this.#name = name;
    this.#args = args;
    const definition = this.definition();

    const child = { parent: this };
    // Step Functions adds each group to a policy of at most 5120 characters; this prefix spares it.
    // https://docs.aws.amazon.com/step-functions/latest/dg/bp-cwl.html
    const groupName = `/aws/vendedlogs/states/${args.prefix}-${name}`;
    const group = createLogGroup(`${name}-logs`, args.logs, { groupName }, child);
    this.roleArn = this.createRole();
    const machine = new sfn.StateMachine(
      `${name}-workflow`,
      {
        type: args.type ?? "STANDARD",
        roleArn: this.roleArn,
        definition: pulumi
          .output(args.substitutions ?? {})
          .apply((values) => JSON.stringify(substitute(definition, values))),
        loggingConfiguration: {
          level: args.logLevel ?? (args.type === "EXPRESS" ? "ALL" : "ERROR"),
          includeExecutionData: args.logsExecutionData ?? false,
          logDestination: pulumi.interpolate`${group.arn}:*`,
        },
        tracingConfiguration: { enabled: true },
      },
      child,
    );
    if (args.alarmTopicArn !== undefined) {
      const alarm = { workflow: name, stateMachineArn: machine.arn, topicArn: args.alarmTopicArn };
      createFailureAlarm(`${name}-failures-alarm`, alarm, child);
    }

    this.arn = machine.arn;
    this.workflowName = machine.name;
    this.logGroupName = group.name;
    this.registerOutputs({
      arn: this.arn,
      workflowName: this.workflowName,
      roleArn: this.roleArn,
      logGroupName: this.logGroupName,
    });
  }

  grant(verb: WorkflowVerb): Grant {
    const isExpress = this.#args.type === "EXPRESS";
    return {
      environment: { [`${environmentName(this.#name)}_WORKFLOW_ARN`]: this.arn },
      statements: [
        {
          sid: statementName(verb, this.#name, "workflow"),
          actions: [...startWorkflow, ...(isExpress ? runWorkflow : [])],
          resources: [this.arn],
        },
      ],
    };
  }

  private definition(): Definition {
    const { definitionFile, substitutions = {} } = this.#args;
    const { definition, faults } = readDefinition(definitionFile, Object.keys(substitutions));
    const all = [...nameFaults(this.#name), ...faults];
    if (definition === undefined || all.length > 0) {
      throw new ArgumentError("Workflow", this.#name, all.join("; "));
    }
    return definition;
  }

  private createRole(): pulumi.Output<string> {
    const { grants = [], statements = [], accountId } = this.#args;
    return createServiceRole(
      `${this.#name}-workflow-role`,
      {
        service: "states.amazonaws.com",
        description: `What the ${this.#name} workflow may do`,
        sourceAccountId: accountId,
        statements: [
          ...grants.flatMap((grant) => grant.statements),
          ...statements,
          { sid: "DeliverLog", actions: deliverWorkflowLog, resources: ["*"] },
          { sid: "SendTraces", actions: traceWorkflow, resources: ["*"] },
        ],
      },
      { parent: this },
    ).arn;
  }
}

/** The longest name whose role, with its endings, IAM takes. */
const longestName = 42;

function nameFaults(name: string): string[] {
  return /^[A-Za-z0-9_-]+$/.test(name) && name.length <= longestName
    ? []
    : [
        `name must be at most ${longestName} letters, digits, hyphens and underscores, got "${name}"; the role is named after it`,
      ];
}
