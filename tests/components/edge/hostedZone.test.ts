import assert from "node:assert/strict";
import { HostedZone, type HostedZoneArgs } from "../../../components/edge/hostedZone";
import { logSettings } from "../../helpers/components";
import { describeMistakes } from "../../helpers/mistakes";
import {
  accountId,
  childrenOf,
  find,
  inputsOf,
  namesOf,
  record,
  valueOf,
} from "../../helpers/recordingMocks";

function create(more: Partial<HostedZoneArgs> = {}): HostedZone {
  return new HostedZone("dns", {
    domainName: "shop.example.com",
    accountId,
    logs: logSettings(),
    ...more,
  });
}

const zoneType = "aws:route53/zone:Zone";
const keyType = "aws:kms/key:Key";
const parentZone = { hostedZoneId: "Z0PARENT", zoneName: "example.com" };

describe("HostedZone", () => {
  it("logs every query to a log group of us-east-1 that Route 53 may write to for this zone", async () => {
    const { registrations, result } = await record(() => create());
    assert.deepEqual(childrenOf(registrations, "edge:HostedZone", "dns"), {
      "aws:route53:Zone dns-zone": {
        name: "shop.example.com",
        comment: "Answers for shop.example.com",
      },
      "aws:cloudwatch:LogGroup dns-queries": {
        region: "us-east-1",
        name: "/aws/route53/shop.example.com",
        retentionInDays: 30,
      },
      "aws:cloudwatch:LogResourcePolicy dns-queries-policy": {
        region: "us-east-1",
        policyName: "route53-query-log-shop.example.com",
        policyDocument: {
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "Route53WritesQueries",
              Effect: "Allow",
              Principal: { Service: "route53.amazonaws.com" },
              Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
              Resource: ["arn:mock:dns-queries:*"],
              Condition: {
                StringEquals: { "aws:SourceAccount": accountId },
                ArnLike: { "aws:SourceArn": "arn:mock:dns-zone" },
              },
            },
          ],
        },
      },
      "aws:route53:QueryLog dns-query-log": {
        zoneId: "dns-zone-id",
        cloudwatchLogGroupArn: "arn:mock:dns-queries",
      },
    });
    assert.equal(await valueOf(result.queryLogGroupName), "/aws/route53/shop.example.com");
    assert.equal(result.dsRecord, undefined);
  });

  it("switches the log on once Route 53 may write to it", async () => {
    const { registrations } = await record(() => create());
    const policy = find(registrations, "aws:cloudwatch/logResourcePolicy:LogResourcePolicy");
    const { dependencies } = find(registrations, "aws:route53/queryLog:QueryLog");
    assert.ok(dependencies.includes(policy.urn));
  });

  it("tells others what they need to write records", async () => {
    const { result } = await record(() => create());
    assert.equal(await valueOf(result.reference.hostedZoneId), "dns-zone-id");
    assert.equal(result.reference.zoneName, "shop.example.com");
    assert.deepEqual(await valueOf(result.nameServers), [
      "ns-1.awsdns-00.org",
      "ns-2.awsdns-10.com",
    ]);
  });

  it("refuses to be deleted when protected", async () => {
    const open = await record(() => create());
    assert.equal(find(open.registrations, zoneType).protect, false);
    const closed = await record(() => create({ protect: true, dnssec: true }));
    assert.equal(find(closed.registrations, zoneType).protect, true);
    assert.equal(find(closed.registrations, keyType, "signing-key").protect, true);
  });

  it("is made known in the zone above", async () => {
    const { registrations } = await record(() => create({ parentZone }));
    assert.deepEqual(find(registrations, "aws:route53/record:Record").inputs, {
      zoneId: "Z0PARENT",
      name: "shop.example.com",
      type: "NS",
      ttl: 3600,
      records: ["ns-1.awsdns-00.org", "ns-2.awsdns-10.com"],
    });
  });

  it("is forgotten by resolvers as soon as it is told", async () => {
    const soon = { ...parentZone, ttlSeconds: 60 };
    const { registrations } = await record(() => create({ parentZone: soon }));
    assert.equal(find(registrations, "aws:route53/record:Record").inputs["ttl"], 60);
  });
});

