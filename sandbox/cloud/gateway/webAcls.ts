/** The one rule of a web ACL that decides here: the header by which an origin knows CloudFront. */
import { z } from "zod";
import { type Headers, firstHeader } from "../http/exchange";
import type { DeployedStack } from "../state/deployedStack";

const headerRule = z.object({
  action: z.object({ block: z.object({}) }),
  statement: z.object({
    notStatement: z.object({
      statement: z.object({
        byteMatchStatement: z.object({
          fieldToMatch: z.object({ singleHeader: z.object({ name: z.string() }) }),
          positionalConstraint: z.literal("EXACTLY"),
          searchString: z.string(),
        }),
      }),
    }),
  }),
});
const aclSchema = z.object({ arn: z.string(), rules: z.array(z.unknown()).default([]) });
const associationSchema = z.object({ resourceArn: z.string(), webAclArn: z.string() });

export interface RequiredHeader {
  readonly name: string;
  readonly value: string;
}

/** Headers that requests to a resource must carry, by the resource's ARN. */
export function readRequiredHeaders(stack: DeployedStack): Map<string, RequiredHeader[]> {
  const acls = stack.ofType("aws:wafv2/webAcl:WebAcl", aclSchema);
  const associations = stack.ofType(
    "aws:wafv2/webAclAssociation:WebAclAssociation",
    associationSchema,
  );
  return new Map(
    associations.map(({ properties: { resourceArn, webAclArn } }) => {
      const acl = acls.find(({ properties }) => properties.arn === webAclArn);
      return [resourceArn, (acl?.properties.rules ?? []).flatMap(requiredHeader)];
    }),
  );
}

function requiredHeader(rule: unknown): RequiredHeader[] {
  const parsed = headerRule.safeParse(rule);
  if (!parsed.success) return [];
  const { fieldToMatch, searchString } =
    parsed.data.statement.notStatement.statement.byteMatchStatement;
  return [{ name: fieldToMatch.singleHeader.name.toLowerCase(), value: searchString }];
}

/** The first header that is missing or has another value; undefined when the request passes. */
export function missingHeader(
  required: readonly RequiredHeader[],
  headers: Headers,
): string | undefined {
  return required.find(({ name, value }) => firstHeader(headers, name) !== value)?.name;
}
