/** Connects APIs to the functions and load balancers behind them. */
import type { Balancer } from "../balancer/loadBalancer";
import { tokenCheck } from "../balancer/tokenCheck";
import { mayApiInvoke, unqualifiedArn } from "../functions/lambdaFunctions";
import type { RunningFunction } from "../functions/runningFunction";
import type { TokenDesk } from "../identity/tokens/desk";
import type { CloudModel } from "../model";
import { type Endpoint, explainBlocked } from "../network/securityGroups";
import { Gateway, type InvokedFunction, type LinkedBalancer } from "./gateway";
import type { GatewayApi, Integration } from "./definitions";
import { checkTokens } from "./tokens";

export interface GatewayWiring {
  readonly model: CloudModel;
  /** Running functions by their ARN without a qualifier. */
  readonly functions: ReadonlyMap<string, RunningFunction>;
  /** Load balancers by ARN, and where they are in the network. */
  readonly balancers: ReadonlyMap<string, Balancer>;
  readonly endpoints: ReadonlyMap<string, Endpoint>;
  /** An endpoint with these groups and subnets. */
  endpoint(label: string, groupIds: readonly string[], subnetIds: readonly string[]): Endpoint;
  readonly tokenDesk: TokenDesk | undefined;
  readonly warn: (message: string) => void;
}

/** Gateways by each host name that leads to them. */
export function createGateways(wiring: GatewayWiring): Map<string, Gateway> {
  const { model } = wiring;
  const check = tokenCheck(wiring.tokenDesk);
  return new Map(
    model.gateways.apis.flatMap((api) => {
      const gateway = new Gateway({
        api,
        requiredHeaders: model.gateways.requiredHeaders.get(api.stageArn ?? "") ?? [],
        apiKeys: model.gateways.apiKeys,
        functionFor: (integration) => functionFor(wiring, api, integration.functionArn),
        balancerFor: (integration) => balancerFor(wiring, api, integration),
        checkTokens: (authorization, request) =>
          checkTokens(authorization, request, { issuers: model.tokenIssuers, check }),
        warn: wiring.warn,
      });
      return api.hosts.map((host): [string, Gateway] => [host, gateway]);
    }),
  );
}

function functionFor(
  { model, functions }: GatewayWiring,
  api: GatewayApi,
  functionArn: string,
): InvokedFunction | undefined {
  const running = functions.get(unqualifiedArn(functionArn));
  if (running === undefined) return undefined;
  const label = `function "${running.status().name}"`;
  return {
    label,
    invoke: (event) => running.invoke(event),
    blocked: (sourceArn) =>
      mayApiInvoke(model.permissions, { functionArn, sourceArn })
        ? undefined
        : `API ${api.id} may not invoke ${label}: no lambda permission lets apigateway.amazonaws.com ` +
          `invoke ${functionArn} for ${sourceArn}`,
  };
}

function balancerFor(
  wiring: GatewayWiring,
  api: GatewayApi,
  { loadBalancerArn, vpcLinkId, port }: Extract<Integration, { kind: "loadBalancer" }>,
): LinkedBalancer | undefined {
  const balancer = wiring.balancers.get(loadBalancerArn);
  const to = wiring.endpoints.get(loadBalancerArn);
  if (balancer === undefined || to === undefined) return undefined;
  const link = wiring.model.gateways.vpcLinks.get(vpcLinkId);
  const from =
    link && wiring.endpoint(`VPC link "${link.name}"`, link.securityGroupIds, link.subnetIds);
  const blocked =
    from === undefined
      ? `VPC link ${vpcLinkId} of API ${api.id} is not in the state`
      : explainBlocked(wiring.model.network.rules, from, to, port);
  return { handle: (request) => balancer.handle(port, request), blocked };
}
