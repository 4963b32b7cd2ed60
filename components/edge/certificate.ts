import * as acm from "@pulumi/aws/acm";
import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";

export interface CertificateArgs {
  /** Domain that the certificate names. */
  readonly domainName: string;
  /** Route 53 hosted zone of the domain, where the proof of ownership is written. */
  readonly hostedZoneId: string;
  /** Region of the certificate; CloudFront takes certificates from us-east-1 only. @default the stack's region */
  readonly region?: string;
}

/** A TLS certificate from AWS Certificate Manager, validated by DNS, renewed by AWS. */
export class Certificate extends pulumi.ComponentResource {
  /** ARN, known once the certificate is valid. */
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: CertificateArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:edge:Certificate", name, {}, opts);
    const region = args.region === undefined ? {} : { region: args.region };

    const certificate = new acm.Certificate(
      `${name}-certificate`,
      {
        ...region,
        domainName: args.domainName,
        validationMethod: "DNS",
        keyAlgorithm: "EC_prime256v1",
      },
      { parent: this },
    );
    const proof = certificate.domainValidationOptions.apply(([option]) => {
      if (!option) throw new Error(`ACM returned no validation record for ${args.domainName}`);
      return option;
    });
    const record = new route53.Record(
      `${name}-validation-record`,
      {
        zoneId: args.hostedZoneId,
        name: proof.resourceRecordName,
        type: proof.resourceRecordType,
        records: [proof.resourceRecordValue],
        ttl: 300,
        // Certificates of one domain in two regions ask for the same record.
        allowOverwrite: true,
      },
      { parent: this },
    );
    const validation = new acm.CertificateValidation(
      `${name}-validation`,
      { ...region, certificateArn: certificate.arn, validationRecordFqdns: [record.fqdn] },
      { parent: this },
    );

    this.arn = validation.certificateArn;
    this.registerOutputs({ arn: this.arn });
  }
}
