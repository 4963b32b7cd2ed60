/** A domain of the API's own, with TLS 1.2 at least and, when asked for, certificates on both sides. */
import * as apigateway from "@pulumi/aws/apigateway";
import * as apigatewayv2 from "@pulumi/aws/apigatewayv2";
import type * as pulumi from "@pulumi/pulumi";
import { AliasRecord } from "../aliasRecord";
import type { CustomDomain } from "./args";
import type { DeployedApi } from "./deployedApi";

/**
 * Creates the domain, leads it to the API's stage, and points its DNS records there. Domains are the same
 * for both protocols, only the mapping differs:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html
 */
export function createCustomDomain(
  name: string,
  protocol: "rest" | "http",
  custom: CustomDomain,
  api: DeployedApi,
  opts: pulumi.CustomResourceOptions,
): void {
  const { domainName, hostedZoneId, certificate, mutualTls } = custom;
  const domain = new apigateway.DomainName(
    `${name}-domain`,
    {
      domainName,
      regionalCertificateArn: certificate.arn,
      // Dual-stack, as the AAAA record promises.
      endpointConfiguration: { types: "REGIONAL", ipAddressType: "dualstack" },
      securityPolicy: "TLS_1_2",
      ...(mutualTls === undefined ? {} : { mutualTlsAuthentication: mutualTls }),
    },
    opts,
  );
  if (protocol === "rest") {
    new apigateway.BasePathMapping(
      `${name}-mapping`,
      { domainName: domain.domainName, restApi: api.apiId, stageName: api.stage },
      opts,
    );
  } else {
    new apigatewayv2.ApiMapping(
      `${name}-mapping`,
      { domainName: domain.domainName, apiId: api.apiId, stage: api.stage },
      opts,
    );
  }
  new AliasRecord(
    `${name}-alias`,
    {
      hostedZoneId,
      domainName,
      target: {
        kind: "regional",
        domainName: domain.regionalDomainName,
        targetZoneId: domain.regionalZoneId,
      },
    },
    opts,
  );
}
