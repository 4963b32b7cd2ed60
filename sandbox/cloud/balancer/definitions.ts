/** Load balancers, listeners, rules and target groups as the state declares them. */
import { z } from "zod";
import type { DeployedStack } from "../state/deployedStack";
import { healthCheckSchema } from "../tasks/healthCheck";

const valueList = z.object({ values: z.array(z.string()).default([]) }).optional();
const conditionSchema = z.object({
  pathPattern: valueList,
  hostHeader: valueList,
  httpRequestMethod: valueList,
  sourceIp: valueList,
  httpHeader: z
    .object({ httpHeaderName: z.string(), values: z.array(z.string()).default([]) })
    .optional(),
  queryStrings: z.array(z.object({ key: z.string().optional(), value: z.string() })).default([]),
});
const jwtValidationSchema = z.object({
  issuer: z.string(),
  jwksEndpoint: z.string(),
  additionalClaims: z
    .array(
      z.object({
        name: z.string(),
        format: z.enum(["single-string", "string-array", "space-separated-values"]),
        values: z.array(z.string()),
      }),
    )
    .default([]),
});
const actionSchema = z.object({
  type: z.string(),
  order: z.number().optional(),
  jwtValidation: jwtValidationSchema.optional(),
  targetGroupArn: z.string().optional(),
  forward: z
    .object({
      targetGroups: z
        .array(z.object({ arn: z.string(), weight: z.number().default(1) }))
        .default([]),
    })
    .optional(),
  fixedResponse: z
    .object({
      contentType: z.string(),
      messageBody: z.string().default(""),
      statusCode: z.string().default("200"),
    })
    .optional(),
  redirect: z
    .object({
      host: z.string().default("#{host}"),
      path: z.string().default("/#{path}"),
      port: z.string().default("#{port}"),
      protocol: z.string().default("#{protocol}"),
      query: z.string().default("#{query}"),
      statusCode: z.string(),
    })
    .optional(),
});
const balancerSchema = z.object({
  arn: z.string(),
  name: z.string(),
  securityGroups: z.array(z.string()).default([]),
  subnets: z.array(z.string()).default([]),
  idleTimeout: z.number().default(60),
});
const listenerSchema = z.object({
  arn: z.string(),
  loadBalancerArn: z.string(),
  port: z.number().default(0),
  protocol: z.string().default("HTTP"),
  defaultActions: z.array(actionSchema),
});
const ruleSchema = z.object({
  listenerArn: z.string(),
  priority: z.coerce.number(),
  conditions: z.array(conditionSchema).default([]),
  actions: z.array(actionSchema),
});
const targetGroupSchema = z.object({
  arn: z.string(),
  name: z.string(),
  targetType: z.string().default("instance"),
  port: z.number().optional(),
  protocol: z.string().optional(),
  lambdaMultiValueHeadersEnabled: z.boolean().default(false),
  healthCheck: healthCheckSchema.extend({ enabled: z.boolean().default(true) }).optional(),
});
const attachmentSchema = z.object({ targetGroupArn: z.string(), targetId: z.string() });

export type Condition = z.infer<typeof conditionSchema>;
export type JwtValidation = z.infer<typeof jwtValidationSchema>;
export type Action = z.infer<typeof actionSchema>;
export type LoadBalancer = z.infer<typeof balancerSchema>;
export type Rule = z.infer<typeof ruleSchema>;
export type TargetGroup = z.infer<typeof targetGroupSchema>;

/** A listener with its rules, lowest priority number first. */
export interface Listener extends z.infer<typeof listenerSchema> {
  readonly rules: readonly Rule[];
}

export function readLoadBalancers(stack: DeployedStack): LoadBalancer[] {
  return stack
    .ofType("aws:lb/loadBalancer:LoadBalancer", balancerSchema)
    .map(({ properties }) => properties);
}

export function readListeners(stack: DeployedStack): Listener[] {
  const rules = stack.ofType("aws:lb/listenerRule:ListenerRule", ruleSchema);
  return stack.ofType("aws:lb/listener:Listener", listenerSchema).map(({ properties }) => ({
    ...properties,
    rules: rules
      .map((rule) => rule.properties)
      .filter(({ listenerArn }) => listenerArn === properties.arn)
      .sort((left, right) => left.priority - right.priority),
  }));
}

export function readTargetGroups(stack: DeployedStack): TargetGroup[] {
  return stack
    .ofType("aws:lb/targetGroup:TargetGroup", targetGroupSchema)
    .map(({ properties }) => properties);
}

/** Ids of the targets attached to each target group, by its ARN. */
export function readAttachments(stack: DeployedStack): Map<string, string[]> {
  const attachments = new Map<string, string[]>();
  for (const { properties } of stack.ofType(
    "aws:lb/targetGroupAttachment:TargetGroupAttachment",
    attachmentSchema,
  )) {
    const { targetGroupArn, targetId } = properties;
    attachments.set(targetGroupArn, [...(attachments.get(targetGroupArn) ?? []), targetId]);
  }
  return attachments;
}
