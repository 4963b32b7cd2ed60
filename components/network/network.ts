import * as ec2 from "@pulumi/aws/ec2";
import * as awsxEc2 from "@pulumi/awsx/ec2";
import * as pulumi from "@pulumi/pulumi";
import { createServiceRole } from "../internal/policyDocument";
import { createLogGroup, type LogSettings } from "../observability/logGroup";

/** How private subnets reach the internet: through one NAT gateway, or through one in each zone. */
export type NatStrategy = "single" | "perZone";

export interface NetworkArgs {
  /** Region, for the names of AWS's endpoint services. */
  readonly region: string;
  readonly accountId: pulumi.Input<string>;
  /** Availability zones to spread over, 2 or 3. @default 2 */
  readonly zones?: 2 | 3;
  /** @default "single" */
  readonly nat?: NatStrategy;
  /** Address range of the network, a /16. @default "10.0.0.0/16" */
  readonly cidrBlock?: string;
  readonly logs: LogSettings;
}

const natStrategies = { single: "Single", perZone: "OnePerAz" } as const;

/**
 * A VPC with public, private and isolated subnets in every zone, gateway endpoints for S3 and
 * DynamoDB (free, and traffic to them never crosses a NAT gateway), flow logs, and a default security
 * group that lets nothing through.
 */
export class Network extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  readonly publicSubnetIds: pulumi.Output<string[]>;
  readonly privateSubnetIds: pulumi.Output<string[]>;
  readonly isolatedSubnetIds: pulumi.Output<string[]>;

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:network:Network", name, {}, opts);

    const vpc = new awsxEc2.Vpc(
      `${name}-vpc`,
      {
        cidrBlock: args.cidrBlock ?? "10.0.0.0/16",
        numberOfAvailabilityZones: args.zones ?? 2,
        enableDnsHostnames: true,
        natGateways: { strategy: natStrategies[args.nat ?? "single"] },
        subnetStrategy: "Auto",
        // A fixed share of the range for each zone. By default the share depends on the number of
        // zones, so that a third zone would move, and thus replace, every subnet of the first two.
        availabilityZoneCidrMask: 18,
        subnetSpecs: [
          { type: "Public", name: "public", cidrMask: 24 },
          { type: "Private", name: "private", cidrMask: 20 },
          { type: "Isolated", name: "isolated", cidrMask: 24 },
        ],
      },
      { parent: this },
    );

    const routeTableIds = vpc.routeTables.apply((tables) => pulumi.all(tables.map((t) => t.id)));
    for (const service of ["s3", "dynamodb"] as const) {
      new ec2.VpcEndpoint(
        `${name}-${service}-endpoint`,
        {
          vpcId: vpc.vpcId,
          serviceName: `com.amazonaws.${args.region}.${service}`,
          vpcEndpointType: "Gateway",
          routeTableIds,
        },
        { parent: this },
      );
    }
    new ec2.DefaultSecurityGroup(
      `${name}-default-security-group`,
      { vpcId: vpc.vpcId, ingress: [], egress: [] },
      { parent: this },
    );
    this.createFlowLog(name, vpc.vpcId, args);

    this.vpcId = vpc.vpcId;
    this.publicSubnetIds = vpc.publicSubnetIds;
    this.privateSubnetIds = vpc.privateSubnetIds;
    this.isolatedSubnetIds = vpc.isolatedSubnetIds;
    this.registerOutputs({
      vpcId: this.vpcId,
      publicSubnetIds: this.publicSubnetIds,
      privateSubnetIds: this.privateSubnetIds,
      isolatedSubnetIds: this.isolatedSubnetIds,
    });
  }

  private createFlowLog(name: string, vpcId: pulumi.Output<string>, args: NetworkArgs): void {
    const logGroup = createLogGroup(`${name}-flow-logs`, args.logs, {}, { parent: this });
    const role = createServiceRole(
      `${name}-flow-log-role`,
      {
        service: "vpc-flow-logs.amazonaws.com",
        description: "Writes VPC flow logs to CloudWatch Logs",
        sourceAccountId: args.accountId,
        statements: [
          {
            sid: "WriteFlowLogs",
            actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
            resources: [logGroup.arn, pulumi.interpolate`${logGroup.arn}:log-stream:*`],
          },
        ],
      },
      { parent: this },
    );
    new ec2.FlowLog(
      `${name}-flow-log`,
      {
        vpcId,
        trafficType: "ALL",
        logDestinationType: "cloud-watch-logs",
        logDestination: logGroup.arn,
        iamRoleArn: role.arn,
        maxAggregationInterval: 60,
      },
      { parent: this },
    );
  }
}
