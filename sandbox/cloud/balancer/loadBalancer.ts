/** An Application Load Balancer: listener rules, target groups and the answers of its own. */
import { randomBytes } from "node:crypto";
import { STATUS_CODES } from "node:http";
import { readBody } from "../http/body";
import {
  type EdgeRequest,
  type EdgeResponse,
  type Headers,
  firstHeader,
  textResponse,
} from "../http/exchange";
import type { Action, Listener, LoadBalancer } from "./definitions";
import { type HttpTargets, TargetTimeout } from "./httpTarget";
import { MAX_LAMBDA_BYTES, albEvent, readAlbResult } from "./lambdaEvent";
import { chooseActions, chooseTargetGroup } from "./rules";
import type { FunctionTarget, Target, TaskTarget } from "./targets";
import type { TokenCheck } from "./tokenCheck";

export interface BalancerOptions {
  readonly definition: LoadBalancer;
  readonly listeners: readonly Listener[];
  /** Targets by target group ARN. */
  readonly targets: ReadonlyMap<string, Target>;
  readonly http: HttpTargets;
  readonly checkToken: TokenCheck;
  readonly warn: (message: string) => void;
}

/** The short pages a load balancer answers with itself. */
function errorPage(status: number): EdgeResponse {
  const title = `${status} ${STATUS_CODES[status] ?? ""}`.trim();
  const html = `<html><head><title>${title}</title></head><body><center><h1>${title}</h1></center></body></html>\n`;
  return textResponse(status, "text/html", html);
}

/** `Root=1-<time>-<random>`, kept and completed when a request already carries one. */
function traceId(headers: Headers): string {
  const self = `1-${Math.floor(Date.now() / 1000).toString(16)}-${randomBytes(12).toString("hex")}`;
  const given = firstHeader(headers, "x-amzn-trace-id");
  return given === undefined ? `Root=${self}` : `Self=${self};${given}`;
}

/** Headers a load balancer adds for its targets. */
function forTarget(request: EdgeRequest, listener: Listener): EdgeRequest {
  const headers = new Map(request.headers);
  const before = (headers.get("x-forwarded-for") ?? []).join(", ");
  headers.set("x-forwarded-for", [
    before === "" ? request.viewerAddress : `${before}, ${request.viewerAddress}`,
  ]);
  headers.set("x-forwarded-proto", [listener.protocol.toLowerCase()]);
  headers.set("x-forwarded-port", [String(listener.port)]);
  headers.set("x-amzn-trace-id", [traceId(headers)]);
  return { ...request, headers };
}

function redirect(action: Action, request: EdgeRequest, listener: Listener): EdgeResponse {
  const { redirect: to } = action;
  if (to === undefined) return errorPage(500);
  const host = (firstHeader(request.headers, "host") ?? "").replace(/:\d+$/, "");
  const fill = (text: string) =>
    text
      .replaceAll("#{protocol}", listener.protocol.toLowerCase())
      .replaceAll("#{host}", host)
      .replaceAll("#{port}", String(listener.port))
      .replaceAll("#{path}", request.uri.slice(1))
      .replaceAll("#{query}", request.query);
  const query = fill(to.query);
  const location = `${fill(to.protocol).toLowerCase()}://${fill(to.host)}:${fill(to.port)}${fill(to.path)}${query === "" ? "" : `?${query}`}`;
  const status = to.statusCode === "HTTP_301" ? 301 : 302;
  const response = errorPage(status);
  return { ...response, headers: new Map(response.headers).set("location", [location]) };
}

export class Balancer {
  readonly #options: BalancerOptions;

  constructor(options: BalancerOptions) {
    this.#options = options;
  }

  /** Answers a request that reached the load balancer on `port`; undefined without a listener there. */
  async handle(port: number, request: EdgeRequest): Promise<EdgeResponse | undefined> {
    const listener = this.#options.listeners.find((candidate) => candidate.port === port);
    if (listener === undefined) return undefined;
    const actions = chooseActions(listener, request);
    for (const before of actions.slice(0, -1)) {
      const refusal = await this.#authenticate(before, request);
      if (refusal !== undefined) return refusal;
    }
    const action = actions.at(-1);
    switch (action?.type) {
      case "fixed-response": {
        const fixed = action.fixedResponse;
        if (fixed === undefined) return errorPage(500);
        return textResponse(Number(fixed.statusCode), fixed.contentType, fixed.messageBody);
      }
      case "redirect":
        return redirect(action, request, listener);
      case "forward":
        return this.#forward(action, request, listener);
      default:
        return this.#notSimulated(`action ${action?.type ?? "(none)"} is not simulated`);
    }
  }

  /** The answer to a request that may not pass, undefined for one that may. */
  async #authenticate(action: Action, request: EdgeRequest): Promise<EdgeResponse | undefined> {
    if (action.jwtValidation === undefined) {
      return this.#notSimulated(`action ${action.type} is not simulated, so nobody is let through`);
    }
    const verdict = await this.#options.checkToken(action.jwtValidation, request);
    switch (verdict.kind) {
      case "valid":
        return undefined;
      case "missing":
        return errorPage(401);
      case "invalid":
        this.#options.warn(`token for ${request.uri} refused: ${verdict.reason}`);
        return errorPage(401);
      case "impossible":
        return this.#notSimulated(`tokens for ${request.uri} cannot be checked: ${verdict.reason}`);
    }
  }

  #notSimulated(reason: string): EdgeResponse {
    this.#options.warn(`load balancer ${this.#options.definition.name}: ${reason}`);
    return errorPage(500);
  }

  async #forward(action: Action, request: EdgeRequest, listener: Listener): Promise<EdgeResponse> {
    const targetGroupArn = chooseTargetGroup(action, Math.random());
    const target = this.#options.targets.get(targetGroupArn ?? "");
    // No registered targets: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
    if (targetGroupArn === undefined || target === undefined) return errorPage(503);
    const forwarded = forTarget(request, listener);
    return target.kind === "tasks"
      ? this.#toTask(target, forwarded)
      : this.#toFunction(target, targetGroupArn, forwarded);
  }

  async #toTask(target: TaskTarget, request: EdgeRequest): Promise<EdgeResponse> {
    if (target.blocked !== undefined) {
      // On AWS the connection would hang until the time-out; nobody learns from waiting for it.
      this.#options.warn(target.blocked);
      return errorPage(504);
    }
    const port = target.pick();
    if (port === undefined) return errorPage(503);
    try {
      return await this.#options.http.send(port, request, this.#options.definition.idleTimeout);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#options.warn(`${target.label} on port ${port}: ${message}`);
      return errorPage(error instanceof TargetTimeout ? 504 : 502);
    }
  }

  async #toFunction(
    target: FunctionTarget,
    targetGroupArn: string,
    request: EdgeRequest,
  ): Promise<EdgeResponse> {
    if (target.blocked !== undefined) {
      this.#options.warn(target.blocked);
      return errorPage(502);
    }
    const body = await readBody(request.body, MAX_LAMBDA_BYTES);
    if (body === undefined) return errorPage(413);
    const { multiValueHeaders } = target;
    const invocation = await target.invoke(
      albEvent(request, body, { targetGroupArn, multiValueHeaders }),
    );
    if (invocation.kind === "failed") {
      this.#options.warn(`${target.label}: ${invocation.message}`);
      return errorPage(502);
    }
    const result = readAlbResult(invocation.payload, multiValueHeaders);
    if ("response" in result) return result.response;
    this.#options.warn(`${target.label}: ${result.fault}`);
    return errorPage(502);
  }
}
