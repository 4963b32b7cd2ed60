import type { InitializeMiddleware, MetadataBearer, Pluggable } from "@smithy/types";
import type { Call, SpanAttributes, Tracing } from "../tracing";

/**
 * A span for each call of an AWS client, its repetitions included, by OpenTelemetry's conventions. Of what
 * is sent only the names of tables and queues are told. X-Ray's exporter knows AWS by `rpc.system`.
 * https://opentelemetry.io/docs/specs/semconv/cloud-providers/aws-sdk/
 */
export function awsCalls<Input extends object, Output extends MetadataBearer>(
  tracing: Tracing,
): Pluggable<Input, Output> {
  const middleware: InitializeMiddleware<Input, Output> =
    (next, { clientName = "", commandName = "" }) =>
    (args) => {
      const service = clientName.replace(/Client$/, "");
      const operation = commandName.replace(/Command$/, "");
      return tracing.call(callOf(service, operation, args.input), async (span) => {
        try {
          return await next(args);
        } catch (error) {
          span.set(statusOf(error));
          throw error;
        }
      });
    };
  return {
    applyToStack: (stack) => {
      stack.add(middleware, { step: "initialize", name: "spans", priority: "high" });
    },
  };
}

function callOf(service: string, operation: string, input: object): Call {
  const tables = service === "DynamoDB" ? tablesOf(input) : [];
  return {
    name: `${service}.${operation}`,
    attributes: {
      "rpc.system": "aws-api",
      "rpc.service": service,
      "rpc.method": operation,
      ...(service === "DynamoDB" && { "db.system.name": "aws.dynamodb" }),
      ...(service === "DynamoDB" && { "db.operation.name": operation }),
      ...(tables.length > 0 && { "aws.dynamodb.table_names": tables }),
    },
  };
}

/** Tables that a call of DynamoDB names, each once, in the order of the alphabet. */
export function tablesOf(input: object): string[] {
  const { TableName, RequestItems, TransactItems } = input as {
    readonly TableName?: unknown;
    readonly RequestItems?: object;
    readonly TransactItems?: readonly Readonly<Record<string, { readonly TableName?: unknown }>>[];
  };
  const inTransaction = (TransactItems ?? [])
    .flatMap((item) => Object.values(item))
    .map((part) => part.TableName);
  const names = [TableName, ...Object.keys(RequestItems ?? {}), ...inTransaction];
  return [...new Set(names.filter((name) => typeof name === "string"))].sort();
}

/** X-Ray tells a caller's error from a fault by the status. */
function statusOf(error: unknown): SpanAttributes {
  if (!(error instanceof Error) || !("$metadata" in error)) return {};
  const { httpStatusCode } = error.$metadata as { readonly httpStatusCode?: number };
  return httpStatusCode === undefined ? {} : { "http.response.status_code": httpStatusCode };
}
