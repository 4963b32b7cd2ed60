/** Who reaches a load balancer, and the security group rules that say so. */
import * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";
import { allowFrom, allowHttpsOut } from "../../internal/firewall";

/** Who may send requests to a load balancer. */
export type Exposure =
  /** CloudFront alone, as a VPC origin; the load balancer is in private subnets. */
  | { readonly kind: "cloudFront" }
  /** The VPC link of an API Gateway alone, by its security group; the load balancer is in private subnets. */
  | { readonly kind: "vpcLink"; readonly peerSecurityGroupId: pulumi.Input<string> }
  /**
   * Everybody. The load balancer is in public subnets and redirects HTTP to HTTPS: for callers that
   * cannot come through CloudFront, such as those who pin a certificate or need long connections.
   */
  | {
      readonly kind: "internet";
      /** Puts it under AWS Shield Advanced, for accounts that subscribed at 3,000 USD a month. @default false */
      readonly shieldAdvanced?: boolean;
    };

/** Port of the services. */
export const httpsPort = 443;

/** Lets in whom the exposure names, and nobody else. */
export function admit(
  name: string,
  exposure: Exposure,
  securityGroupId: pulumi.Input<string>,
  opts: pulumi.CustomResourceOptions,
): void {
  switch (exposure.kind) {
    case "cloudFront": {
      const cloudFront = ec2.getManagedPrefixListOutput(
        { name: "com.amazonaws.global.cloudfront.origin-facing" },
        opts,
      );
      allowFrom(
        `${name}-from-cloudfront`,
        {
          securityGroupId,
          peer: { prefixListId: cloudFront.id },
          port: httpsPort,
          description: "HTTPS from CloudFront only",
        },
        opts,
      );
      return;
    }
    case "vpcLink":
      allowFrom(
        `${name}-from-vpc-link`,
        {
          securityGroupId,
          peer: { securityGroupId: exposure.peerSecurityGroupId },
          port: httpsPort,
          description: "HTTPS from API Gateway only",
        },
        opts,
      );
      return;
    case "internet":
      for (const [protocol, port] of [
        ["https", httpsPort],
        ["http", 80],
      ] as const) {
        allowFrom(
          `${name}-from-internet-${protocol}`,
          {
            securityGroupId,
            peer: { cidrIpv4: "0.0.0.0/0" },
            port,
            description: `${protocol.toUpperCase()} from everybody`,
          },
          opts,
        );
      }
  }
}

/**
 * Lets the load balancer fetch the keys that tokens are signed with, at an address that changes. An
 * internal one gets there through the network's NAT gateway:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-verify-jwt.html
 */
export function allowTokenKeys(
  name: string,
  securityGroupId: pulumi.Input<string>,
  opts: pulumi.CustomResourceOptions,
): void {
  allowHttpsOut(
    `${name}-to-token-keys`,
    {
      securityGroupId,
      description: "Public keys of customers' tokens",
    },
    opts,
  );
}
