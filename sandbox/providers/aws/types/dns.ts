import type { TypeRule } from "../../fill/rules";

/** Of Route 53, what goes with a hosted zone besides its records. */
export const dnsTypes: Readonly<Record<string, TypeRule>> = {
  "aws:route53/healthCheck:HealthCheck": {
    id: "{uuid}",
    outputs: { arn: "arn:{partition}:route53:::healthcheck/{id}" },
    replaceOnChange: ["type", "requestInterval", "measureLatency"],
  },
  "aws:route53/queryLog:QueryLog": {
    id: "{uuid}",
    outputs: { arn: "arn:{partition}:route53:::queryloggingconfig/{id}" },
    updateInPlace: [],
  },
  "aws:route53/keySigningKey:KeySigningKey": {
    id: "{hostedZoneId},{name}",
    outputs: {
      digestAlgorithmMnemonic: "SHA-256",
      digestAlgorithmType: 2,
      digestValue: "{upper64}",
      flag: 257,
      keyTag: (context) => context.random.number(1, 65_536, "keyTag"),
      publicKey: "{mixed86}==",
      signingAlgorithmMnemonic: "ECDSAP256SHA256",
      signingAlgorithmType: 13,
      status: "ACTIVE",
      dsRecord: "{keyTag} 13 2 {digestValue}",
      dnskeyRecord: "257 3 13 {publicKey}",
    },
    updateInPlace: ["status"],
  },
  "aws:route53/hostedZoneDnsSec:HostedZoneDnsSec": {
    id: "{hostedZoneId}",
    outputs: { signingStatus: "SIGNING" },
    replaceOnChange: ["hostedZoneId"],
  },
  "aws:apigateway/domainName:DomainName": {
    id: "{domainName}",
    outputs: {
      arn: "arn:{partition}:apigateway:{region}::/domainnames/{domainName}",
      regionalDomainName: "d-{lower10}.execute-api.{region}.amazonaws.com",
      regionalZoneId: "Z{upper13}",
    },
    replaceOnChange: ["domainName"],
  },
};
