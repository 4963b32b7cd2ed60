/** Everything of API Gateway that the state declares. */
import { z } from "zod";
import type { Listener } from "../balancer/definitions";
import type { DeployedStack } from "../state/deployedStack";
import type { GatewayApi } from "./definitions";
import { readHttpApis } from "./httpApis";
import { readRestApis } from "./restApis";
import { type RequiredHeader, readRequiredHeaders } from "./webAcls";

const linkSchema = z.object({
  name: z.string(),
  securityGroupIds: z.array(z.string()).default([]),
  subnetIds: z.array(z.string()).default([]),
});
export type VpcLink = z.infer<typeof linkSchema>;

export interface Gateways {
  readonly apis: readonly GatewayApi[];
  /** VPC links by id. */
  readonly vpcLinks: ReadonlyMap<string, VpcLink>;
  readonly apiKeys: ReadonlySet<string>;
  /** Headers that web ACLs ask for, by the ARN of what they stand before. */
  readonly requiredHeaders: ReadonlyMap<string, readonly RequiredHeader[]>;
}

/** @throws CloudError for an API that the sandbox cannot run */
export function readGateways(stack: DeployedStack, listeners: readonly Listener[]): Gateways {
  const links = stack.ofType("aws:apigatewayv2/vpcLink:VpcLink", linkSchema);
  const keys = stack.ofType("aws:apigateway/apiKey:ApiKey", z.object({ value: z.string() }));
  return {
    apis: [...readRestApis(stack), ...readHttpApis(stack, listeners)],
    vpcLinks: new Map(links.map(({ id, properties }) => [id, properties])),
    apiKeys: new Set(keys.map(({ properties }) => properties.value)),
    requiredHeaders: readRequiredHeaders(stack),
  };
}
