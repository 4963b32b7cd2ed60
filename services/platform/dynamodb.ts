import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { noTracing, type Tracing } from "./tracing";
import { awsCalls } from "./tracing/awsCalls";

export interface DocumentClientOptions {
  /** Longest wait for a connection. @default 500 */
  readonly connectionTimeoutMs?: number;
  /** Longest wait for the answer to one attempt. @default 1500 */
  readonly requestTimeoutMs?: number;
  /** Attempts per call, the first one included. @default 3 */
  readonly maxAttempts?: number;
  /** Spans of the calls. @default none */
  readonly tracing?: Tracing;
}

/**
 * A DynamoDB client that gives up in time: at worst about 6 s per call, instead of the SDK's default
 * of waiting for ever. Region, credentials and endpoint come from the runtime.
 */
export function createDocumentClient(options: DocumentClientOptions = {}): DynamoDBDocumentClient {
  const client = new DynamoDBClient({
    maxAttempts: options.maxAttempts ?? 3,
    requestHandler: {
      connectionTimeout: options.connectionTimeoutMs ?? 500,
      requestTimeout: options.requestTimeoutMs ?? 1_500,
      // Without it the SDK only prints a warning when the time is up, and keeps waiting.
      throwOnRequestTimeout: true,
    },
  });
  client.middlewareStack.use(awsCalls(options.tracing ?? noTracing));
  return DynamoDBDocumentClient.from(client);
}
