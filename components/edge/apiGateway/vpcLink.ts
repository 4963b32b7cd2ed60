import * as apigatewayv2 from "@pulumi/aws/apigatewayv2";
import * as pulumi from "@pulumi/pulumi";
import { allowTo, createSecurityGroup } from "../../internal/firewall";
import type { Network } from "../../network/network";

export interface VpcLinkArgs {
  readonly network: Network;
}

/**
 * Network interfaces of API Gateway in the private subnets. It comes before the load balancer, which
 * admits its security group, and the API comes after both:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-links-v2.html
 */
export class VpcLink extends pulumi.ComponentResource {
  readonly vpcLinkId: pulumi.Output<string>;
  /** Group that requests to the load balancer come from. */
  readonly securityGroupId: pulumi.Output<string>;
  readonly #name: string;

  constructor(name: string, args: VpcLinkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:edge:VpcLink", name, {}, opts);
    this.#name = name;

    const securityGroup = createSecurityGroup(
      `${name}-security-group`,
      { vpcId: args.network.vpcId, description: "API Gateway inside the VPC" },
      { parent: this },
    );
    const link = new apigatewayv2.VpcLink(
      `${name}-link`,
      { subnetIds: args.network.privateSubnetIds, securityGroupIds: [securityGroup.id] },
      { parent: this },
    );

    this.vpcLinkId = link.id;
    this.securityGroupId = securityGroup.id;
    this.registerOutputs({ vpcLinkId: this.vpcLinkId, securityGroupId: this.securityGroupId });
  }

  /** Lets the link open HTTPS connections to a load balancer. */
  allowTo(loadBalancer: { readonly securityGroupId: pulumi.Input<string> }): void {
    allowTo(
      `${this.#name}-to-load-balancer`,
      {
        securityGroupId: this.securityGroupId,
        peer: { securityGroupId: loadBalancer.securityGroupId },
        port: 443,
        description: "HTTPS to the load balancer",
      },
      { parent: this },
    );
  }
}
