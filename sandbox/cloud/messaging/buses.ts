/** EventBridge buses, rules and targets as the state declares them, and how the emulator is brought there. */
import {
  CreateEventBusCommand,
  DeleteEventBusCommand,
  DeleteRuleCommand,
  DescribeEventBusCommand,
  type EventBridgeClient,
  ListEventBusesCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  type RuleState,
  type Target as EmulatorTarget,
} from "@aws-sdk/client-eventbridge";
import { z } from "zod";
import { failedWith } from "../clients";
import type { DeployedStack } from "../state/deployedStack";
import { plainEndpoint } from "./deliveries";

const busSchema = z.object({ name: z.string() });
const ruleSchema = z.object({
  name: z.string(),
  arn: z.string(),
  eventBusName: z.string().default("default"),
  eventPattern: z.string().optional(),
  scheduleExpression: z.string().optional(),
  state: z.string().default("ENABLED"),
});
const targetSchema = z.object({
  rule: z.string(),
  eventBusName: z.string().default("default"),
  targetId: z.string(),
  arn: z.string(),
  input: z.string().optional(),
  inputPath: z.string().optional(),
  inputTransformer: z
    .object({
      inputPaths: z.record(z.string(), z.string()).optional(),
      inputTemplate: z.string(),
    })
    .optional(),
  sqsTarget: z.object({ messageGroupId: z.string().optional() }).optional(),
});

export type Rule = z.infer<typeof ruleSchema>;
export type RuleTarget = z.infer<typeof targetSchema>;

/** Names of the stack's own buses. */
export function readBuses(stack: DeployedStack): string[] {
  return stack
    .ofType("aws:cloudwatch/eventBus:EventBus", busSchema)
    .map(({ properties }) => properties.name);
}

export function readRules(stack: DeployedStack): Rule[] {
  return stack
    .ofType("aws:cloudwatch/eventRule:EventRule", ruleSchema)
    .map(({ properties }) => properties);
}

export function readTargets(stack: DeployedStack): RuleTarget[] {
  return stack
    .ofType("aws:cloudwatch/eventTarget:EventTarget", targetSchema)
    .map(({ properties }) => properties);
}

/** The target as the EventBridge API takes it. Retries and dead-letter queues of targets stay on AWS. */
function emulatorTarget(target: RuleTarget): EmulatorTarget {
  const { inputTransformer, sqsTarget } = target;
  return {
    Id: target.targetId,
    Arn: plainEndpoint(target.arn),
    Input: target.input,
    InputPath: target.inputPath,
    InputTransformer: inputTransformer && {
      InputPathsMap: inputTransformer.inputPaths,
      InputTemplate: inputTransformer.inputTemplate,
    },
    SqsParameters: sqsTarget && { MessageGroupId: sqsTarget.messageGroupId },
  };
}

async function removeTargets(
  client: EventBridgeClient,
  rule: { readonly Rule: string; readonly EventBusName: string },
  keep: ReadonlySet<string>,
): Promise<void> {
  const { Targets = [] } = await client.send(new ListTargetsByRuleCommand(rule));
  const Ids = Targets.flatMap(({ Id = "" }) => (keep.has(Id) ? [] : [Id]));
  if (Ids.length > 0) await client.send(new RemoveTargetsCommand({ ...rule, Ids }));
}

async function removeRules(
  client: EventBridgeClient,
  EventBusName: string,
  keep: ReadonlySet<string>,
): Promise<void> {
  const { Rules = [] } = await client.send(new ListRulesCommand({ EventBusName }));
  for (const { Name = "" } of Rules) {
    if (keep.has(Name)) continue;
    await removeTargets(client, { Rule: Name, EventBusName }, new Set());
    await client.send(new DeleteRuleCommand({ Name, EventBusName }));
  }
}

async function createBus(client: EventBridgeClient, Name: string): Promise<void> {
  try {
    await client.send(new DescribeEventBusCommand({ Name }));
  } catch (error) {
    if (!failedWith(error, "ResourceNotFoundException")) throw error;
    await client.send(new CreateEventBusCommand({ Name }));
  }
}

async function applyRule(
  client: EventBridgeClient,
  rule: Rule,
  targets: readonly RuleTarget[],
): Promise<void> {
  const { name, eventBusName: EventBusName } = rule;
  await client.send(
    new PutRuleCommand({
      Name: name,
      EventBusName,
      EventPattern: rule.eventPattern,
      ScheduleExpression: rule.scheduleExpression,
      // The state holds one of the SDK's own values, as text.
      State: rule.state as RuleState,
    }),
  );
  const own = targets.filter(
    (target) => target.rule === name && target.eventBusName === EventBusName,
  );
  const Ids = new Set(own.map(({ targetId }) => targetId));
  await removeTargets(client, { Rule: name, EventBusName }, Ids);
  for (const target of own) {
    const Targets = [emulatorTarget(target)];
    await client.send(new PutTargetsCommand({ Rule: name, EventBusName, Targets }));
  }
}

/** Buses, rules and targets that left the state are deleted. */
export async function applyBuses(
  client: EventBridgeClient,
  buses: readonly string[],
  rules: readonly Rule[],
  targets: readonly RuleTarget[],
): Promise<void> {
  const { EventBuses = [] } = await client.send(new ListEventBusesCommand({}));
  for (const { Name = "default" } of EventBuses) {
    const own = rules.filter(({ eventBusName }) => eventBusName === Name);
    await removeRules(client, Name, new Set(own.map(({ name }) => name)));
    if (Name === "default" || buses.includes(Name)) continue;
    await client.send(new DeleteEventBusCommand({ Name }));
  }
  for (const bus of buses) await createBus(client, bus);
  for (const rule of rules) await applyRule(client, rule, targets);
}
