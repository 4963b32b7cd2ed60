import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import { domainNameFault, withoutWildcard, zoneFault } from "../internal/domainNames";
import { ArgumentError } from "../internal/errors";
import { rangeFaults } from "../internal/serviceFaults";
import type { HealthCheck } from "./healthCheck";

/** What a name leads to. */
export type AliasTarget =
  /** A CloudFront distribution, whose health Route 53 does not see. */
  | { readonly kind: "cloudFront"; readonly domainName: pulumi.Input<string> }
  /** A load balancer or API Gateway domain, left out of the answers while it is not healthy. */
  | {
      readonly kind: "regional";
      readonly domainName: pulumi.Input<string>;
      /** Hosted zone of the target itself, as AWS names it, not of the record. */
      readonly targetZoneId: pulumi.Input<string>;
    };

/** How Route 53 chooses among the records of one name. */
export type AliasRouting =
  /** One record, one answer. */
  | { readonly kind: "simple" }
  /** The primary while its check is healthy, the secondary otherwise. */
  | { readonly kind: "failover"; readonly role: "primary"; readonly healthCheck: HealthCheck }
  | { readonly kind: "failover"; readonly role: "secondary"; readonly healthCheck?: HealthCheck }
  /** The record of the region that answers the asker fastest. */
  | { readonly kind: "latency"; readonly region: string; readonly healthCheck?: HealthCheck }
  /** By shares: `weight` of the sum of all weights, 0 to 255. */
  | {
      readonly kind: "weighted";
      readonly weight: number;
      /** Tells the record from others of the name, such as `new`. */
      readonly id: string;
      readonly healthCheck?: HealthCheck;
    };

export interface AliasRecordArgs {
  readonly hostedZoneId: pulumi.Input<string>;
  /** Name of that zone; a name outside of it is refused before anything is created. @default not checked */
  readonly zoneName?: string;
  /** Name to answer for, such as `shop.example.com`. */
  readonly domainName: string;
  readonly target: AliasTarget;
  /** @default `{ kind: "simple" }` */
  readonly routing?: AliasRouting;
  /** Answers over IPv6 too (AAAA). @default true */
  readonly ipv6?: boolean;
}

/**
 * CloudFront's own hosted zone, the same for every distribution:
 * https://docs.aws.amazon.com/general/latest/gr/cf_region.html
 */
const cloudFrontZoneId = "Z2FDTNDATAQYW2";

/**
 * A name of a hosted zone that leads to a CloudFront distribution, a load balancer or an API. Alias
 * records follow their target's addresses, cost nothing per query, and may stand at a zone's top.
 */
export class AliasRecord extends pulumi.ComponentResource {
  /** The name, as the records have it. */
  readonly domainName: pulumi.Output<string>;

  constructor(name: string, args: AliasRecordArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:edge:AliasRecord", name, {}, opts);
    const fault = aliasFault(args);
    if (fault !== undefined) throw new ArgumentError("AliasRecord", name, fault);
    const shared = {
      zoneId: args.hostedZoneId,
      name: args.domainName,
      aliases: [aliasOf(args.target)],
      ...routingOf(args.routing ?? { kind: "simple" }),
    };

    const record = new route53.Record(`${name}-a`, { ...shared, type: "A" }, { parent: this });
    if (args.ipv6 ?? true) {
      new route53.Record(`${name}-aaaa`, { ...shared, type: "AAAA" }, { parent: this });
    }

    this.domainName = record.name;
    this.registerOutputs({ domainName: this.domainName });
  }
}

/** CloudFront's health cannot be evaluated: https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html */
function aliasOf(target: AliasTarget) {
  return target.kind === "cloudFront"
    ? { name: target.domainName, zoneId: cloudFrontZoneId, evaluateTargetHealth: false }
    : { name: target.domainName, zoneId: target.targetZoneId, evaluateTargetHealth: true };
}

function routingOf(routing: AliasRouting): Partial<route53.RecordArgs> {
  if (routing.kind === "simple") return {};
  const check = routing.healthCheck;
  const checked = check === undefined ? {} : { healthCheckId: check.healthCheckId };
  switch (routing.kind) {
    case "failover":
      return {
        ...checked,
        setIdentifier: routing.role,
        failoverRoutingPolicies: [{ type: routing.role.toUpperCase() }],
      };
    case "latency":
      return {
        ...checked,
        setIdentifier: routing.region,
        latencyRoutingPolicies: [{ region: routing.region }],
      };
    case "weighted":
      return {
        ...checked,
        setIdentifier: routing.id,
        weightedRoutingPolicies: [{ weight: routing.weight }],
      };
  }
}

function aliasFault({ domainName, zoneName, routing }: AliasRecordArgs): string | undefined {
  return (
    domainNameFault("domainName", withoutWildcard(domainName)) ??
    zoneFault("domainName", domainName, zoneName) ??
    (routing?.kind === "weighted"
      ? rangeFaults("routing.weight", routing.weight, 0, 255)[0]
      : undefined) ??
    (routing?.kind === "latency" && !/^[a-z]{2}(-[a-z]+)+-\d$/.test(routing.region)
      ? `routing.region must be an AWS region such as eu-west-1, got "${routing.region}"; name the region that the target is in`
      : undefined)
  );
}
