import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import { domainNameFault, isWithinZone } from "../internal/domainNames";
import { ArgumentError } from "../internal/errors";
import type { LogSettings } from "../observability/logGroup";
import { signZone } from "./dns/dnssec";
import { createQueryLog } from "./dns/queryLog";

/** The zone above this one, in which this one is made known. */
export interface ParentZone {
  readonly hostedZoneId: pulumi.Input<string>;
  /** Name of the parent zone, such as `example.com`. */
  readonly zoneName: string;
  /** Seconds for which resolvers keep the way here. @default 3600; a day would make a wrong one last as long */
  readonly ttlSeconds?: number;
}

export interface HostedZoneArgs {
  /** Domain that the zone answers for, such as `shop.example.com`. */
  readonly domainName: string;
  readonly accountId: pulumi.Input<string>;
  /** How the query log is kept; it is in us-east-1, whatever the stack's region. */
  readonly logs: LogSettings;
  /**
   * Zone of the domain above, also of this account, which gets the records that lead here: name servers,
   * and the key's DS record with `dnssec`. @default none; whoever holds the domain above enters `nameServers`
   */
  readonly parentZone?: ParentZone;
  /**
   * Signs every answer. A mistake with the key or its DS record makes the whole domain unreachable, so
   * read about monitoring first:
   * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec.html
   * @default false
   */
  readonly dnssec?: boolean;
  /** Refuses to delete the zone and its signing key. @default false */
  readonly protect?: boolean;
}

/** What a certificate or a record needs to know of a zone, to be spread into its arguments. */
export interface ZoneReference {
  readonly hostedZoneId: pulumi.Output<string>;
  readonly zoneName: string;
}

/** A public Route 53 hosted zone that logs every query, and may sign its answers. */
export class HostedZone extends pulumi.ComponentResource {
  readonly zoneId: pulumi.Output<string>;
  readonly domainName: string;
  /** The four name servers, which the domain above must name. */
  readonly nameServers: pulumi.Output<string[]>;
  /** Group of the query log, in us-east-1. */
  readonly queryLogGroupName: pulumi.Output<string>;
  /** With `dnssec`: the record that the domain above must hold for resolvers to check the signatures. */
  readonly dsRecord: pulumi.Output<string> | undefined;
  /** `{hostedZoneId, zoneName}`, as Certificate, AliasRecord and UserPool take them. */
  readonly reference: ZoneReference;

  constructor(name: string, args: HostedZoneArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:edge:HostedZone", name, {}, opts);
    const { domainName, accountId, logs, parentZone, protect = false } = args;
    const fault = hostedZoneFault(args);
    if (fault !== undefined) throw new ArgumentError("HostedZone", name, fault);
    const child = { parent: this };

    const zone = new route53.Zone(
      `${name}-zone`,
      { name: domainName, comment: `Answers for ${domainName}` },
      { ...child, protect },
    );
    const queries = createQueryLog(name, { zone, domainName, accountId, logs }, child);
    this.dsRecord =
      args.dnssec === true
        ? signZone(name, { zone, domainName, accountId, protect }, child)
        : undefined;
    if (parentZone !== undefined) {
      const delegation = {
        zoneId: parentZone.hostedZoneId,
        name: domainName,
        ttl: parentZone.ttlSeconds ?? 3600,
      };
      const { nameServers } = zone;
      new route53.Record(
        `${name}-delegation-ns`,
        { ...delegation, type: "NS", records: nameServers },
        child,
      );
      if (this.dsRecord !== undefined) {
        new route53.Record(
          `${name}-delegation-ds`,
          { ...delegation, type: "DS", records: [this.dsRecord] },
          child,
        );
      }
    }

    this.zoneId = zone.zoneId;
    this.domainName = domainName;
    this.nameServers = zone.nameServers;
    this.queryLogGroupName = queries.name;
    this.reference = { hostedZoneId: this.zoneId, zoneName: domainName };
    this.registerOutputs({
      zoneId: this.zoneId,
      domainName,
      nameServers: this.nameServers,
      queryLogGroupName: this.queryLogGroupName,
      ...(this.dsRecord === undefined ? {} : { dsRecord: this.dsRecord }),
    });
  }
}

function hostedZoneFault({ domainName, parentZone }: HostedZoneArgs): string | undefined {
  const fault = domainNameFault("domainName", domainName);
  if (fault !== undefined || parentZone === undefined) return fault;
  const { zoneName } = parentZone;
  return domainName !== zoneName && isWithinZone(domainName, zoneName)
    ? undefined
    : `parentZone must be of a domain above ${domainName}, got "${zoneName}"; give the zone that holds the name, or leave parentZone out`;
}
