/** Connects what runs: target groups to services, load balancers to rules, CloudFront to its origins. */
import type { TargetGroup } from "./balancer/definitions";
import { HttpTargets } from "./balancer/httpTarget";
import { Balancer } from "./balancer/loadBalancer";
import type { Target } from "./balancer/targets";
import { tokenCheck } from "./balancer/tokenCheck";
import type { Clients } from "./clients";
import { CloudFront, type ResolvedOrigin } from "./edge/cloudFront";
import type { Origin } from "./edge/distributions";
import { EdgeFunction } from "./edge/edgeFunction";
import { SiteOrigin } from "./edge/siteOrigin";
import type { Gateway } from "./gateway/gateway";
import { createGateways } from "./gateway/wire";
import { mayBalancerInvoke, unqualifiedArn } from "./functions/lambdaFunctions";
import type { RunningFunction } from "./functions/runningFunction";
import { parsePolicy, servicePrincipalAllowed } from "./identity/policyDocument";
import type { TokenDesk } from "./identity/tokens/desk";
import type { CloudModel } from "./model";
import { endpoint, serviceEndpoint } from "./network/endpoints";
import { refusedBy } from "./network/networkPolicies";
import {
  type Endpoint,
  explainBlocked,
  explainBlockedFromCloudFront,
} from "./network/securityGroups";
import type { Bucket } from "./storage/buckets";
import type { RunningContainerService } from "./tasks/containerService";
import type { ContainerServiceDefinition } from "./tasks/definitions";
import { CloudError } from "./types";

export interface WiringInput {
  readonly model: CloudModel;
  readonly clients: Clients;
  /** Running container services by definition. */
  readonly services: ReadonlyMap<ContainerServiceDefinition, RunningContainerService>;
  /** Running functions by their ARN without a qualifier. */
  readonly functions: ReadonlyMap<string, RunningFunction>;
  /** Signs and checks customers' tokens; undefined when the stack has no user pool. */
  readonly tokenDesk: TokenDesk | undefined;
  readonly warn: (source: string, message: string) => void;
}

function balancerEndpoints(model: CloudModel): Map<string, Endpoint> {
  return new Map(
    model.balancers.map((balancer) => [
      balancer.arn,
      endpoint(
        model,
        `load balancer "${balancer.name}"`,
        balancer.securityGroups,
        balancer.subnets,
      ),
    ]),
  );
}

/** The target of one group behind one load balancer; security groups differ from balancer to balancer. */
function taskTarget(input: WiringInput, group: TargetGroup, from: Endpoint): Target | undefined {
  for (const [definition, service] of input.services) {
    const attached = definition.targetGroups.find(({ arn }) => arn === group.arn);
    if (attached === undefined) continue;
    const { rules } = input.model.network;
    const to = serviceEndpoint(input.model, definition);
    return {
      kind: "tasks",
      label: `service "${definition.name}"`,
      pick: () => service.pick(),
      blocked:
        explainBlocked(rules, from, to, attached.containerPort) ??
        explainRefused(definition, from, attached.containerPort),
    };
  }
  return undefined;
}

/** Why network policies keep a load balancer from the pods; undefined when they do not. */
function explainRefused(
  { name, policies = [] }: ContainerServiceDefinition,
  from: Endpoint,
  port: number,
): string | undefined {
  const { subnetCidrs: cidrs, label } = from;
  const refused = refusedBy(policies, { direction: "Ingress", cidrs, port });
  return refused && `${label} cannot reach the pods of service "${name}": ${refused}.`;
}

function functionTarget(input: WiringInput, group: TargetGroup): Target | undefined {
  const functionArn = input.model.attachments.get(group.arn)?.[0];
  if (functionArn === undefined) return undefined;
  const running = input.functions.get(unqualifiedArn(functionArn));
  if (running === undefined) {
    throw new CloudError(
      `Target group ${group.name} points at ${functionArn}, which is not in the state. The sandbox runs ` +
        "only what the stack deployed.",
    );
  }
  const target = { functionArn, targetGroupArn: group.arn };
  const allowed = mayBalancerInvoke(input.model.permissions, target);
  const label = `function "${running.status().name}"`;
  return {
    kind: "function",
    label,
    multiValueHeaders: group.lambdaMultiValueHeadersEnabled,
    invoke: (event) => running.invoke(event),
    blocked: allowed
      ? undefined
      : `the load balancer may not invoke ${label}: no lambda permission lets ` +
        `elasticloadbalancing.amazonaws.com invoke ${functionArn} for target group ${group.name}`,
  };
}

