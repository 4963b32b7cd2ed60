/** An ApiGateway with its neighbours and one service of each kind, for tests to break one thing. */
import * as lb from "@pulumi/aws/lb";
import * as pulumi from "@pulumi/pulumi";
import {
  ApiGateway,
  type HttpApiGatewayArgs,
  type PrivateServices,
  type RestApiGatewayArgs,
} from "../../../components/edge/apiGateway";
import type { ApiDocument } from "../../../components/edge/apiGateway/apiDocument";
import { VpcLink } from "../../../components/edge/apiGateway/vpcLink";
import type { FunctionTarget } from "../../../components/edge/ingress";
import { LoadBalancer } from "../../../components/edge/loadBalancer";
import { createOriginSecret } from "../../../components/edge/originSecret";
import type { TokenIssuer } from "../../../components/identity/tokenIssuer";
import type { Route } from "../../../services/contract";
import { loadBalancerArgs, logSettings, regionalWebAcl } from "../../helpers/components";
import { accountId, find, type Registration, region } from "../../helpers/recordingMocks";

export const publicCarts: Route = { path: "/carts/*", auth: "public" };
export const publicCatalog: Route = { path: "/catalog/*", auth: "public" };
export const orders: Route = { path: "/orders/*", auth: "customer" };

/** A function's alias as a service hands it over. */
export function functionTarget(name = "carts"): FunctionTarget {
  return {
    name,
    functionName: pulumi.output(`${name}-fn`),
    aliasName: pulumi.output("live"),
    aliasArn: pulumi.output(`arn:aws:lambda:us-east-1:1:function:${name}-fn:live`),
    aliasInvokeArn: pulumi.output(`arn:invoke:${name}`),
    parent: new pulumi.ComponentResource("test:Service", name),
  };
}

export function tokenIssuer(): TokenIssuer {
  return {
    issuer: pulumi.output("https://issuer.example.com/pool"),
    jwksUri: pulumi.output("https://issuer.example.com/pool/keys"),
    clientId: pulumi.output("client-1"),
    userPoolArn: pulumi.output("arn:mock:pool"),
    environment: {},
  };
}

export function privateServices(): PrivateServices {
  const balancer = loadBalancerArgs();
  const vpcLink = new VpcLink("link", { network: balancer.network });
  const exposure = { kind: "vpcLink", peerSecurityGroupId: vpcLink.securityGroupId } as const;
  const loadBalancer = new LoadBalancer("inner", { ...balancer, exposure });
  return { vpcLink, loadBalancer, serverName: "shop.example.com" };
}

function shared() {
  return { accountId, region, logs: logSettings(), originSecret: createOriginSecret("secret") };
}

export function restGateway(more: Partial<RestApiGatewayArgs> = {}): ApiGateway {
  const common = shared();
  const webAcl = regionalWebAcl(common.logs);
  return new ApiGateway("api", { ...common, protocol: "rest", webAcl, ...more });
}

export function httpGateway(more: Partial<HttpApiGatewayArgs> = {}): ApiGateway {
  return new ApiGateway("api", { ...shared(), protocol: "http", ...more });
}

/** Attaches one route of a function and deploys. */
export function withCarts(gateway: ApiGateway, route: Route = publicCarts): ApiGateway {
  gateway.routeToFunction([route], functionTarget());
  gateway.deploy();
  return gateway;
}

/** Attaches one route of tasks and deploys. */
export function withCatalog(gateway: ApiGateway, route: Route = publicCatalog): ApiGateway {
  gateway.routeToTasks([route], { production: new lb.TargetGroup("catalog-targets", {}) });
  gateway.deploy();
  return gateway;
}

/** Two operations on carts, one with a body, one with parameters. */
export const cartsDocument: ApiDocument = {
  info: { title: "Shop", version: "2.0.0" },
  paths: {
    "/carts/{customerId}": {
      parameters: [{ $ref: "#/components/parameters/CustomerId" }],
      get: {
        operationId: "getCart",
        parameters: [
          { name: "fields", in: "query" },
          { name: "x-tenant", in: "header", required: true },
          { name: "theme", in: "cookie" },
        ],
      },
      patch: {
        operationId: "updateItem",
        requestBody: {
          required: true,
          content: {
            "application/json": {
              schema: {
                type: "object",
                required: ["itemId"],
                properties: { itemId: { $ref: "#/components/schemas/ItemId" } },
              },
            },
          },
        },
      },
    },
    "/health": { get: { operationId: "health" } },
  },
  components: {
    parameters: { CustomerId: { name: "customerId", in: "path", required: true } },
    schemas: {
      ItemId: { type: "string", pattern: "^[a-z]+$", examples: ["lamp"] },
      Cart: { type: "object" },
    },
  },
};

export type Json = Record<string, unknown>;

/** The document that the REST API is made from. */
export function bodyOf(registrations: readonly Registration[]): Json & {
  readonly paths: Record<string, Record<string, Json>>;
  readonly components: { readonly schemas: Json; readonly securitySchemes: Json };
} {
  const { body } = find(registrations, "aws:apigateway/restApi:RestApi").inputs;
  return JSON.parse(String(body)) as ReturnType<typeof bodyOf>;
}

export const anyMethod = "x-amazon-apigateway-any-method";
export const integration = "x-amazon-apigateway-integration";

/** Settings of all methods, unless told otherwise. */
export const everyMethod = {
  metricsEnabled: true,
  loggingLevel: "ERROR",
  dataTraceEnabled: false,
  throttlingRateLimit: 1000,
  throttlingBurstLimit: 1000,
  cachingEnabled: false,
};
