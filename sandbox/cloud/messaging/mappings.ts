/** Queues and streams that Lambda reads for functions: event source mappings. */
import { type DynamoDBClient, DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import { type IAMClient, SimulatePrincipalPolicyCommand } from "@aws-sdk/client-iam";
import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingRequest,
  DeleteEventSourceMappingCommand,
  type EventSourceMappingConfiguration,
  type EventSourcePosition,
  type FunctionResponseType,
  type LambdaClient,
  UpdateEventSourceMappingCommand,
  paginateListEventSourceMappings,
} from "@aws-sdk/client-lambda";
import { z } from "zod";
import { type LambdaFunction, unqualifiedArn } from "../functions/lambdaFunctions";
import type { DeployedStack } from "../state/deployedStack";

const mappingSchema = z.object({
  eventSourceArn: z.string(),
  functionName: z.string(),
  enabled: z.boolean().default(true),
  batchSize: z.number().optional(),
  maximumBatchingWindowInSeconds: z.number().optional(),
  startingPosition: z.string().optional(),
  functionResponseTypes: z.array(z.string()).default([]),
  scalingConfig: z.object({ maximumConcurrency: z.number().optional() }).optional(),
  filterCriteria: z
    .object({ filters: z.array(z.object({ pattern: z.string().optional() })).default([]) })
    .optional(),
});

export interface Mapping extends z.infer<typeof mappingSchema> {
  readonly logicalName: string;
}

export function readMappings(stack: DeployedStack): Mapping[] {
  return stack
    .ofType("aws:lambda/eventSourceMapping:EventSourceMapping", mappingSchema)
    .map(({ logicalName, properties }) => ({ ...properties, logicalName }));
}

/** What Lambda asks of the function's role before it reads a source; undefined for one not run here. */
const sourceActions: Readonly<Record<string, readonly string[] | undefined>> = {
  sqs: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
  kinesis: [
    "kinesis:DescribeStream",
    "kinesis:DescribeStreamSummary",
    "kinesis:GetRecords",
    "kinesis:GetShardIterator",
  ],
  dynamodb: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
};

export interface MappingClients {
  readonly dynamodb: DynamoDBClient;
  readonly iam: IAMClient;
  readonly lambda: LambdaClient;
}

/** Why Lambda would not read the source for the function; undefined when it would. */
async function mappingFault(
  iam: IAMClient,
  { eventSourceArn }: Mapping,
  target: LambdaFunction | undefined,
): Promise<string | undefined> {
  const actions = sourceActions[eventSourceArn.split(":")[2] ?? ""];
  if (actions === undefined) return `the sandbox does not read ${eventSourceArn}`;
  if (target === undefined) return "its function is not in the state";
  const { EvaluationResults = [] } = await iam.send(
    new SimulatePrincipalPolicyCommand({
      PolicySourceArn: target.role,
      ActionNames: [...actions],
      ResourceArns: [eventSourceArn],
    }),
  );
  const missing = EvaluationResults.flatMap(({ EvalActionName = "", EvalDecision }) =>
    EvalDecision === "allowed" ? [] : [EvalActionName],
  );
  if (missing.length === 0) return undefined;
  return `the function's role ${target.role} does not allow ${missing.join(", ")} on ${eventSourceArn}`;
}

/** The source's ARN in the emulator, where a table's stream has a label of its own. */
async function emulatorSource(client: DynamoDBClient, arn: string): Promise<string> {
  const table = /:table\/([^/]+)\/stream\//.exec(arn)?.[1];
  if (table === undefined) return arn;
  const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
  return Table?.LatestStreamArn ?? arn;
}

function request(mapping: Mapping, source: string, name: string): CreateEventSourceMappingRequest {
  const { scalingConfig, filterCriteria } = mapping;
  const isQueue = source.startsWith("arn:aws:sqs:");
  return {
    EventSourceArn: source,
    FunctionName: name,
    Enabled: mapping.enabled,
    BatchSize: mapping.batchSize ?? (isQueue ? 10 : 100),
    MaximumBatchingWindowInSeconds: mapping.maximumBatchingWindowInSeconds ?? 0,
    // The state holds the SDK's own values, as text.
    FunctionResponseTypes: mapping.functionResponseTypes as FunctionResponseType[],
    FilterCriteria: {
      Filters: (filterCriteria?.filters ?? []).map(({ pattern }) => ({ Pattern: pattern })),
    },
    ...(isQueue
      ? { ScalingConfig: { MaximumConcurrency: scalingConfig?.maximumConcurrency } }
      : { StartingPosition: mapping.startingPosition as EventSourcePosition }),
  };
}

async function existingMappings(client: LambdaClient): Promise<EventSourceMappingConfiguration[]> {
  const found: EventSourceMappingConfiguration[] = [];
  for await (const page of paginateListEventSourceMappings({ client }, {})) {
    found.push(...(page.EventSourceMappings ?? []));
  }
  return found;
}

/** The emulator deletes single messages of a queue, and takes a stream's batches as a whole. */
function warnOfSingleFailures(
  { logicalName, eventSourceArn, functionResponseTypes }: Mapping,
  warn: (message: string) => void,
): void {
  if (eventSourceArn.startsWith("arn:aws:sqs:")) return;
  if (!functionResponseTypes.includes("ReportBatchItemFailures")) return;
  warn(
    `event source mapping ${logicalName}: records that the function names as failed count as done here, and are not tried again.`,
  );
}

/** What makes two mappings the same: a stream's position is kept as long as both stay. */
function identity(source = "", functionArn = ""): string {
  return `${source} ${unqualifiedArn(functionArn)}`;
}

/**
 * Makes the emulator's mappings those of the state. One that Lambda would refuse, or that the sandbox
 * cannot run, is left out with a warning.
 */
export async function applyMappings(
  { dynamodb, iam, lambda }: MappingClients,
  mappings: readonly Mapping[],
  functions: readonly LambdaFunction[],
  warn: (message: string) => void,
): Promise<void> {
  const existing = new Map(
    (await existingMappings(lambda)).map((one) => [
      identity(one.EventSourceArn, one.FunctionArn),
      one.UUID,
    ]),
  );
  for (const mapping of mappings) {
    const target = functions.find(({ arn, name }) =>
      [arn, name].includes(unqualifiedArn(mapping.functionName)),
    );
    const fault = await mappingFault(iam, mapping, target);
    if (fault !== undefined || target === undefined) {
      warn(`event source mapping ${mapping.logicalName} does not run: ${fault ?? ""}.`);
      continue;
    }
    warnOfSingleFailures(mapping, warn);
    const source = await emulatorSource(dynamodb, mapping.eventSourceArn);
    const wanted = request(mapping, source, target.name);
    const UUID = existing.get(identity(source, target.arn));
    existing.delete(identity(source, target.arn));
    if (UUID === undefined) await lambda.send(new CreateEventSourceMappingCommand(wanted));
    else await lambda.send(new UpdateEventSourceMappingCommand({ ...wanted, UUID }));
  }
  for (const UUID of existing.values()) {
    await lambda.send(new DeleteEventSourceMappingCommand({ UUID }));
  }
}
