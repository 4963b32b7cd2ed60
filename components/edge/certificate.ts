import * as acm from "@pulumi/aws/acm";
import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import { domainNameFault, withoutWildcard, zoneFault } from "../internal/domainNames";
import { ArgumentError } from "../internal/errors";

/**
 * Keys of certificates that AWS issues: elliptic curves of 256 and 384 bits, or RSA for clients that
 * know no other. CloudFront takes no `EC_secp384r1`:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html
 */
export type KeyAlgorithm = "EC_prime256v1" | "EC_secp384r1" | "RSA_2048";

export interface CertificateArgs {
  /** Domain that the certificate names, such as `shop.example.com`, or `*.example.com` for all one level below. */
  readonly domainName: string;
  /** Further names, wildcards too; a quota of the account allows ten in all. @default none */
  readonly subjectAlternativeNames?: readonly string[];
  /** Route 53 hosted zone of the names, where the proof of ownership is written. */
  readonly hostedZoneId: pulumi.Input<string>;
  /** Name of that zone; a name outside of it is refused before anything is created. @default not checked */
  readonly zoneName?: string;
  /** Region of the certificate; CloudFront takes certificates from us-east-1 only. @default the stack's region */
  readonly region?: string;
  /** @default "EC_prime256v1" */
  readonly keyAlgorithm?: KeyAlgorithm;
}

/** A TLS certificate from AWS Certificate Manager, validated by DNS, renewed by AWS. */
export class Certificate extends pulumi.ComponentResource {
  /** ARN, known once the certificate is valid. */
  readonly arn: pulumi.Output<string>;
  /** Every name, `domainName` first. */
  readonly names: readonly string[];
  /** Region that was asked for, undefined for the stack's. */
  readonly region: string | undefined;

  constructor(name: string, args: CertificateArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:edge:Certificate", name, {}, opts);
    const region = args.region === undefined ? {} : { region: args.region };
    const { domainName, subjectAlternativeNames = [] } = args;
    this.names = [domainName, ...subjectAlternativeNames];
    this.region = args.region;
    const fault = certificateFault(args);
    if (fault !== undefined) throw new ArgumentError("Certificate", name, fault);

    const certificate = new acm.Certificate(
      `${name}-certificate`,
      {
        ...region,
        domainName,
        ...(subjectAlternativeNames.length === 0
          ? {}
          : { subjectAlternativeNames: [...subjectAlternativeNames] }),
        validationMethod: "DNS",
        keyAlgorithm: args.keyAlgorithm ?? "EC_prime256v1",
        // Browsers distrust certificates that no transparency log holds.
        // https://docs.aws.amazon.com/acm/latest/userguide/acm-concepts.html#concept-transparency
        options: { certificateTransparencyLoggingPreference: "ENABLED" },
      },
      { parent: this },
    );
    const records = provenDomains(this.names).map((domain, index) =>
      this.createProof(
        index === 0 ? `${name}-validation-record` : `${name}-validation-record-${domain}`,
        domain,
        certificate,
        args.hostedZoneId,
      ),
    );
    const validation = new acm.CertificateValidation(
      `${name}-validation`,
      {
        ...region,
        certificateArn: certificate.arn,
        validationRecordFqdns: records.map((record) => record.fqdn),
      },
      { parent: this },
    );

    this.arn = validation.certificateArn;
    this.registerOutputs({ arn: this.arn, names: this.names });
  }

  /** The record by which ACM sees that `domain`, and the wildcard below it, is ours. */
  private createProof(
    recordName: string,
    domain: string,
    certificate: acm.Certificate,
    zoneId: pulumi.Input<string>,
  ): route53.Record {
    const proof = certificate.domainValidationOptions.apply((options) => {
      const option = options.find((one) => withoutWildcard(one.domainName) === domain);
      if (!option) throw new Error(`ACM returned no validation record for ${domain}`);
      return option;
    });
    return new route53.Record(
      recordName,
      {
        zoneId,
        name: proof.resourceRecordName,
        type: proof.resourceRecordType,
        records: [proof.resourceRecordValue],
        ttl: 300,
        // Certificates of one domain in two regions ask for the same record.
        allowOverwrite: true,
      },
      { parent: this },
    );
  }
}

/** Domains to prove: a domain and its wildcard have one record, and two would overwrite each other. */
function provenDomains(names: readonly string[]): string[] {
  return [...new Set(names.map(withoutWildcard))];
}

function certificateFault(args: CertificateArgs): string | undefined {
  const { domainName, subjectAlternativeNames = [], zoneName } = args;
  const named = [
    ["domainName", domainName] as const,
    ...subjectAlternativeNames.map((one) => ["subjectAlternativeNames", one] as const),
  ];
  const seen = new Set<string>();
  for (const [argument, one] of named) {
    const fault =
      domainNameFault(argument, withoutWildcard(one)) ?? zoneFault(argument, one, zoneName);
    if (fault !== undefined) return fault;
    if (seen.has(one)) {
      return `${argument} must name each domain once, got "${one}" twice; take it out of the list`;
    }
    seen.add(one);
  }
  return undefined;
}
