import type * as lb from "@pulumi/aws/lb";
import * as wafv2 from "@pulumi/aws/wafv2";
import * as pulumi from "@pulumi/pulumi";
import type { Route } from "../../services/contract";
import type { LogBucket } from "../data/logBucket";
import type { TokenIssuer } from "../identity/tokenIssuer";
import { ArgumentError } from "../internal/errors";
import { createSecurityGroup } from "../internal/firewall";
import type { Network } from "../network/network";
import type { Certificate } from "./certificate";
import type { ApiOrigin, FunctionTarget, Ingress, TaskRules, TaskTargets } from "./ingress";
import { createBalancer } from "./loadBalancer/balancer";
import {
  type Claim,
  claimFault,
  ownClaims,
  sharedClaims,
  sharingFault,
} from "./loadBalancer/claims";
import { admit, allowTokenKeys, type Exposure, httpsPort } from "./loadBalancer/exposure";
import { argumentFault, openFault, uncheckedFault } from "./loadBalancer/faults";
import { createFunctionTarget } from "./loadBalancer/functionTarget";
import { createHttpsListener } from "./loadBalancer/listeners";
import { createRouteRule, createShiftingRules, type TargetPair } from "./loadBalancer/rules";
import type { WebAcl } from "./webAcl";

export interface LoadBalancerArgs {
  readonly network: Network;
  readonly accountId: pulumi.Input<string>;
  /** Certificate for the site's domain, in the stack's region. */
  readonly certificate: Certificate;
  /** Web ACL of scope REGIONAL. */
  readonly webAcl: WebAcl;
  readonly accessLogs: LogBucket;
  /** Who may send requests. @default CloudFront alone */
  readonly exposure?: Exposure;
  /** Who issues customers' tokens, which are checked here. @default none; routes for customers are refused, but for exposure `vpcLink`, where API Gateway checks them */
  readonly identity?: TokenIssuer;
  /**
   * What becomes of a customers' route whose release shifts traffic. ECS shifts it between target
   * groups of a rule that forwards and does nothing else, so the load balancer cannot check tokens too.
   * `checkedByService` says that the service refuses requests without a valid token by itself.
   * @default "refused"
   */
  readonly shiftingCustomerRoutes?: "refused" | "checkedByService";
  /** Seconds that a connection may be silent, 1 to 4000. @default 60 */
  readonly idleTimeoutSeconds?: number;
  /** Refuses to delete the load balancer. @default false */
  readonly protect?: boolean;
}

/** Port of the listener for tests of a release, which no exposure opens. */
const testPort = 8443;

/**
 * The one load balancer that every service shares. Unless its exposure says otherwise it sits in
 * private subnets and takes HTTPS from CloudFront alone, which reaches it as a VPC origin; a path no
 * service claims answers 404.
 */
export class LoadBalancer extends pulumi.ComponentResource implements Ingress {
  readonly arn: pulumi.Output<string>;
  readonly dnsName: pulumi.Output<string>;
  /** Route 53 zone of `dnsName`, for alias records. */
  readonly hostedZoneId: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  readonly listenerArn: pulumi.Output<string>;
  readonly taskPeerSecurityGroupId: pulumi.Output<string>;
  readonly #name: string;
  readonly #args: LoadBalancerArgs;
  readonly #exposure: Exposure;
  readonly #arnSuffix: pulumi.Output<string>;
  readonly #claims: Claim[] = [];
  #testListener: lb.Listener | undefined;

