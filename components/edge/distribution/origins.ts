/** Where a distribution gets page and API from. */
import * as cloudfront from "@pulumi/aws/cloudfront";
import * as pulumi from "@pulumi/pulumi";
import type { DistributionArgs } from "../distribution";
import type { StaticSite } from "../staticSite";

/** Origins by the names that behaviours call them. */
export const siteOriginId = "site";
export const standbyOriginId = "site-standby";
export const siteGroupId = "site-or-standby";
export const apiOriginId = "api";

/** Answers that make CloudFront ask the standby: the bucket's region fails, not the request. */
const failoverStatusCodes = [500, 502, 503, 504] as const;

/** Origins, and the group of the page's two where there is a standby. */
export function createOrigins(
  name: string,
  args: DistributionArgs,
  opts: pulumi.CustomResourceOptions,
): Pick<cloudfront.DistributionArgs, "origins" | "originGroups"> {
  const { site, failover, originShield = {} } = args;
  const accessControl = new cloudfront.OriginAccessControl(
    `${name}-site-access`,
    {
      description: "Signs requests to the page's bucket",
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    },
    opts,
  );
  const siteOrigin = (originId: string, { regionalDomainName }: StaticSite) => ({
    originId,
    domainName: regionalDomainName,
    originAccessControlId: accessControl.id,
  });
  const primary = { ...siteOrigin(siteOriginId, site), ...shieldedBy(originShield.site) };
  const api = { ...createApiOrigin(name, args, opts), ...shieldedBy(originShield.api) };
  if (failover === undefined) return { origins: [primary, api] };
  return {
    origins: [primary, siteOrigin(standbyOriginId, failover.site), api],
    originGroups: [
      {
        originId: siteGroupId,
        members: [{ originId: siteOriginId }, { originId: standbyOriginId }],
        failoverCriteria: { statusCodes: [...(failover.statusCodes ?? failoverStatusCodes)] },
      },
    ],
  };
}

function shieldedBy(region: string | undefined) {
  return region === undefined
    ? {}
    : { originShield: { enabled: true, originShieldRegion: region } };
}

function createApiOrigin(
  name: string,
  { api, prefix }: DistributionArgs,
  opts: pulumi.CustomResourceOptions,
) {
  if (api.kind === "public") {
    const { name: header, value } = api.secretHeader;
    return {
      originId: apiOriginId,
      domainName: api.domainName,
      originPath: api.path,
      customHeaders: [{ name: header, value: pulumi.secret(value) }],
      customOriginConfig: {
        httpPort: 80,
        httpsPort: 443,
        originProtocolPolicy: "https-only",
        originSslProtocols: ["TLSv1.2"],
      },
    };
  }
  const vpcOrigin = new cloudfront.VpcOrigin(
    `${name}-api-origin`,
    {
      vpcOriginEndpointConfig: {
        name: `${prefix}-${name}-api`,
        arn: api.arn,
        httpPort: 80,
        httpsPort: 443,
        originProtocolPolicy: "https-only",
        originSslProtocols: { items: ["TLSv1.2"], quantity: 1 },
      },
    },
    // CloudFront changes no VPC origin that a distribution uses, so a new one takes its place.
    // https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_UpdateVpcOrigin.html
    { ...opts, replaceOnChanges: ["vpcOriginEndpointConfig"] },
  );
  return {
    originId: apiOriginId,
    domainName: api.domainName,
    vpcOriginConfig: { vpcOriginId: vpcOrigin.id },
  };
}
