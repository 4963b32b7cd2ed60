import { Certificate } from "../../components/edge/certificate";
import { domain } from "../foundation";

function main() {
  const certificate = new Certificate("site", {
    domainName: "shop.example.com",
    hostedZoneId: domain.hostedZoneId,
  });

  // For CloudFront, and for every name one level below the domain.
  const wildcard = new Certificate("everything", {
    domainName: "example.com",
    subjectAlternativeNames: ["*.example.com"],
    hostedZoneId: domain.hostedZoneId,
    zoneName: "example.com",
    region: "us-east-1",
  });
  return { certificateArn: certificate.arn, wildcardArn: wildcard.arn };
}

export = main;
