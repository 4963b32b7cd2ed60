/** What is told of a statement: what it does and to which table, never its text or values. Pure. */
import type { Call } from "../tracing";

/** Words before the name of the table that a statement is about. */
const beforeTable = /\b(?:from|into|update|join)\s+(?:only\s+)?(?:"([^"]+)"|([a-z_]\w*))/i;

/** https://opentelemetry.io/docs/specs/semconv/database/postgresql/ */
export function statementCall(
  text: string,
  server: { readonly host: string; readonly port: number; readonly database: string },
): Call {
  const operation = /^\s*([a-z]+)/i.exec(text)?.[1]?.toUpperCase() ?? "QUERY";
  const found = beforeTable.exec(text);
  const table = found?.[1] ?? found?.[2];
  return {
    name: table === undefined ? operation : `${operation} ${table}`,
    attributes: {
      // X-Ray draws one node for all that has the same peer.
      "peer.service": server.database,
      "db.system.name": "postgresql",
      "db.namespace": server.database,
      "db.operation.name": operation,
      ...(table !== undefined && { "db.collection.name": table }),
      "server.address": server.host,
      "server.port": server.port,
    },
  };
}