function createBalancers(input: WiringInput, http: HttpTargets): Map<string, Balancer> {
  const { model, warn } = input;
  const endpoints = balancerEndpoints(model);
  const checkToken = tokenCheck(input.tokenDesk);
  return new Map(
    model.balancers.map((definition) => {
      const from = endpoints.get(definition.arn);
      const targets = model.targetGroups.flatMap((group): [string, Target][] => {
        if (from === undefined) return [];
        const target =
          group.targetType === "lambda"
            ? functionTarget(input, group)
            : taskTarget(input, group, from);
        return target === undefined ? [] : [[group.arn, target]];
      });
      const listeners = model.listeners.filter(
        ({ loadBalancerArn }) => loadBalancerArn === definition.arn,
      );
      const options = { definition, listeners, targets: new Map(targets), http, checkToken };
      const report = (message: string) => {
        warn("load balancer", message);
      };
      return [definition.arn, new Balancer({ ...options, warn: report })];
    }),
  );
}

/** What the bucket's policy says to reads of this distribution. */
function siteOrigin(input: WiringInput, origin: Origin, bucket: Bucket): SiteOrigin {
  const { distribution, accountId } = input.model;
  const statements =
    bucket.policy === undefined ? [] : parsePolicy(bucket.policy, `bucket ${bucket.name}`);
  const allowed = (action: string, resource: string) =>
    origin.originAccessControlId !== undefined &&
    servicePrincipalAllowed(statements, {
      service: "cloudfront.amazonaws.com",
      action,
      resource,
      context: {
        "aws:SourceArn": distribution.arn,
        "aws:SourceAccount": accountId,
        "aws:SecureTransport": "true",
      },
    });
  return new SiteOrigin({
    client: input.clients.s3,
    bucket: bucket.name,
    originPath: origin.originPath,
    refused: allowed("s3:GetObject", `${bucket.arn}/index.html`)
      ? undefined
      : `CloudFront may not read bucket ${bucket.name}: its policy has no statement that allows ` +
        `s3:GetObject to cloudfront.amazonaws.com for ${distribution.arn} through an origin access control`,
    mayList: allowed("s3:ListBucket", bucket.arn),
    warn: (message) => {
      input.warn("cloudfront", message);
    },
  });
}

/** What the origins of a distribution can lead to, besides buckets. */
interface Backends {
  /** Load balancers by ARN. */
  readonly balancers: ReadonlyMap<string, Balancer>;
  /** APIs by host name. */
  readonly gateways: ReadonlyMap<string, Gateway>;
}

function resolveOrigin(
  input: WiringInput,
  { balancers, gateways }: Backends,
  origin: Origin,
): ResolvedOrigin {
  const { model } = input;
  const bucket = model.buckets.find(({ domainName }) => domainName === origin.domainName);
  if (bucket !== undefined) return { kind: "site", site: siteOrigin(input, origin, bucket) };
  const gateway = gateways.get(origin.domainName);
  if (gateway !== undefined) return { kind: "gateway", gateway };
  const vpcOrigin = model.vpcOrigins.get(origin.vpcOriginConfig?.vpcOriginId ?? "");
  const balancer = balancers.get(vpcOrigin?.loadBalancerArn ?? "");
  const to = balancerEndpoints(model).get(vpcOrigin?.loadBalancerArn ?? "");
  if (vpcOrigin === undefined || balancer === undefined || to === undefined) {
    return {
      kind: "unknown",
      reason: `${origin.domainName} is neither a bucket nor a load balancer nor an API of this stack`,
    };
  }
  const { rules, groupIds } = model.network;
  const blocked = explainBlockedFromCloudFront(rules, groupIds, to, vpcOrigin.port);
  return { kind: "balancer", balancer, port: vpcOrigin.port, blocked };
}

export interface WiredCloud {
  readonly edge: CloudFront;
  /** Connections to tasks. */
  readonly http: HttpTargets;
}

/** @throws CloudError for a function that does not compile or a target that is not in the state */
export function wire(input: WiringInput): WiredCloud {
  const { model, warn } = input;
  const http = new HttpTargets();
  const balancers = createBalancers(input, http);
  const report = (message: string) => {
    warn("cloudfront", message);
  };
  const gateways = createGateways({
    ...input,
    balancers,
    endpoints: balancerEndpoints(model),
    endpoint: (label, groupIds, subnetIds) => endpoint(model, label, groupIds, subnetIds),
    warn: (message) => {
      warn("api gateway", message);
    },
  });
  const edge = new CloudFront({
    distribution: model.distribution,
    origins: new Map(
      model.distribution.origins.map((origin) => [
        origin.originId,
        resolveOrigin(input, { balancers, gateways }, origin),
      ]),
    ),
    functions: new Map(
      model.edgeFunctions.map((code) => [code.arn, new EdgeFunction(code, report)]),
    ),
    forwarding: model.forwarding,
    responseHeaders: model.responseHeaders,
    warn: report,
  });
  return { edge, http };
}
