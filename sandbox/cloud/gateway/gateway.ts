/** A stage of API Gateway: web ACL, routes, keys, tokens, integrations, and its own answers. */
import type { Invocation } from "../balancer/targets";
import type { TokenVerdict } from "../balancer/tokenCheck";
import { readBody } from "../http/body";
import { type EdgeRequest, type EdgeResponse, firstHeader, textResponse } from "../http/exchange";
import type { Authorization, GatewayApi, GatewayMethod, Integration } from "./definitions";
import { MAX_EVENT_BYTES, gatewayEvent, gatewayResult } from "./lambdaEvents";
import { type Routed, routeRequest } from "./routing";
import { type RequiredHeader, missingHeader } from "./webAcls";

/** A function as one API may invoke it. */
export interface InvokedFunction {
  readonly label: string;
  invoke(event: object): Promise<Invocation>;
  /** Why this method may not invoke it; undefined when it may. */
  blocked(sourceArn: string): string | undefined;
}

/** A load balancer as a VPC link reaches it. */
export interface LinkedBalancer {
  handle(request: EdgeRequest): Promise<EdgeResponse | undefined>;
  /** Why connections do not get there; undefined when they do. */
  readonly blocked?: string;
}

export interface GatewayOptions {
  readonly api: GatewayApi;
  /** Headers that the stage's web ACL asks for. */
  readonly requiredHeaders: readonly RequiredHeader[];
  /** Values of the API keys of the stack. */
  readonly apiKeys: ReadonlySet<string>;
  /** Undefined for what is not in the state. */
  functionFor(integration: Extract<Integration, { kind: "function" }>): InvokedFunction | undefined;
  balancerFor(
    integration: Extract<Integration, { kind: "loadBalancer" }>,
  ): LinkedBalancer | undefined;
  checkTokens(
    authorization: Extract<Authorization, { kind: "tokens" }>,
    request: EdgeRequest,
  ): Promise<TokenVerdict>;
  readonly warn: (message: string) => void;
}

/** Status and text of AWS's own answers, for types that the API does not say otherwise. */
const STANDARD = {
  MISSING_AUTHENTICATION_TOKEN: [403, "Missing Authentication Token"],
  WAF_FILTERED: [403, "Forbidden"],
  INVALID_API_KEY: [403, "Forbidden"],
  UNAUTHORIZED: [401, "Unauthorized"],
  BAD_REQUEST_PARAMETERS: [400, "Missing required request parameters"],
  REQUEST_TOO_LARGE: [413, "Request Entity Too Large"],
  INTEGRATION_FAILURE: [504, "Network error communicating with endpoint"],
  MALFORMED_ANSWER: [502, "Internal server error"],
  AUTHORIZER_CONFIGURATION_ERROR: [500, "Internal server error"],
} as const;
type AnswerType = keyof typeof STANDARD;

export class Gateway {
  readonly #options: GatewayOptions;

  constructor(options: GatewayOptions) {
    this.#options = options;
  }

  /** Answers a request whose path begins with the stage, where the stage is part of paths. */
  async handle(request: EdgeRequest): Promise<EdgeResponse> {
    const { api, requiredHeaders } = this.#options;
    const missing = missingHeader(requiredHeaders, request.headers);
    if (missing !== undefined) {
      this.#warn(`the web ACL blocks ${request.uri}: header ${missing} is missing or wrong`);
      return this.#answer("WAF_FILTERED");
    }
    if (!request.uri.startsWith(`${api.prefix}/`)) {
      return this.#answer("MISSING_AUTHENTICATION_TOKEN");
    }
    const inside = { ...request, uri: request.uri.slice(api.prefix.length) };
    const routed = routeRequest(api.methods, inside.method, inside.uri);
    if (routed === undefined) return this.#answer("MISSING_AUTHENTICATION_TOKEN");
    return (await this.#refusal(routed.method, inside)) ?? (await this.#integrate(routed, inside));
  }

  /** The answer to a request that may not pass, undefined for one that may. */
  async #refusal(method: GatewayMethod, request: EdgeRequest): Promise<EdgeResponse | undefined> {
    const { authorization } = method;
    if (authorization.kind === "unknown") {
      this.#warn(`nobody gets through to ${method.template}: ${authorization.reason}`);
      return this.#answer("AUTHORIZER_CONFIGURATION_ERROR");
    }
    if (authorization.kind === "tokens") {
      const verdict = await this.#options.checkTokens(authorization, request);
      if (verdict.kind === "impossible") {
        this.#warn(`tokens for ${method.template} cannot be checked: ${verdict.reason}`);
        return this.#answer("AUTHORIZER_CONFIGURATION_ERROR");
      }
      if (verdict.kind === "invalid") {
        this.#warn(`token for ${request.uri} refused: ${verdict.reason}`);
      }
      if (verdict.kind !== "valid") return this.#answer("UNAUTHORIZED");
    }
    const key = firstHeader(request.headers, "x-api-key") ?? "";
    if (method.apiKeyRequired && !this.#options.apiKeys.has(key)) {
      return this.#answer("INVALID_API_KEY");
    }
    const query = new URLSearchParams(request.query);
    const absent = method.required.filter(({ name, in: place }) =>
      place === "query"
        ? (query.get(name) ?? "") === ""
        : (firstHeader(request.headers, name.toLowerCase()) ?? "") === "",
    );
    return absent.length === 0 ? undefined : this.#answer("BAD_REQUEST_PARAMETERS");
  }

