import * as ec2 from "@pulumi/aws/ec2";
import * as awsxEc2 from "@pulumi/awsx/ec2";
import * as pulumi from "@pulumi/pulumi";
import type { ResourceKind, RuntimeKind } from "../../services/contract";
import { ArgumentError } from "../internal/errors";
import type { LogSettings } from "../observability/logGroup";
import { createGatewayEndpoints, createInterfaceEndpoints } from "./endpoints";
import { createFlowLog, type FlowLogs } from "./flowLogs";
import { interfaceEndpointsFor, type InterfaceEndpoint } from "./interfaceEndpoints";
import { createIpv6Routes } from "./ipv6";
import { layoutOf, withoutPublicAddresses, type NatStrategy } from "./layout";
import { networkFaults } from "./networkFaults";

export type { FlowLogs, InterfaceEndpoint, NatStrategy };

export interface NetworkArgs {
  /** Region, for the names of AWS's endpoint services. */
  readonly region: string;
  readonly accountId: pulumi.Input<string>;
  /** Availability zones to spread over, 2 or 3. @default 2 */
  readonly zones?: 2 | 3;
  /** @default "single" */
  readonly nat?: NatStrategy;
  /** Private address range of the network, a /16. @default "10.0.0.0/16" */
  readonly cidrBlock?: string;
  /**
   * AWS services that get addresses inside the network.
   * @default none with NAT; without, what `runtimes` need
   */
  readonly interfaceEndpoints?: readonly InterfaceEndpoint[];
  /** Runtimes of the services that will run here; a network without NAT has what they need. @default not said */
  readonly runtimes?: readonly RuntimeKind[];
  /** Kinds of resources that they use; a network without NAT has what that needs, too. @default none */
  readonly resourceKinds?: readonly ResourceKind[];
  /** Further accounts whose resources may be reached through the endpoints. @default this account only */
  readonly trustedAccountIds?: readonly string[];
  /** Gives every subnet an IPv6 range too, and private ones a way out. @default false */
  readonly ipv6?: boolean;
  /** Where connections are recorded. @default CloudWatch Logs, summed up over 600 seconds */
  readonly flowLogs?: FlowLogs;
  readonly logs: LogSettings;
}

/**
 * A VPC with public, private and isolated subnets in every zone, gateway endpoints for S3 and
 * DynamoDB, flow logs, and a default security group that lets nothing through. Without NAT, services
 * reach AWS by interface endpoints, and nothing else.
 */
export class Network extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  /** Address range of the network. */
  readonly cidrBlock: string;
  readonly publicSubnetIds: pulumi.Output<string[]>;
  readonly privateSubnetIds: pulumi.Output<string[]>;
  readonly isolatedSubnetIds: pulumi.Output<string[]>;

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:network:Network", name, {}, opts);
    const { zones = 2, nat = "single", cidrBlock = "10.0.0.0/16", ipv6 = false } = args;
    const faults = networkFaults({ ...args, zones, nat, cidrBlock });
    if (faults.length > 0) throw new ArgumentError("Network", name, faults.join("; "));

    const child = { parent: this };
    const vpc = new awsxEc2.Vpc(`${name}-vpc`, layoutOf({ cidrBlock, zones, nat, ipv6 }), {
      ...child,
      transforms: [withoutPublicAddresses],
    });
    if (ipv6) createIpv6Routes(name, { vpc, zones, outbound: nat !== "none" }, child);

    const { vpcId } = vpc;
    const access = { ...args, trustedAccountIds: args.trustedAccountIds ?? [] };
    const routeTableIds = vpc.routeTables.apply((tables) => pulumi.all(tables.map((t) => t.id)));
    createGatewayEndpoints(name, { ...access, vpcId, routeTableIds }, child);
    const { runtimes = [], resourceKinds } = args;
    const needed = nat === "none" ? interfaceEndpointsFor(runtimes, resourceKinds) : [];
    const services = args.interfaceEndpoints ?? needed;
    const subnetIds = vpc.privateSubnetIds;
    createInterfaceEndpoints(name, { ...access, vpcId, cidrBlock, services, subnetIds }, child);
    new ec2.DefaultSecurityGroup(
      `${name}-default-security-group`,
      { vpcId, ingress: [], egress: [] },
      child,
    );
    const flowLogs = args.flowLogs ?? { destination: "cloudwatch" };
    createFlowLog(name, { ...args, vpcId, flowLogs }, child);

    this.vpcId = vpcId;
    this.cidrBlock = cidrBlock;
    this.publicSubnetIds = vpc.publicSubnetIds;
    this.privateSubnetIds = vpc.privateSubnetIds;
    this.isolatedSubnetIds = vpc.isolatedSubnetIds;
    this.registerOutputs({
      vpcId: this.vpcId,
      cidrBlock: this.cidrBlock,
      publicSubnetIds: this.publicSubnetIds,
      privateSubnetIds: this.privateSubnetIds,
      isolatedSubnetIds: this.isolatedSubnetIds,
    });
  }
}
