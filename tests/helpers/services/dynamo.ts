import { mock } from "node:test";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** A command as a store sent it. */
export interface SentCommand {
  readonly name: string;
  readonly input: object;
}

/** Answers a command; an Error is thrown. */
export type Answer = (command: SentCommand) => object;

/** A document client that records what is sent and never opens a connection. */
export function fakeDocumentClient(answer: Answer): {
  readonly client: DynamoDBDocumentClient;
  readonly sent: SentCommand[];
} {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: "us-east-1" }));
  const sent: SentCommand[] = [];
  mock.method(client, "send", (command: { readonly input: object }): Promise<object> => {
    const record = { name: command.constructor.name, input: onWire(command.input) };
    sent.push(record);
    const result = answer(record);
    return result instanceof Error ? Promise.reject(result) : Promise.resolve(result);
  });
  return { client, sent };
}

/** Copies an input as it would be sent: paginators reuse theirs, and undefined fields are left out. */
function onWire(input: object): object {
  const copy: unknown = JSON.parse(JSON.stringify(input));
  return typeof copy === "object" && copy !== null ? copy : {};
}

/** Answers commands in turn, whatever they are. */
export function inTurn(...answers: readonly object[]): Answer {
  const left = [...answers];
  return ({ name }) => left.shift() ?? new Error(`unexpected ${name}`);
}
