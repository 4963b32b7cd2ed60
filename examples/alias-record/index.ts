import { DomainName } from "@pulumi/aws/apigateway";
import { AliasRecord } from "../../components/edge/aliasRecord";
import { Certificate } from "../../components/edge/certificate";
import { HealthCheck } from "../../components/edge/healthCheck";
import { domain, region } from "../foundation";

function main() {
  const { hostedZoneId } = domain;
  const domainName = "api.example.com";
  const certificate = new Certificate("api-certificate", { domainName, hostedZoneId });
  const api = new DomainName("api", {
    domainName,
    regionalCertificateArn: certificate.arn,
    endpointConfiguration: { types: "REGIONAL" },
    securityPolicy: "TLS_1_2",
  });
  const target = {
    kind: "regional",
    domainName: api.regionalDomainName,
    targetZoneId: api.regionalZoneId,
  } as const;

  const name = new AliasRecord("api-name", { hostedZoneId, domainName, target });

  // The same stack in a second region answers whom it is nearer to, while its check is healthy.
  const healthCheck = new HealthCheck("api-health", { domainName: "status.example.com" });
  const nearest = new AliasRecord("status-name", {
    hostedZoneId,
    zoneName: "example.com",
    domainName: "status.example.com",
    target,
    routing: { kind: "latency", region, healthCheck },
  });
  return { name: name.domainName, nearest: nearest.domainName };
}

export = main;
