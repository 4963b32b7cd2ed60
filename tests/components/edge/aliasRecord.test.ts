import assert from "node:assert/strict";
import {
  AliasRecord,
  type AliasRecordArgs,
  type AliasRouting,
} from "../../../components/edge/aliasRecord";
import { HealthCheck } from "../../../components/edge/healthCheck";
import { describeMistakes } from "../../helpers/mistakes";
import { childrenOf, find, namesOf, record, valueOf } from "../../helpers/recordingMocks";

const type = "aws:route53/record:Record";
const regional = {
  kind: "regional",
  domainName: "api-1.eu-west-1.elb.amazonaws.com",
  targetZoneId: "Z32O12XQLNTSW2",
} as const;

function create(more: Partial<AliasRecordArgs> = {}): AliasRecord {
  return new AliasRecord("shop", {
    hostedZoneId: "Z1",
    domainName: "shop.example.com",
    target: regional,
    ...more,
  });
}

/** Inputs of the A record with this routing, without what every record has. */
async function routed(make: () => AliasRouting): Promise<Record<string, unknown>> {
  const { registrations } = await record(() => create({ routing: make(), ipv6: false }));
  const { inputs } = find(registrations, type);
  return Object.fromEntries(
    Object.entries(inputs).filter(([key]) => !["zoneId", "name", "aliases", "type"].includes(key)),
  );
}

function check(): HealthCheck {
  return new HealthCheck("health", { domainName: "shop.example.com" });
}

describe("AliasRecord", () => {
  it("answers over IPv4 and IPv6, with the target's health in mind", async () => {
    const { registrations, result } = await record(() => create());
    const shared = {
      zoneId: "Z1",
      name: "shop.example.com",
      aliases: [
        { name: regional.domainName, zoneId: regional.targetZoneId, evaluateTargetHealth: true },
      ],
    };
    assert.deepEqual(childrenOf(registrations, "edge:AliasRecord", "shop"), {
      "aws:route53:Record shop-a": { ...shared, type: "A" },
      "aws:route53:Record shop-aaaa": { ...shared, type: "AAAA" },
    });
    assert.equal(await valueOf(result.domainName), "shop.example.com");
  });

  it("leads to CloudFront by its own zone, whose health nobody can ask for", async () => {
    const target = { kind: "cloudFront", domainName: "d1.cloudfront.net" } as const;
    const { registrations } = await record(() => create({ target }));
    assert.deepEqual(find(registrations, type, "-aaaa").inputs["aliases"], [
      { name: "d1.cloudfront.net", zoneId: "Z2FDTNDATAQYW2", evaluateTargetHealth: false },
    ]);
  });

  it("answers over IPv4 only when told so", async () => {
    const { registrations } = await record(() => create({ ipv6: false }));
    assert.deepEqual(namesOf(registrations, type), ["shop-a"]);
  });

  it("is the primary while its check is healthy", async () => {
    const routing = () => ({ kind: "failover", role: "primary", healthCheck: check() }) as const;
    assert.deepEqual(await routed(routing), {
      healthCheckId: "health-check-id",
      setIdentifier: "primary",
      failoverRoutingPolicies: [{ type: "PRIMARY" }],
    });
  });

  it("is the secondary, checked or not", async () => {
    assert.deepEqual(await routed(() => ({ kind: "failover", role: "secondary" })), {
      setIdentifier: "secondary",
      failoverRoutingPolicies: [{ type: "SECONDARY" }],
    });
  });

  it("answers those for whom its region is the fastest", async () => {
    assert.deepEqual(await routed(() => ({ kind: "latency", region: "eu-west-1" })), {
      setIdentifier: "eu-west-1",
      latencyRoutingPolicies: [{ region: "eu-west-1" }],
    });
  });

  it("takes its share of the answers", async () => {
    const routing = () =>
      ({ kind: "weighted", weight: 10, id: "new", healthCheck: check() }) as const;
    assert.deepEqual(await routed(routing), {
      healthCheckId: "health-check-id",
      setIdentifier: "new",
      weightedRoutingPolicies: [{ weight: 10 }],
    });
  });
});

describeMistakes("AliasRecord", "alias-record.md", [
  {
    argument: "domainName",
    message:
      'domainName must be a lower-case domain name such as shop.example.com, got "shop"; give the name alone, without scheme, path or closing dot',
    make: () => create({ domainName: "shop" }),
  },
  {
    argument: "zoneName",
    message:
      'domainName must be example.org or a name below it, as the hosted zone holds no other, got "shop.example.com"; correct the name or give the zone that holds it',
    make: () => create({ zoneName: "example.org" }),
  },
  {
    argument: "routing.weight",
    message: "routing.weight must be a whole number from 0 to 255, got 1000",
    make: () => create({ routing: { kind: "weighted", weight: 1000, id: "new" } }),
  },
  {
    argument: "routing.region",
    message:
      'routing.region must be an AWS region such as eu-west-1, got "Ireland"; name the region that the target is in',
    make: () => create({ routing: { kind: "latency", region: "Ireland" } }),
  },
]);
