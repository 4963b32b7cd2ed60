/** REST APIs that are made from an OpenAPI body, which is how this repository makes them. */
import { z } from "zod";
import type { DeployedStack } from "../state/deployedStack";
import { CloudError } from "../types";
import {
  type Authorization,
  type GatewayApi,
  type GatewayMethod,
  type Integration,
  type OwnAnswer,
  invokedFunction,
  ownHost,
} from "./definitions";

const integrationSchema = z.object({
  type: z.string(),
  uri: z.string().default(""),
  connectionId: z.string().optional(),
  integrationTarget: z.string().optional(),
});
const operationSchema = z.object({
  security: z.array(z.record(z.string(), z.array(z.string()))).default([]),
  parameters: z
    .array(z.object({ name: z.string(), in: z.string(), required: z.boolean().default(false) }))
    .default([]),
  "x-amazon-apigateway-integration": integrationSchema,
});
const schemeSchema = z.object({
  name: z.string().optional(),
  "x-amazon-apigateway-authorizer": z
    .object({ type: z.string(), providerARNs: z.array(z.string()).default([]) })
    .optional(),
});
const bodySchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z
    .object({ securitySchemes: z.record(z.string(), schemeSchema).default({}) })
    .default({ securitySchemes: {} }),
  "x-amazon-apigateway-gateway-responses": z
    .record(
      z.string(),
      z.object({
        statusCode: z.coerce.number().optional(),
        responseTemplates: z.record(z.string(), z.string()).default({}),
      }),
    )
    .default({}),
});
type Body = z.infer<typeof bodySchema>;
type Schemes = Body["components"]["securitySchemes"];

const apiSchema = z.object({
  body: z.string().optional(),
  disableExecuteApiEndpoint: z.boolean().default(false),
});
const stageSchema = z.object({
  restApi: z.string(),
  stageName: z.string(),
  arn: z.string(),
  executionArn: z.string(),
});
const mappingSchema = z.object({ restApi: z.string(), domainName: z.string() });

const ANY = "x-amazon-apigateway-any-method";
const VERBS = new Set(["delete", "get", "head", "options", "patch", "post", "put"]);

/** @throws CloudError for an API that is not made from a body */
export function readRestApis(stack: DeployedStack): GatewayApi[] {
  const apis = stack.ofType("aws:apigateway/restApi:RestApi", apiSchema);
  const domains = stack.ofType("aws:apigateway/basePathMapping:BasePathMapping", mappingSchema);
  return stack.ofType("aws:apigateway/stage:Stage", stageSchema).map(({ properties }) => {
    const { restApi: id, stageName: stage, arn: stageArn, executionArn } = properties;
    const api = apis.find((one) => one.id === id);
    const body = parseBody(id, api?.properties.body);
    const mapped = domains
      .filter((one) => one.properties.restApi === id)
      .map((one) => one.properties.domainName);
    const own =
      api?.properties.disableExecuteApiEndpoint === true ? [] : [ownHost(id, executionArn)];
    return {
      ...{ id, protocol: "rest" as const, stage, executionArn, stageArn },
      // A domain is mapped to the stage, so its paths begin behind the stage's name.
      prefix: mapped.length > 0 ? "" : `/${stage}`,
      hosts: [...own, ...mapped],
      methods: methodsOf(id, body),
      answers: answersOf(body),
    };
  });
}

function parseBody(id: string, text: string | undefined): Body {
  if (text === undefined) {
    throw new CloudError(
      `REST API ${id} has no body in the state. The sandbox runs REST APIs that are made from one ` +
        "OpenAPI document; give RestApi its body, as the component ApiGateway does.",
    );
  }
  return bodySchema.parse(JSON.parse(text));
}

function methodsOf(id: string, body: Body): GatewayMethod[] {
  return Object.entries(body.paths).flatMap(([template, item]) =>
    Object.entries(item)
      .filter(([key]) => key === ANY || VERBS.has(key))
      .map(([key, value]) => {
        const parsed = operationSchema.safeParse(value);
        if (!parsed.success) {
          throw new CloudError(
            `REST API ${id}: ${key} ${template} has no integration that the sandbox understands. ` +
              "Give it an x-amazon-apigateway-integration.",
          );
        }
        const { security, parameters, ...rest } = parsed.data;
        return {
          template,
          verb: key === ANY ? "ANY" : key.toUpperCase(),
          integration: integrationOf(rest["x-amazon-apigateway-integration"]),
          authorization: authorizationOf(security, body.components.securitySchemes),
          apiKeyRequired: security.some((one) => Object.keys(one).some(isApiKey(body))),
          required: parameters.filter((one) => one.required && one.in !== "path"),
        };
      }),
  );
}

function isApiKey(body: Body): (scheme: string) => boolean {
  return (scheme) => body.components.securitySchemes[scheme]?.name === "x-api-key";
}

function integrationOf(integration: z.infer<typeof integrationSchema>): Integration {
  const { type, uri, connectionId: vpcLinkId, integrationTarget: loadBalancerArn } = integration;
  if (type === "aws_proxy") return invokedFunction(uri);
  if (type !== "http_proxy" || vpcLinkId === undefined || loadBalancerArn === undefined) {
    return { kind: "unknown", reason: `integration ${type} without a VPC link is not simulated` };
  }
  const address = /^(https?):\/\/[^/:]+(?::(\d+))?(\/.*)?$/.exec(uri);
  const [, scheme, port, path] = address ?? [];
  return {
    kind: "loadBalancer",
    loadBalancerArn,
    vpcLinkId,
    port: Number(port ?? (scheme === "http" ? 80 : 443)),
    path: path ?? "/",
  };
}

function authorizationOf(
  security: z.infer<typeof operationSchema>["security"],
  schemes: Schemes,
): Authorization {
  for (const requirement of security) {
    for (const [name, scopes] of Object.entries(requirement)) {
      const authorizer = schemes[name]?.["x-amazon-apigateway-authorizer"];
      if (authorizer === undefined) continue;
      const [userPoolArn] = authorizer.providerARNs;
      return authorizer.type === "cognito_user_pools" && userPoolArn !== undefined
        ? { kind: "tokens", issuer: { userPoolArn }, scopes }
        : { kind: "unknown", reason: `authorizers of type ${authorizer.type} are not simulated` };
    }
  }
  return { kind: "none" };
}

function answersOf(body: Body): Map<string, OwnAnswer> {
  return new Map(
    Object.entries(body["x-amazon-apigateway-gateway-responses"]).flatMap(
      ([type, { statusCode, responseTemplates }]): [string, OwnAnswer][] => {
        const template = responseTemplates["application/json"];
        return statusCode === undefined || template === undefined
          ? []
          : [[type, { status: statusCode, body: template }]];
      },
    ),
  );
}