  constructor(name: string, args: LoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:edge:LoadBalancer", name, {}, opts);
    this.#name = name;
    this.#args = args;
    this.#exposure = args.exposure ?? { kind: "cloudFront" };
    this.refuse(argumentFault(args));
    const child = { parent: this };

    const securityGroup = createSecurityGroup(
      `${name}-security-group`,
      { vpcId: args.network.vpcId, description: "Shared load balancer" },
      child,
    );
    admit(name, this.#exposure, securityGroup.id, child);
    const balancer = createBalancer(
      name,
      { ...args, exposure: this.#exposure, securityGroupId: securityGroup.id },
      child,
    );
    const listener = createHttpsListener(
      `${name}-https`,
      { loadBalancerArn: balancer.arn, port: httpsPort, certificateArn: args.certificate.arn },
      child,
    );
    new wafv2.WebAclAssociation(
      `${name}-web-acl`,
      { resourceArn: balancer.arn, webAclArn: args.webAcl.arn },
      child,
    );
    if (args.identity) allowTokenKeys(name, securityGroup.id, child);

    this.arn = balancer.arn;
    this.dnsName = balancer.dnsName;
    this.hostedZoneId = balancer.zoneId;
    this.#arnSuffix = balancer.arnSuffix;
    this.securityGroupId = securityGroup.id;
    this.listenerArn = listener.arn;
    this.taskPeerSecurityGroupId = securityGroup.id;
    this.registerOutputs({
      arn: this.arn,
      dnsName: this.dnsName,
      hostedZoneId: this.hostedZoneId,
      securityGroupId: this.securityGroupId,
      listenerArn: this.listenerArn,
      taskPeerSecurityGroupId: this.taskPeerSecurityGroupId,
    });
  }

  /** @throws ArgumentError unless the load balancer is exposed to CloudFront */
  get origin(): ApiOrigin {
    const { kind } = this.#exposure;
    if (kind !== "cloudFront") {
      this.refuse(
        `exposure must be cloudFront for a load balancer behind a Distribution, got ${kind}; leave exposure out`,
      );
    }
    return { kind: "vpc", arn: this.arn, domainName: this.dnsName };
  }

  routeToTasks(routes: readonly Route[], { production, alternate }: TaskTargets): TaskRules {
    const loadBalancerArnSuffix = this.#arnSuffix;
    if (alternate !== undefined) {
      return { ...this.shift(routes, { production, alternate }), loadBalancerArnSuffix };
    }
    return { production: this.route(routes, production), test: [], loadBalancerArnSuffix };
  }

  routeToFunction(routes: readonly Route[], target: FunctionTarget): void {
    const { targetGroup, attachment } = createFunctionTarget(target, this.#args.accountId);
    // Requests arrive once the function is registered, also when a container answered them before.
    this.route(routes, targetGroup, { dependsOn: attachment });
  }

  private route(
    routes: readonly Route[],
    targetGroup: lb.TargetGroup,
    opts: { readonly dependsOn?: pulumi.Resource } = {},
  ): lb.ListenerRule[] {
    const { identity } = this.#args;
    this.refuse(openFault(routes, this.#args));
    this.claim(ownClaims(routes));
    return routes.map((route) =>
      createRouteRule(
        this.#name,
        { listenerArn: this.listenerArn, route, targetGroupArn: targetGroup.arn, identity },
        { ...opts, parent: this },
      ),
    );
  }

  private shift(
    routes: readonly Route[],
    targets: TargetPair,
  ): Pick<TaskRules, "production" | "test" | "testEndpoint"> {
    const [first, ...others] = routes;
    if (first === undefined) return { production: [], test: [] };
    this.refuse(uncheckedFault(routes, this.#args));
    this.refuse(sharingFault(routes));
    this.claim(sharedClaims(routes));
    const testListener = this.testListener();
    const rules = createShiftingRules(
      this.#name,
      {
        listenerArn: this.listenerArn,
        testListenerArn: testListener.arn,
        routes: [first, ...others],
        targets,
      },
      { parent: this },
    );
    return {
      production: [rules.production],
      test: [rules.test],
      testEndpoint: {
        hostname: this.dnsName,
        // A name below a wildcard, where the certificate has no other.
        serverName: (this.#args.certificate.names[0] ?? "").replace(/^\*/, "test"),
        port: testPort,
        securityGroupId: this.securityGroupId,
      },
    };
  }

  /** Exists once a release needs it. Only a rule of a release's own test opens its port. */
  private testListener(): lb.Listener {
    this.#testListener ??= createHttpsListener(
      `${this.#name}-test`,
      {
        loadBalancerArn: this.arn,
        port: testPort,
        certificateArn: this.#args.certificate.arn,
      },
      { parent: this },
    );
    return this.#testListener;
  }

  private claim(claims: readonly Claim[]): void {
    this.refuse(claimFault(this.#claims, claims));
    this.#claims.push(...claims);
  }

  private refuse(fault: string | undefined): void {
    if (fault !== undefined) throw new ArgumentError("LoadBalancer", this.#name, fault);
  }
}
