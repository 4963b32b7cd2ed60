/** What a verb on a table comes to. */
import * as pulumi from "@pulumi/pulumi";
import type { VerbOf } from "../../../services/contract";
import { ArgumentError } from "../../internal/errors";
import { environmentName, statementName } from "../../internal/naming";
import { decryptSource } from "../../internal/permissions/messaging";
import {
  consumeTableStream,
  indexActions,
  listTableStreams,
  tableActions,
  tableKeyActions,
} from "../../internal/permissions/tables";
import type { Grant, PolicyStatement } from "../../internal/policyDocument";
import type { TableArgs } from "../table";

/** `consumes` reads the changes of the items, from the table's stream. */
export type TableVerb = VerbOf<"table"> | "consumes";

/** A table as its grants see it. */
export interface TableAccess {
  readonly args: TableArgs;
  readonly tableName: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly streamArn: pulumi.Output<string> | undefined;
}

/** @throws ArgumentError for `consumes` where the table has no stream */
export function tableGrant(name: string, verb: TableVerb, access: TableAccess): Grant {
  if (verb === "consumes") return streamGrant(name, access);
  const { args, tableName } = access;
  const environment = { [`${environmentName(name)}_TABLE_NAME`]: tableName };
  const statements = itemStatements(name, verb, access);
  if (args.dax === undefined) return { environment, statements };
  const cached = args.dax.grantTable(name, verb, { arn: access.arn, statements });
  return { ...cached, environment: { ...environment, ...cached.environment } };
}

/** The use of the table's key by way of DynamoDB, which calls KMS in the caller's name. */
function keyStatement(
  sid: string,
  actions: readonly string[],
  { key, region }: TableArgs,
): PolicyStatement {
  return {
    sid,
    actions,
    resources: [key.arn],
    conditions: { StringEquals: { "kms:ViaService": `dynamodb.${region}.amazonaws.com` } },
  };
}

function itemStatements(
  name: string,
  verb: VerbOf<"table">,
  { args, arn }: TableAccess,
): PolicyStatement[] {
  const indexes = Object.keys(args.definition.indexes ?? {});
  const sid = statementName(verb, name, "table");
  return [
    { sid, actions: tableActions[verb], resources: [arn] },
    ...(indexes.length > 0 && indexActions[verb].length > 0
      ? [
          {
            sid: `${sid}Indexes`,
            actions: indexActions[verb],
            resources: indexes.map((index) => pulumi.interpolate`${arn}/index/${index}`),
          },
        ]
      : []),
    keyStatement(`${sid}Key`, tableKeyActions, args),
  ];
}

function streamGrant(name: string, { args, streamArn }: TableAccess): Grant {
  if (streamArn === undefined) {
    throw new ArgumentError(
      "Table",
      name,
      'grant("consumes") needs a stream, got a table without one; set stream, such as to "newAndOldImages"',
    );
  }
  const sid = statementName("consumes", name, "stream");
  return {
    environment: { [`${environmentName(name)}_STREAM_ARN`]: streamArn },
    statements: [
      { sid, actions: consumeTableStream, resources: [streamArn] },
      { sid: `${sid}List`, actions: listTableStreams, resources: ["*"] },
      keyStatement(`${sid}Key`, decryptSource, args),
    ],
  };
}
