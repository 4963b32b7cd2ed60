/** What a service is, read from its resources on whichever runtime it was deployed to. */
import type { RuntimeKind } from "../../services/contract";
import { find, inputsOf, type Registration } from "./recordingMocks";

export interface ServiceView {
  /** Path patterns and priorities of the rules that lead to it. */
  readonly routes: readonly unknown[];
  /** Every variable of the process. */
  readonly environment: Readonly<Record<string, unknown>>;
  /** Statements that the service's own code acts under, by Sid. */
  readonly permissions: Readonly<Record<string, unknown>>;
}

interface Variable {
  readonly name: string;
  readonly value: unknown;
}

/** Set by the program on EC2 instances, and by AWS itself on every other runtime. */
const givenByAws = "AWS_REGION";

function asMapping(variables: readonly Variable[]): Record<string, unknown> {
  return Object.fromEntries(
    variables
      .filter(({ name }) => name !== givenByAws)
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, value }) => [name, value]),
  );
}

function taskEnvironment(registrations: readonly Registration[], service: string) {
  const task = find(registrations, "aws:ecs/taskDefinition:TaskDefinition", `${service}-task`);
  const [container] = inputsOf(task)["containerDefinitions"] as { environment: Variable[] }[];
  return asMapping(container?.environment ?? []);
}

function functionEnvironment(registrations: readonly Registration[], service: string) {
  const fn = find(registrations, "aws:lambda/function:Function", `${service}-function`);
  const { variables } = fn.inputs["environment"] as { variables: Record<string, unknown> };
  return asMapping(Object.entries(variables).map(([name, value]) => ({ name, value })));
}

interface PodTemplate {
  readonly template: { readonly spec: { readonly containers: readonly { env: Variable[] }[] } };
}

function podEnvironment(registrations: readonly Registration[], service: string) {
  const type = "kubernetes:apps/v1:Deployment";
  const { template } = find(registrations, type, `${service}-deployment`).inputs[
    "spec"
  ] as PodTemplate;
  return asMapping(template.spec.containers[0]?.env ?? []);
}

const environments: Readonly<
  Record<RuntimeKind, (all: readonly Registration[], service: string) => Record<string, unknown>>
> = {
  fargate: taskEnvironment,
  ec2: taskEnvironment,
  lambda: functionEnvironment,
  eks: podEnvironment,
};

const roleNames: Readonly<Record<RuntimeKind, string>> = {
  fargate: "task-role",
  ec2: "task-role",
  lambda: "function-role",
  eks: "pod-role",
};

/** What a function's own role must hold, since Lambda has no role beside it that starts it and attaches it to the VPC. */
const functionsOwn = [
  "WriteLogs",
  "SendTraces",
  "ManageInterfaces",
  "DescribeInterfaces",
  "NotFromCode",
];

function permissionsOf(
  registrations: readonly Registration[],
  service: string,
  runtime: RuntimeKind,
): Record<string, unknown> {
  const name = `${service}-${roleNames[runtime]}-policy`;
  const { policy } = inputsOf(find(registrations, "aws:iam/rolePolicy:RolePolicy", name));
  const { Statement: statements } = policy as { Statement: { readonly Sid: string }[] };
  return Object.fromEntries(
    statements
      .filter(({ Sid }) => runtime !== "lambda" || !functionsOwn.includes(Sid))
      .map((statement) => [statement.Sid, statement]),
  );
}

/** The service as it stands on `runtime`. */
export function serviceView(
  registrations: readonly Registration[],
  service: string,
  runtime: RuntimeKind,
): ServiceView {
  const routes = registrations
    .filter(({ type }) => type === "aws:lb/listenerRule:ListenerRule")
    .filter(({ name }) => name.includes(`-route-${service}-`))
    .map(({ inputs }) => ({ conditions: inputs["conditions"], priority: inputs["priority"] }));
  return {
    routes,
    environment: environments[runtime](registrations, service),
    permissions: permissionsOf(registrations, service, runtime),
  };
}