describe("HostedZone with DNSSEC", () => {
  it("signs with an elliptic curve key of us-east-1 that Route 53 may use for this zone alone", async () => {
    const { registrations, result } = await record(() => create({ dnssec: true }));
    const key = find(registrations, keyType, "dns-signing-key");
    const { policy, ...inputs } = inputsOf(key);
    assert.deepEqual(inputs, {
      region: "us-east-1",
      description: "Signs the answers of shop.example.com",
      customerMasterKeySpec: "ECC_NIST_P256",
      keyUsage: "SIGN_VERIFY",
      deletionWindowInDays: 30,
    });
    const { Statement } = policy as { Statement: readonly { Sid: string }[] };
    assert.deepEqual(Statement.slice(1), [
      {
        Sid: "Route53Signs",
        Effect: "Allow",
        Principal: { Service: "dnssec-route53.amazonaws.com" },
        Action: ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign"],
        Resource: ["*"],
        Condition: {
          StringEquals: { "aws:SourceAccount": accountId },
          ArnEquals: { "aws:SourceArn": "arn:mock:dns-zone" },
        },
      },
      {
        Sid: "Route53HoldsTheKey",
        Effect: "Allow",
        Principal: { Service: "dnssec-route53.amazonaws.com" },
        Action: ["kms:CreateGrant"],
        Resource: ["*"],
        Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
      },
    ]);
    assert.deepEqual(find(registrations, "aws:route53/keySigningKey:KeySigningKey").inputs, {
      hostedZoneId: "dns-zone-id",
      keyManagementServiceArn: "arn:mock:dns-signing-key",
      name: "signing_key",
    });
    assert.ok(result.dsRecord);
    assert.equal(await valueOf(result.dsRecord), "12345 13 2 ABCDEF");
  });

  it("starts to sign once the signing key is there", async () => {
    const { registrations } = await record(() => create({ dnssec: true }));
    const { inputs, dependencies } = find(
      registrations,
      "aws:route53/hostedZoneDnsSec:HostedZoneDnsSec",
    );
    assert.deepEqual(inputs, { hostedZoneId: "dns-zone-id" });
    const key = find(registrations, "aws:route53/keySigningKey:KeySigningKey");
    assert.ok(dependencies.includes(key.urn));
  });

  it("has the zone above vouch for the key", async () => {
    const { registrations } = await record(() => create({ dnssec: true, parentZone }));
    const type = "aws:route53/record:Record";
    assert.deepEqual(namesOf(registrations, type), ["dns-delegation-ds", "dns-delegation-ns"]);
    const { inputs } = find(registrations, type, "-ds");
    assert.equal(inputs["type"], "DS");
    assert.deepEqual(inputs["records"], ["12345 13 2 ABCDEF"]);
  });
});

describeMistakes("HostedZone", "hosted-zone.md", [
  {
    argument: "domainName",
    message:
      'domainName must be a lower-case domain name such as shop.example.com, got "shop.example.com."; give the name alone, without scheme, path or closing dot',
    make: () => create({ domainName: "shop.example.com." }),
  },
  {
    argument: "domainName",
    message:
      'domainName must be a lower-case domain name such as shop.example.com, got "*.example.com"; give the name alone, without scheme, path or closing dot',
    make: () => create({ domainName: "*.example.com" }),
  },
  {
    argument: "parentZone",
    message:
      'parentZone must be of a domain above shop.example.com, got "shop.example.com"; give the zone that holds the name, or leave parentZone out',
    make: () => create({ parentZone: { hostedZoneId: "Z1", zoneName: "shop.example.com" } }),
  },
]);
