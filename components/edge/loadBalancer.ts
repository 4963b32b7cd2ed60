import * as ec2 from "@pulumi/aws/ec2";
import * as lambda from "@pulumi/aws/lambda";
import * as lb from "@pulumi/aws/lb";
import * as wafv2 from "@pulumi/aws/wafv2";
import * as pulumi from "@pulumi/pulumi";
import type { Route } from "../../services/contract";
import type { LogBucket } from "../data/logBucket";
import { allowFrom, createSecurityGroup } from "../internal/firewall";
import { autoNameWithin, shortHash } from "../internal/naming";
import { priorityOf } from "../internal/serviceFaults";
import type { Network } from "../network/network";
import type { Certificate } from "./certificate";
import type { ApiOrigin, FunctionTarget, Ingress, TaskRules, TaskTargets } from "./ingress";
import type { WebAcl } from "./webAcl";

export interface LoadBalancerArgs {
  readonly network: Network;
  readonly accountId: pulumi.Input<string>;
  /** Certificate for the site's domain, in the stack's region. */
  readonly certificate: Certificate;
  readonly webAcl: WebAcl;
  readonly accessLogs: LogBucket;
  /** Refuses to delete the load balancer. @default false */
  readonly protect?: boolean;
}

/** TLS 1.3 and 1.2 with forward secrecy: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html */
const tlsPolicy = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06";

/**
 * The one load balancer that every service shares. It sits in private subnets and takes HTTPS from
 * CloudFront alone, which reaches it as a VPC origin; a path no service claims answers 404.
 */
export class LoadBalancer extends pulumi.ComponentResource implements Ingress {
  readonly arn: pulumi.Output<string>;
  readonly dnsName: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  readonly listenerArn: pulumi.Output<string>;
  readonly origin: ApiOrigin;
  readonly taskPeerSecurityGroupId: pulumi.Output<string>;
  readonly #name: string;
  readonly #accountId: pulumi.Input<string>;

  constructor(name: string, args: LoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:edge:LoadBalancer", name, {}, opts);
    this.#name = name;
    this.#accountId = args.accountId;

    const securityGroup = createSecurityGroup(
      `${name}-security-group`,
      { vpcId: args.network.vpcId, description: "Shared load balancer" },
      { parent: this },
    );
    const cloudFront = ec2.getManagedPrefixListOutput(
      { name: "com.amazonaws.global.cloudfront.origin-facing" },
      { parent: this },
    );
    allowFrom(
      `${name}-from-cloudfront`,
      {
        securityGroupId: securityGroup.id,
        peer: { prefixListId: cloudFront.id },
        port: 443,
        description: "HTTPS from CloudFront only",
      },
      { parent: this },
    );
    const balancer = new lb.LoadBalancer(
      `${name}-alb`,
      {
        loadBalancerType: "application",
        internal: true,
        subnets: args.network.privateSubnetIds,
        securityGroups: [securityGroup.id],
        dropInvalidHeaderFields: true,
        desyncMitigationMode: "defensive",
        enableDeletionProtection: args.protect ?? false,
        accessLogs: {
          enabled: true,
          bucket: args.accessLogs.bucketName,
          prefix: "load-balancer",
        },
        connectionLogs: {
          enabled: true,
          bucket: args.accessLogs.bucketName,
          prefix: "load-balancer",
        },
      },
      { parent: this, dependsOn: args.accessLogs.ready, protect: args.protect ?? false },
    );
    const listener = new lb.Listener(
      `${name}-https`,
      {
        loadBalancerArn: balancer.arn,
        port: 443,
        protocol: "HTTPS",
        sslPolicy: tlsPolicy,
        certificateArn: args.certificate.arn,
        defaultActions: [
          {
            type: "fixed-response",
            fixedResponse: {
              contentType: "application/json",
              messageBody: JSON.stringify({ code: 404, message: "no service answers this path" }),
              statusCode: "404",
            },
          },
        ],
      },
      { parent: this },
    );
    new wafv2.WebAclAssociation(
      `${name}-web-acl`,
      { resourceArn: balancer.arn, webAclArn: args.webAcl.arn },
      { parent: this },
    );

    this.arn = balancer.arn;
    this.dnsName = balancer.dnsName;
    this.securityGroupId = securityGroup.id;
    this.listenerArn = listener.arn;
    this.origin = { kind: "vpc", arn: this.arn, domainName: this.dnsName };
    this.taskPeerSecurityGroupId = securityGroup.id;
    this.registerOutputs({
      arn: this.arn,
      dnsName: this.dnsName,
      securityGroupId: this.securityGroupId,
      listenerArn: this.listenerArn,
    });
  }

  routeToTasks(routes: readonly Route[], targets: TaskTargets): TaskRules {
    return { production: this.route(routes, targets.production), test: [] };
  }

  routeToFunction(routes: readonly Route[], target: FunctionTarget): void {
    const { name, parent } = target;
    const targetGroup = new lb.TargetGroup(
      autoNameWithin(`${name}-targets`, 32),
      { targetType: "lambda" },
      { parent },
    );
    const permission = new lambda.Permission(
      `${name}-from-load-balancer`,
      {
        action: "lambda:InvokeFunction",
        principal: "elasticloadbalancing.amazonaws.com",
        function: target.functionName,
        qualifier: target.aliasName,
        sourceArn: targetGroup.arn,
        sourceAccount: this.#accountId,
      },
      { parent },
    );
    const attachment = new lb.TargetGroupAttachment(
      `${name}-target`,
      { targetGroupArn: targetGroup.arn, targetId: target.aliasArn },
      { parent, dependsOn: permission },
    );
    // Requests arrive once the function is registered, also when a container answered them before.
    this.route(routes, targetGroup, { dependsOn: attachment });
  }

  /**
   * One rule for each route.
   *
   * The rules are the load balancer's own and named by their path alone, so a service that changes its
   * runtime or its name updates them. As the service's children they would be created anew before the
   * old ones go, and AWS refuses two rules of one priority:
   * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html
   */
  private route(
    routes: readonly Route[],
    targetGroup: lb.TargetGroup,
    opts: { readonly dependsOn?: pulumi.Resource } = {},
  ): lb.ListenerRule[] {
    return routes.map(
      (route) =>
        new lb.ListenerRule(
          `${this.#name}-route-${pathName(route.path)}`,
          {
            listenerArn: this.listenerArn,
            priority: priorityOf(route),
            conditions: [{ pathPattern: { values: [route.path] } }],
            actions: [{ type: "forward", targetGroupArn: targetGroup.arn }],
          },
          { ...opts, parent: this },
        ),
    );
  }
}

/** `/catalog/*` to `catalog-` and a hash, which keeps it apart from `/catalog`, for a rule's logical name. */
function pathName(path: string): string {
  const words = path.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "") || "all";
  return `${words}-${shortHash(path, 6)}`;
}