  async #integrate(routed: Routed, request: EdgeRequest): Promise<EdgeResponse> {
    const { integration, template } = routed.method;
    switch (integration.kind) {
      case "unknown":
        this.#warn(`${template}: ${integration.reason}`);
        return this.#answer("INTEGRATION_FAILURE");
      case "function":
        return this.#invoke(integration, routed, request);
      case "loadBalancer":
        return this.#forward(integration, routed, request);
    }
  }

  async #invoke(
    integration: Extract<Integration, { kind: "function" }>,
    routed: Routed,
    request: EdgeRequest,
  ): Promise<EdgeResponse> {
    const { api } = this.#options;
    const target = this.#options.functionFor(integration);
    const path = routed.method.template.slice(1).replace(/\{[^}]+\}/g, "*");
    const sourceArn = `${api.executionArn}/${request.method}/${path}`;
    const fault =
      target === undefined
        ? `${integration.functionArn} is not in the state`
        : target.blocked(sourceArn);
    if (target === undefined || fault !== undefined) {
      this.#warn(fault ?? "");
      return this.#answer("MALFORMED_ANSWER");
    }
    const body = await readBody(request.body, MAX_EVENT_BYTES);
    if (body === undefined) return this.#answer("REQUEST_TOO_LARGE");
    const invocation = await target.invoke(gatewayEvent({ api, routed, request, body }));
    if (invocation.kind === "failed") {
      this.#warn(`${target.label}: ${invocation.message}`);
      return this.#answer("MALFORMED_ANSWER");
    }
    const response = gatewayResult(api.protocol, invocation.payload);
    if (response !== undefined) return response;
    this.#warn(`${target.label}: its response is malformed: statusCode and a text as body`);
    return this.#answer("MALFORMED_ANSWER");
  }

  async #forward(
    integration: Extract<Integration, { kind: "loadBalancer" }>,
    { variables }: Routed,
    request: EdgeRequest,
  ): Promise<EdgeResponse> {
    const balancer = this.#options.balancerFor(integration);
    if (balancer === undefined || balancer.blocked !== undefined) {
      this.#warn(balancer?.blocked ?? `${integration.loadBalancerArn} is not in the state`);
      return this.#answer("INTEGRATION_FAILURE");
    }
    const uri = integration.path?.replace(
      /\{([^}]+)\}/g,
      (_, name: string) => variables[name] ?? "",
    );
    const response = await balancer.handle({ ...request, uri: uri ?? request.uri });
    if (response !== undefined) return response;
    this.#warn(`the load balancer has no listener on port ${integration.port}`);
    return this.#answer("INTEGRATION_FAILURE");
  }

  #answer(type: AnswerType): EdgeResponse {
    const { api } = this.#options;
    const [status, text] = STANDARD[type];
    if (api.protocol === "http" && type === "MISSING_AUTHENTICATION_TOKEN") {
      return textResponse(404, "application/json", JSON.stringify({ message: "Not Found" }));
    }
    const message = JSON.stringify(text);
    const own = api.answers.get(type);
    const body =
      own?.body.replaceAll("$context.error.messageString", message) ?? `{"message":${message}}`;
    return textResponse(own?.status ?? status, "application/json", body);
  }

  #warn(message: string): void {
    this.#options.warn(`API ${this.#options.api.id}: ${message}`);
  }
}
