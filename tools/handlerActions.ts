/** What the handlers of a CloudFormation resource type call, as far as managing the resource takes it. Pure. */

/** The part of a resource type's schema that says so. */
export interface Schema {
  readonly typeName: string;
  readonly handlers: Readonly<Record<string, { readonly permissions?: readonly string[] }>>;
}

export interface HandlerActions {
  /** Actions that look. */
  readonly read: readonly string[];
  /** Actions that create, change, tag and delete. */
  readonly write: readonly string[];
}

/** Handlers that manage one resource; `list` goes through all of them, which Pulumi never does. */
const managing = ["create", "read", "update", "delete"];

/** What KMS is asked for in the caller's name when a resource is encrypted. */
const keyUse = new Set([
  "kms:CreateGrant",
  "kms:Decrypt",
  "kms:DescribeKey",
  "kms:Encrypt",
  "kms:GenerateDataKey",
]);

/**
 * Data that a resource holds, or that CloudFormation reads on a template's behalf. Managing the resource
 * takes none of it. Roles are handed over by a statement of their own.
 */
const data =
  /^(iam:PassRole|s3:(Get|Put|Delete)Object.*|secretsmanager:Get(Secret|Random).*|ssm:GetParameters?|dynamodb:(Batch|Delete|Get|Put|Update)?(Item|Query|Scan|GetItem|WriteItem)|dynamodb:ImportTable|lambda:Invoke.*|kinesis:(GetRecords|PutRecords?)|sqs:(Send|Receive)Message|sns:Publish)$/;

/** Services that have a part of a resource's life in other services' hands are asked to look only. */
const readOnlyElsewhere = /^(Describe|Get|List)/;

function serviceOf(action: string): string {
  return action.split(":")[0] ?? "";
}

/** The service that the type is named after, otherwise the one that its handlers call most. */
function ownService(schema: Schema): string {
  const named = schema.typeName.split("::")[1]?.toLowerCase() ?? "";
  const counts = new Map<string, number>();
  for (const handler of managing) {
    for (const action of schema.handlers[handler]?.permissions ?? []) {
      counts.set(serviceOf(action), (counts.get(serviceOf(action)) ?? 0) + 1);
    }
  }
  return counts.has(named) ? named : ([...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? "");
}

export async function handlerActions(
  schema: Schema,
  accessLevel: (action: string) => Promise<string | undefined>,
): Promise<HandlerActions> {
  const own = ownService(schema);
  const called = managing.flatMap((handler) => schema.handlers[handler]?.permissions ?? []);
  const kept = [...new Set(called)].sort().filter((action) => {
    const [service = "", verb = ""] = action.split(":");
    if (action.includes("*") || data.test(action)) return false;
    return service === own || keyUse.has(action) || readOnlyElsewhere.test(verb);
  });
  const read: string[] = [];
  const write: string[] = [];
  for (const action of kept) {
    const level = await accessLevel(action);
    if (level === undefined) continue;
    (level === "Read" || level === "List" ? read : write).push(action);
  }
  // Decrypting reads, by IAM's word; looking at a resource takes no key.
  const keys = read.filter((action) => keyUse.has(action) && action !== "kms:DescribeKey");
  return {
    read: read.filter((action) => !keys.includes(action)),
    write: [...write, ...keys].sort(),
  };
}
