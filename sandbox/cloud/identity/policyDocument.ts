/**
 * The part of IAM's policy language that resource policies and trust policies of the front door need.
 * Policies of tasks and functions are evaluated by the emulator, not here.
 */
import { z } from "zod";
import { CloudError } from "../types";
import { matchesPattern } from "../wildcard";

const oneOrMore = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (typeof value === "string" ? [value] : value));
const conditionValue = z
  .union([
    z.string(),
    z.boolean(),
    z.number(),
    z.array(z.union([z.string(), z.boolean(), z.number()])),
  ])
  .transform((value) => (Array.isArray(value) ? value : [value]).map(String));
const statement = z.object({
  Effect: z.enum(["Allow", "Deny"]),
  Principal: z.union([z.literal("*"), z.record(z.string(), oneOrMore)]).optional(),
  Action: oneOrMore.optional(),
  NotAction: oneOrMore.optional(),
  Resource: oneOrMore.optional(),
  NotResource: oneOrMore.optional(),
  Condition: z.record(z.string(), z.record(z.string(), conditionValue)).default({}),
});
export type Statement = z.infer<typeof statement>;

const document = z.object({
  Statement: z
    .union([statement, z.array(statement)])
    .transform((value) => (Array.isArray(value) ? value : [value])),
});

/** What a request asks for. Context keys are compared without regard to case. */
export interface PolicyRequest {
  /** Service principal that calls, such as `cloudfront.amazonaws.com`, or the ARN of an identity provider. */
  readonly service: string;
  /** @default "Service" */
  readonly principalType?: "Service" | "Federated";
  readonly action: string;
  /** Absent for trust policies, which have no resource. */
  readonly resource?: string;
  readonly context: Readonly<Record<string, string>>;
}

/** Statements of a policy document; a malformed one is a CloudError that names its owner. */
export function parsePolicy(text: string, owner: string): Statement[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new CloudError(`${owner}: the policy is not JSON. Fix the document and deploy again.`);
  }
  const parsed = document.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new CloudError(
      `${owner}: malformed policy at ${issue?.path.join(".") ?? "top"}: ${issue?.message ?? ""}. ` +
        "Fix the document and deploy again.",
    );
  }
  return parsed.data.Statement;
}

function conditionsHold(conditions: Statement["Condition"], request: PolicyRequest): boolean {
  const context = new Map(
    Object.entries(request.context).map(([key, value]) => [key.toLowerCase(), value]),
  );
  return Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, expected]) =>
      conditionHolds(operator, context.get(key.toLowerCase()), expected),
    ),
  );
}

function conditionHolds(
  operator: string,
  actual: string | undefined,
  expected: readonly string[],
): boolean {
  const optional = operator.endsWith("IfExists");
  const base = optional ? operator.slice(0, -"IfExists".length) : operator;
  const negated = base.includes("Not");
  // A key the request does not have satisfies only negated and optional operators, as in IAM.
  if (actual === undefined) return optional || negated;
  const matches = expected.some((value) => {
    if (base === "Bool") return value.toLowerCase() === actual.toLowerCase();
    if (base.startsWith("Arn") || base.endsWith("Like")) return matchesPattern(value, actual);
    if (base === "NumericLessThan") return Number(actual) < Number(value);
    return value === actual;
  });
  return matches !== negated;
}

function namesService(
  principal: Statement["Principal"],
  { service, principalType = "Service" }: PolicyRequest,
): boolean {
  if (principal === undefined) return false;
  if (principal === "*") return true;
  const services = [...(principal[principalType] ?? []), ...(principal["*"] ?? [])];
  return (
    services.includes(service) || services.includes("*") || (principal.AWS ?? []).includes("*")
  );
}

function applies(candidate: Statement, request: PolicyRequest): boolean {
  const { resource } = request;
  const matchesAction = (pattern: string) => matchesPattern(pattern, request.action, true);
  const matchesResource = (pattern: string) =>
    resource !== undefined && matchesPattern(pattern, resource);
  return (
    namesService(candidate.Principal, request) &&
    (candidate.Action?.some(matchesAction) ?? true) &&
    !(candidate.NotAction?.some(matchesAction) ?? false) &&
    (candidate.Resource?.some(matchesResource) ?? true) &&
    !(candidate.NotResource?.some(matchesResource) ?? false) &&
    conditionsHold(candidate.Condition, request)
  );
}

/** Whether a resource policy lets a service principal do something: one Allow and no Deny. */
export function servicePrincipalAllowed(
  statements: readonly Statement[],
  request: PolicyRequest,
): boolean {
  const effective = statements.filter((candidate) => applies(candidate, request));
  return (
    effective.some(({ Effect }) => Effect === "Allow") &&
    !effective.some(({ Effect }) => Effect === "Deny")
  );
}
