import type { ResourceContext, TypeRule } from "../../fill/rules";
import { isList, textOf } from "../../wire";
import type { Value } from "../../wire";

const CLOUDFRONT = "arn:{partition}:cloudfront::{account}";

/** A setting of CloudFront with an id such as `658327EA-F89D-…` and an entity tag. */
function cloudfront(kind: string): TypeRule {
  return {
    id: "{uuid}",
    outputs: { arn: `${CLOUDFRONT}:${kind}/{id}` },
    derived: { etag: "E{upper13}" },
  };
}

/** WAF's ARNs tell the scope: CloudFront's are global, all others regional. */
function waf(kind: string, outputs: TypeRule["outputs"] = {}): TypeRule {
  return {
    id: "{uuid}",
    outputs: {
      arn: (context) => {
        const [scope, region] =
          context.text("scope") === "CLOUDFRONT"
            ? ["global", "us-east-1"]
            : ["regional", context.text("region")];
        return `arn:aws:wafv2:${region}:${context.constants.account ?? ""}:${scope}/${kind}/${context.text("name")}/${context.id}`;
      },
      lockToken: "{uuid}",
      ...outputs,
    },
    replaceOnChange: ["scope"],
  };
}

function validationOptions(context: ResourceContext): Value {
  const alternatives = context.inputs.subjectAlternativeNames;
  const names = new Set([context.text("domainName")]);
  for (const name of isList(alternatives) ? alternatives : []) {
    names.add(textOf(name));
  }
  return [...names].map((domainName) => {
    // A domain and its wildcard are proved by one and the same record.
    const proven = domainName.replace(/^\*\./, "");
    return {
      domainName,
      resourceRecordName: `_${context.random.text("hex", 32, proven)}.${proven}.`,
      resourceRecordType: "CNAME",
      resourceRecordValue: `_${context.random.text("hex", 32, `${proven}-value`)}.acm-validations.aws.`,
    };
  });
}

/** Content delivery, DNS, certificates, web application firewall. */
export const edgeTypes: Readonly<Record<string, TypeRule>> = {
  "aws:cloudfront/distribution:Distribution": {
    id: "E{upper13}",
    outputs: {
      arn: `${CLOUDFRONT}:distribution/{id}`,
      domainName: "d{lower13}.cloudfront.net",
      // CloudFront's own hosted zone, the same for every distribution.
      hostedZoneId: "Z2FDTNDATAQYW2",
      status: "Deployed",
      callerReference: "{uuid}",
      inProgressValidationBatches: 0,
    },
    derived: { etag: "E{upper13}", lastModifiedTime: () => new Date().toISOString() },
  },
  "aws:cloudfront/originAccessControl:OriginAccessControl": {
    renameInPlace: true,
    id: "E{upper13}",
    outputs: { arn: `${CLOUDFRONT}:origin-access-control/{id}` },
    derived: { etag: "E{upper13}" },
  },
  "aws:cloudfront/function:Function": {
    id: "{name}",
    outputs: { arn: `${CLOUDFRONT}:function/{name}`, status: "UNASSOCIATED" },
    derived: { etag: "E{upper13}", liveStageEtag: "E{upper13}" },
  },
  "aws:cloudfront/vpcOrigin:VpcOrigin": {
    id: "vo_{mixed22}",
    outputs: { arn: `${CLOUDFRONT}:vpcorigin/{id}` },
    derived: { etag: "E{upper13}" },
  },
  "aws:cloudfront/cachePolicy:CachePolicy": cloudfront("cache-policy"),
  "aws:cloudfront/originRequestPolicy:OriginRequestPolicy": cloudfront("origin-request-policy"),
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy":
    cloudfront("response-headers-policy"),
  "aws:cloudfront/keyValueStore:KeyValueStore": cloudfront("key-value-store"),
  "aws:wafv2/webAcl:WebAcl": waf("webacl", { capacity: 25 }),
  "aws:wafv2/ipSet:IpSet": waf("ipset"),
  "aws:wafv2/ruleGroup:RuleGroup": waf("rulegroup"),
  "aws:wafv2/regexPatternSet:RegexPatternSet": waf("regexpatternset"),
  "aws:wafv2/webAclAssociation:WebAclAssociation": {
    id: "{webAclArn},{resourceArn}",
    updateInPlace: [],
  },
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": {
    id: "{resourceArn}",
    replaceOnChange: ["resourceArn", "logDestinationConfigs"],
  },
  "aws:shield/protection:Protection": {
    id: "{uuid}",
    outputs: { arn: "arn:{partition}:shield::{account}:protection/{id}" },
    replaceOnChange: ["name", "resourceArn"],
  },
  "aws:acm/certificate:Certificate": {
    id: "{arn}",
    outputs: {
      arn: "arn:{partition}:acm:{region}:{account}:certificate/{uuid}",
      keyAlgorithm: "RSA_2048",
      status: "ISSUED",
      type: "AMAZON_ISSUED",
      renewalEligibility: "ELIGIBLE",
      subjectAlternativeNames: (context) => [context.text("domainName")],
      validationEmails: () => [],
      notBefore: () => new Date().toISOString(),
      notAfter: () => new Date(Date.now() + 395 * 86_400_000).toISOString(),
    },
    derived: { domainValidationOptions: validationOptions },
    replaceOnChange: ["domainName", "subjectAlternativeNames", "validationMethod", "keyAlgorithm"],
  },
  "aws:acm/certificateValidation:CertificateValidation": {
    id: () => new Date().toISOString(),
    updateInPlace: [],
  },
  "aws:route53/zone:Zone": {
    id: "Z{upper20}",
    outputs: {
      arn: "arn:{partition}:route53:::hostedzone/{id}",
      zoneId: "{id}",
      primaryNameServer: "ns-1.awsdns-00.org",
      nameServers: () => [
        "ns-1.awsdns-00.org",
        "ns-2.awsdns-10.com",
        "ns-3.awsdns-20.net",
        "ns-4.awsdns-30.co.uk",
      ],
    },
    replaceOnChange: ["name", "delegationSetId"],
  },
  "aws:route53/record:Record": {
    id: "{zoneId}_{name}_{type}",
    outputs: { fqdn: "{name}" },
    replaceOnChange: ["zoneId", "name", "type", "setIdentifier"],
  },
  "aws:globalaccelerator/accelerator:Accelerator": {
    id: "{arn}",
    outputs: {
      arn: "arn:{partition}:globalaccelerator::{account}:accelerator/{uuid}",
      dnsName: "a{hex16}.awsglobalaccelerator.com",
      hostedZoneId: "Z2BJ6XQ5FK7U4H",
    },
  },
};
