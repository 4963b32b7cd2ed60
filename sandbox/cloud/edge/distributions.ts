/** CloudFront distributions, and what hangs on them, as the state declares them. */
import { z } from "zod";
import type { DeployedStack } from "../state/deployedStack";

const behaviorSchema = z.object({
  pathPattern: z.string().optional(),
  targetOriginId: z.string(),
  allowedMethods: z.array(z.string()),
  cachePolicyId: z.string().optional(),
  originRequestPolicyId: z.string().optional(),
  responseHeadersPolicyId: z.string().optional(),
  functionAssociations: z
    .array(z.object({ eventType: z.string(), functionArn: z.string() }))
    .default([]),
});
const originSchema = z.object({
  originId: z.string(),
  domainName: z.string(),
  originPath: z.string().default(""),
  originAccessControlId: z.string().optional(),
  customHeaders: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
  vpcOriginConfig: z
    .object({ vpcOriginId: z.string(), originReadTimeout: z.number().optional() })
    .optional(),
});
const distributionSchema = z.object({
  arn: z.string(),
  domainName: z.string(),
  enabled: z.boolean().default(true),
  aliases: z.array(z.string()).default([]),
  defaultRootObject: z.string().default(""),
  origins: z.array(originSchema),
  defaultCacheBehavior: behaviorSchema,
  orderedCacheBehaviors: z.array(behaviorSchema).default([]),
  customErrorResponses: z
    .array(
      z.object({
        errorCode: z.number(),
        responseCode: z.number().optional(),
        responsePagePath: z.string().optional(),
      }),
    )
    .default([]),
});
const vpcOriginSchema = z.object({
  vpcOriginEndpointConfig: z.object({
    arn: z.string(),
    httpPort: z.number(),
    httpsPort: z.number(),
    originProtocolPolicy: z.string(),
  }),
});
const functionSchema = z.object({ arn: z.string(), name: z.string(), code: z.string() });

export type Behavior = z.infer<typeof behaviorSchema>;
export type Origin = z.infer<typeof originSchema>;
export type Distribution = z.infer<typeof distributionSchema> & { readonly id: string };

/** The load balancer behind a VPC origin. */
export interface VpcOrigin {
  readonly loadBalancerArn: string;
  readonly port: number;
}

export interface EdgeFunctionCode {
  readonly arn: string;
  readonly name: string;
  readonly code: string;
}

export function readDistributions(stack: DeployedStack): Distribution[] {
  return stack
    .ofType("aws:cloudfront/distribution:Distribution", distributionSchema)
    .map(({ id, properties }) => ({ id, ...properties }))
    .filter(({ enabled }) => enabled);
}

/** VPC origins by id. */
export function readVpcOrigins(stack: DeployedStack): Map<string, VpcOrigin> {
  const origins = stack.ofType("aws:cloudfront/vpcOrigin:VpcOrigin", vpcOriginSchema);
  return new Map(
    origins.map(({ id, properties: { vpcOriginEndpointConfig: endpoint } }) => [
      id,
      {
        loadBalancerArn: endpoint.arn,
        // `match-viewer` follows the viewer, who comes over HTTPS on AWS.
        port:
          endpoint.originProtocolPolicy === "http-only" ? endpoint.httpPort : endpoint.httpsPort,
      },
    ]),
  );
}

export function readEdgeFunctions(stack: DeployedStack): EdgeFunctionCode[] {
  return stack
    .ofType("aws:cloudfront/function:Function", functionSchema)
    .map(({ properties }) => properties);
}
