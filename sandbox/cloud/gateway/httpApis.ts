/** HTTP APIs: routes, integrations and authorizers are resources of their own. */
import { z } from "zod";
import type { Listener } from "../balancer/definitions";
import type { DeployedStack } from "../state/deployedStack";
import {
  type Authorization,
  type GatewayApi,
  type Integration,
  invokedFunction,
  ownHost,
} from "./definitions";

const apiSchema = z.object({ disableExecuteApiEndpoint: z.boolean().default(false) });
const stageSchema = z.object({ apiId: z.string(), name: z.string(), executionArn: z.string() });
const routeSchema = z.object({
  apiId: z.string(),
  routeKey: z.string(),
  target: z.string().default(""),
  authorizationType: z.string().default("NONE"),
  authorizerId: z.string().optional(),
  authorizationScopes: z.array(z.string()).default([]),
});
const integrationSchema = z.object({
  integrationType: z.string(),
  integrationUri: z.string().default(""),
  connectionId: z.string().optional(),
});
const authorizerSchema = z.object({
  authorizerType: z.string(),
  jwtConfiguration: z
    .object({ issuer: z.string().default(""), audiences: z.array(z.string()).default([]) })
    .optional(),
});
const mappingSchema = z.object({ apiId: z.string(), domainName: z.string() });

type ById<Schema extends z.ZodType> = ReadonlyMap<string, z.infer<Schema>>;
type Route = z.infer<typeof routeSchema>;

export function readHttpApis(stack: DeployedStack, listeners: readonly Listener[]): GatewayApi[] {
  const apis = byId(stack, "aws:apigatewayv2/api:Api", apiSchema);
  const integrations = byId(stack, "aws:apigatewayv2/integration:Integration", integrationSchema);
  const authorizers = byId(stack, "aws:apigatewayv2/authorizer:Authorizer", authorizerSchema);
  const routes = [...byId(stack, "aws:apigatewayv2/route:Route", routeSchema).values()];
  const mappings = [
    ...byId(stack, "aws:apigatewayv2/apiMapping:ApiMapping", mappingSchema).values(),
  ];
  const stages = byId(stack, "aws:apigatewayv2/stage:Stage", stageSchema);
  return [...stages.values()].map(({ apiId: id, name: stage, executionArn }) => {
    const mapped = mappings.filter(({ apiId }) => apiId === id).map(({ domainName }) => domainName);
    const own = apis.get(id)?.disableExecuteApiEndpoint === true ? [] : [ownHost(id, executionArn)];
    return {
      ...{ id, protocol: "http" as const, stage, executionArn },
      prefix: stage === "$default" || mapped.length > 0 ? "" : `/${stage}`,
      hosts: [...own, ...mapped],
      answers: new Map(),
      methods: routes
        .filter(({ apiId }) => apiId === id)
        .map((route) => {
          const [verb = "ANY", template = "/{proxy+}"] = route.routeKey.split(" ");
          return {
            verb: verb === "$default" ? "ANY" : verb,
            template,
            integration: integrationOf(route, integrations, listeners),
            authorization: authorizationOf(route, authorizers),
            apiKeyRequired: false,
            required: [],
          };
        }),
    };
  });
}

function byId<Schema extends z.ZodType>(
  stack: DeployedStack,
  type: string,
  schema: Schema,
): ById<Schema> {
  return new Map(stack.ofType(type, schema).map(({ id, properties }) => [id, properties]));
}

function integrationOf(
  { routeKey, target }: Route,
  integrations: ById<typeof integrationSchema>,
  listeners: readonly Listener[],
): Integration {
  const integration = integrations.get(target.replace(/^integrations\//, ""));
  if (integration === undefined) {
    return { kind: "unknown", reason: `route ${routeKey} has no integration in the state` };
  }
  const { integrationType, integrationUri, connectionId: vpcLinkId } = integration;
  if (integrationType === "AWS_PROXY") return invokedFunction(integrationUri);
  const listener = listeners.find(({ arn }) => arn === integrationUri);
  return listener === undefined || vpcLinkId === undefined
    ? { kind: "unknown", reason: `${integrationUri} is no listener of this stack` }
    : {
        kind: "loadBalancer",
        loadBalancerArn: listener.loadBalancerArn,
        port: listener.port,
        vpcLinkId,
      };
}

function authorizationOf(
  { authorizationType, authorizerId, authorizationScopes: scopes }: Route,
  authorizers: ById<typeof authorizerSchema>,
): Authorization {
  if (authorizationType === "NONE") return { kind: "none" };
  const jwt = authorizers.get(authorizerId ?? "")?.jwtConfiguration;
  if (authorizationType !== "JWT" || jwt === undefined) {
    return { kind: "unknown", reason: `authorization ${authorizationType} is not simulated` };
  }
  const { issuer: url, audiences } = jwt;
  return { kind: "tokens", issuer: { url, audiences }, scopes };
}
