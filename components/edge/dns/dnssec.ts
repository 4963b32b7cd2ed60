/** DNSSEC: signs every answer of a hosted zone, so that resolvers notice forged ones. */
import * as kms from "@pulumi/aws/kms";
import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, type PolicyStatement } from "../../internal/policyDocument";
import { dnsRegion } from "./queryLog";

export interface DnssecArgs {
  readonly zone: route53.Zone;
  readonly domainName: string;
  readonly accountId: pulumi.Input<string>;
  readonly protect: boolean;
}

/**
 * The signing key and the switch. Returns the DS record that the parent zone must hold for resolvers
 * to trust the key.
 *
 * Route 53 takes an elliptic curve key of KMS in us-east-1, which AWS cannot rotate:
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec-cmk-requirements.html
 */
export function signZone(
  name: string,
  { zone, domainName, accountId, protect }: DnssecArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const key = new kms.Key(
    `${name}-signing-key`,
    {
      region: dnsRegion,
      description: `Signs the answers of ${domainName}`,
      customerMasterKeySpec: "ECC_NIST_P256",
      keyUsage: "SIGN_VERIFY",
      deletionWindowInDays: 30,
      policy: policyDocument(keyStatements(zone, accountId)),
    },
    { ...opts, protect },
  );
  const signingKey = new route53.KeySigningKey(
    `${name}-key-signing-key`,
    {
      hostedZoneId: zone.zoneId,
      keyManagementServiceArn: key.arn,
      // Route 53 takes letters, digits and underscores, where Pulumi's own name would have a hyphen.
      name: "signing_key",
    },
    opts,
  );
  new route53.HostedZoneDnsSec(
    `${name}-dnssec`,
    { hostedZoneId: zone.zoneId },
    { ...opts, dependsOn: signingKey },
  );
  return signingKey.dsRecord;
}

/** Route 53 signs for this zone, and holds on to the key by a grant. */
function keyStatements(zone: route53.Zone, accountId: pulumi.Input<string>): PolicyStatement[] {
  const principals = { Service: "dnssec-route53.amazonaws.com" };
  return [
    {
      // Lets IAM policies of this account grant use of the key; without it nobody could change it.
      // https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
      sid: "AdministeredThroughIam",
      actions: ["kms:*"],
      resources: ["*"],
      principals: { AWS: pulumi.interpolate`arn:aws:iam::${accountId}:root` },
    },
    {
      sid: "Route53Signs",
      principals,
      actions: ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign"],
      resources: ["*"],
      conditions: {
        StringEquals: { "aws:SourceAccount": accountId },
        ArnEquals: { "aws:SourceArn": zone.arn },
      },
    },
    {
      sid: "Route53HoldsTheKey",
      principals,
      actions: ["kms:CreateGrant"],
      resources: ["*"],
      conditions: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}
