import * as shield from "@pulumi/aws/shield";
import type * as pulumi from "@pulumi/pulumi";

/**
 * Puts one resource under AWS Shield Advanced. The account must be subscribed, which costs 3,000 USD a
 * month for a year: https://docs.aws.amazon.com/waf/latest/developerguide/enable-ddos-prem.html
 */
export function protectWithShieldAdvanced(
  name: string,
  resourceArn: pulumi.Input<string>,
  opts: pulumi.CustomResourceOptions,
): void {
  new shield.Protection(name, { resourceArn }, opts);
}
