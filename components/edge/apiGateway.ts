import * as pulumi from "@pulumi/pulumi";
import type { Route } from "../../services/contract";
import { ArgumentError } from "../internal/errors";
import type { ApiGatewayArgs, PrivateServices } from "./apiGateway/args";
import { createCustomDomain } from "./apiGateway/customDomain";
import { apiFault, argumentFaults, routeFault } from "./apiGateway/faults";
import { permitAuthorizer, permitFunctions } from "./apiGateway/functionPermissions";
import { createHttpApi } from "./apiGateway/httpApi";
import type { AttachedRoute, RouteTarget } from "./apiGateway/plan";
import { createRestApi } from "./apiGateway/restApi";
import type { ApiOrigin, FunctionTarget, Ingress, TaskRules, TaskTargets } from "./ingress";

export type {
  ApiGatewayArgs,
  ApiKeys,
  Authorizer,
  CacheSizeGB,
  CustomDomain,
  HttpApiGatewayArgs,
  PrivateServices,
  RestApiGatewayArgs,
  UsagePlan,
} from "./apiGateway/args";

/** What a deployed API is known by. */
interface Deployed {
  readonly apiId: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;
  readonly apiKeyValues: Readonly<Record<string, pulumi.Output<string>>>;
  readonly origin: ApiOrigin;
}

/**
 * An API of Amazon API Gateway as the way in: functions are invoked by it, tasks are reached through a
 * VPC link and an internal load balancer.
 *
 * Services attach their routes, then `deploy` creates the API from all of them: what API Gateway
 * publishes is one snapshot, and a snapshot of half the services would serve half of them.
 */
export class ApiGateway extends pulumi.ComponentResource implements Ingress {
  readonly #name: string;
  readonly #args: ApiGatewayArgs;
  readonly #routes: AttachedRoute[] = [];
  #deployed: Deployed | undefined;

  constructor(name: string, args: ApiGatewayArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:edge:ApiGateway", name, {}, opts);
    this.#name = name;
    this.#args = args;
    const [fault] = argumentFaults(args);
    if (fault !== undefined) throw this.fault(fault);
    args.privateServices?.vpcLink.allowTo(args.privateServices.loadBalancer);
  }

  /** @throws ArgumentError before `deploy` */
  get origin(): ApiOrigin {
    return this.deployed("origin").origin;
  }

  /** @throws ArgumentError before `deploy` */
  get apiId(): pulumi.Output<string> {
    return this.deployed("apiId").apiId;
  }

  /**
   * Address at which the API answers requests that carry the origin secret.
   *
   * @throws ArgumentError before `deploy`
   */
  get url(): pulumi.Output<string> {
    return this.deployed("url").url;
  }

  /**
   * Values of the API keys by usage plan, secret.
   *
   * @throws ArgumentError before `deploy`
   */
  get apiKeyValues(): Readonly<Record<string, pulumi.Output<string>>> {
    return this.deployed("apiKeyValues").apiKeyValues;
  }

  get taskPeerSecurityGroupId(): pulumi.Output<string> {
    return this.privateServices.loadBalancer.taskPeerSecurityGroupId;
  }

  routeToTasks(routes: readonly Route[], targets: TaskTargets): TaskRules {
    const by = this.privateServices;
    for (const route of routes) this.attach(route, { kind: "tasks", by });
    return by.loadBalancer.routeToTasks(routes, targets);
  }

  routeToFunction(routes: readonly Route[], target: FunctionTarget): void {
    for (const route of routes) this.attach(route, { kind: "function", function: target });
  }

  /**
   * Creates the API with the routes that were attached, and returns where CloudFront finds it.
   *
   * @throws ArgumentError when it has no route, a route cannot be cached, or it was deployed before
   */
  deploy(): ApiOrigin {
    if (this.#deployed !== undefined) {
      throw this.fault("must be deployed once, got a second deploy(); remove one of them");
    }
    const name = this.#name;
    const args = this.#args;
    const fault = apiFault(args, this.#routes);
    if (fault !== undefined) throw this.fault(fault);

    const child = { parent: this };
    const api =
      args.protocol === "rest"
        ? createRestApi(name, args, this.#routes, child)
        : createHttpApi(name, args, this.#routes, child);
    permitFunctions(name, api, this.#routes);
    permitAuthorizer(name, api, args.authorizer);
    const { customDomain } = args;
    if (customDomain) createCustomDomain(name, args.protocol, customDomain, api, child);

    const domainName =
      customDomain === undefined
        ? pulumi.interpolate`${api.apiId}.execute-api.${args.region}.amazonaws.com`
        : pulumi.output(customDomain.domainName);
    const path = customDomain === undefined && args.protocol === "rest" ? `/${api.stageName}` : "";
    const deployed = {
      apiId: api.apiId,
      url: pulumi.interpolate`https://${domainName}${path}`,
      apiKeyValues: api.apiKeyValues,
      origin: {
        kind: "public",
        domainName,
        path: pulumi.output(path),
        secretHeader: args.originSecret,
      },
    } as const;
    this.#deployed = deployed;
    const { apiId, url, apiKeyValues } = deployed;
    this.registerOutputs({ apiId, url, apiKeyValues });
    return deployed.origin;
  }

  private get privateServices(): PrivateServices {
    const { privateServices } = this.#args;
    if (privateServices !== undefined) return privateServices;
    throw this.fault(
      "privateServices must lead to services that run as tasks, got none; give a VpcLink and a LoadBalancer, or run the services on lambda",
    );
  }

  private attach(route: Route, target: RouteTarget): void {
    if (this.#deployed !== undefined) {
      throw this.fault(
        `route "${route.path}" must be attached before deploy(), got it after; create every service first`,
      );
    }
    const fault = routeFault(this.#args, route, this.#routes);
    if (fault !== undefined) throw this.fault(fault);
    this.#routes.push({ route, target });
  }

  private deployed(what: string): Deployed {
    if (this.#deployed !== undefined) return this.#deployed;
    throw this.fault(
      `${what} is known once the API is deployed, got asked before; call deploy() after the services are created`,
    );
  }

  private fault(fault: string): ArgumentError {
    return new ArgumentError("ApiGateway", this.#name, fault);
  }
}
