import * as dax from "@pulumi/aws/dax";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { VerbOf } from "../../services/contract";
import { ArgumentError } from "../internal/errors";
import { createSecurityGroup } from "../internal/firewall";
import { environmentName, statementName } from "../internal/naming";
import { daxActions, describeTable } from "../internal/permissions/tables";
import {
  createServiceRole,
  type Grant,
  policyDocument,
  type PolicyStatement,
  type ServiceRole,
} from "../internal/policyDocument";
import type { Network } from "../network/network";
import { daxFaults } from "./daxClusters/daxFaults";
import { daxDefaults } from "./daxClusters/daxDefaults";

export interface DaxClusterArgs {
  readonly network: Network;
  /** Nodes, 1 to 11, spread over the network's zones; the first takes the writes. @default 3 */
  readonly nodes?: number;
  /** Size of each node. The cache is as large as one node's memory. @default "dax.r5.large", 16 GiB */
  readonly nodeType?: string;
  /** Seconds that an item stays in the cache. @default 300 */
  readonly itemTtlSeconds?: number;
  /** Seconds that the answer to a query or scan stays in the cache. @default 300 */
  readonly queryTtlSeconds?: number;
  /** When AWS may patch the nodes, in UTC. @default "sun:03:00-sun:04:00" */
  readonly maintenanceWindow?: string;
  /** SNS topic that is told of nodes that fail, come and go. @default none */
  readonly notificationTopicArn?: pulumi.Input<string>;
  /** Refuses to delete the cluster. @default false */
  readonly protect?: boolean;
}

/** A table as a cluster serves it. */
export interface CachedTable {
  readonly arn: pulumi.Output<string>;
  /** What the verb takes on the table, its indexes and its key. */
  readonly statements: readonly PolicyStatement[];
}

/** TCP port of a cluster with TLS: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAXEncryptionInTransit.html */
const daxPort = 9111;

/**
 * A DynamoDB Accelerator cluster in the isolated subnets, encrypted at rest and in transit, closed to
 * everybody until a table is linked through it. Its role may do on each table what the cluster's
 * clients were granted, and no more.
 */
export class DaxCluster extends pulumi.ComponentResource {
  readonly clusterName: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  /** Address for clients, such as `daxs://cache.abc123.dax-clusters.eu-west-1.amazonaws.com`. */
  readonly endpoint: pulumi.Output<string>;
  readonly roleArn: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  readonly #name: string;
  readonly #roleName: pulumi.Output<string>;
  /** Policies of the cluster's role by table and verb. */
  readonly #granted = new Map<string, iam.RolePolicy>();

  constructor(name: string, args: DaxClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:data:DaxCluster", name, {}, opts);
    const faults = daxFaults(name, args);
    if (faults.length > 0) throw new ArgumentError("DaxCluster", name, faults.join("; "));
    this.#name = name;

    const role = this.createRole();
    const group = createSecurityGroup(
      `${name}-security-group`,
      { vpcId: args.network.vpcId, description: `The ${name} DAX cluster` },
      { parent: this },
    );
    const cluster = this.createCluster(args, role.arn, group.id);

    this.#roleName = role.name;
    this.clusterName = cluster.clusterName;
    this.arn = cluster.arn;
    this.endpoint = pulumi.interpolate`daxs://${cluster.clusterAddress}`;
    this.roleArn = role.arn;
    this.securityGroupId = group.id;
    this.registerOutputs({
      clusterName: this.clusterName,
      arn: this.arn,
      endpoint: this.endpoint,
      roleArn: this.roleArn,
      securityGroupId: this.securityGroupId,
    });
  }

  /**
   * What a service needs to reach a table through the cluster. The same goes into the cluster's own
   * role, once for each table and verb; the endpoint is known when it is there.
   */
  grantTable(tableName: string, verb: VerbOf<"table">, table: CachedTable): Grant {
    const policy = this.permit(tableName, verb, table);
    return {
      environment: {
        [`${environmentName(tableName)}_DAX_ENDPOINT`]: pulumi
          .all([this.endpoint, policy.id])
          .apply(([endpoint]) => endpoint),
      },
      statements: [
        {
          sid: statementName(verb, tableName, "cache"),
          actions: daxActions[verb],
          resources: [this.arn],
        },
      ],
      connections: [{ name: this.#name, securityGroupId: this.securityGroupId, port: daxPort }],
    };
  }

  private permit(tableName: string, verb: VerbOf<"table">, table: CachedTable): iam.RolePolicy {
    const name = `${this.#name}-${tableName}-${verb}`;
    const known = this.#granted.get(name);
    if (known) return known;
    const sid = statementName("describe", tableName, "table");
    const policy = new iam.RolePolicy(
      name,
      {
        role: this.#roleName,
        policy: policyDocument([
          { sid, actions: describeTable, resources: [table.arn] },
          ...table.statements,
        ]),
      },
      { parent: this },
    );
    this.#granted.set(name, policy);
    return policy;
  }

  private createRole(): ServiceRole {
    return createServiceRole(
      `${this.#name}-role`,
      {
        service: "dax.amazonaws.com",
        description: `What the ${this.#name} DAX cluster does for its clients`,
        statements: [],
      },
      { parent: this },
    );
  }

  private createCluster(
    args: DaxClusterArgs,
    iamRoleArn: pulumi.Output<string>,
    securityGroupId: pulumi.Output<string>,
  ): dax.Cluster {
    const name = this.#name;
    const nodeType = args.nodeType ?? daxDefaults.nodeType;
    const subnets = new dax.SubnetGroup(
      `${name}-subnets`,
      { description: `Isolated subnets of ${name}`, subnetIds: args.network.isolatedSubnetIds },
      { parent: this },
    );
    const { notificationTopicArn } = args;
    return new dax.Cluster(
      `${name}-cluster`,
      {
        clusterName: this.createName(nodeType),
        description: `Cache ${name}`,
        nodeType,
        replicationFactor: args.nodes ?? daxDefaults.nodes,
        iamRoleArn,
        subnetGroupName: subnets.name,
        securityGroupIds: [securityGroupId],
        parameterGroupName: this.createParameters(args),
        serverSideEncryption: { enabled: true },
        clusterEndpointEncryptionType: "TLS",
        maintenanceWindow: args.maintenanceWindow ?? daxDefaults.maintenanceWindow,
        ...(notificationTopicArn === undefined ? {} : { notificationTopicArn }),
      },
      { parent: this, protect: args.protect ?? false },
    );
  }

  /**
   * AWS makes no unique name. Another node type takes a new cluster, and with it another name, so that
   * the new one is there before the old one goes.
   */
  private createName(nodeType: string): pulumi.Output<string> {
    const suffix = new random.RandomId(
      `${this.#name}-name`,
      { byteLength: 3, keepers: { nodeType } },
      { parent: this },
    );
    return pulumi.interpolate`${this.#name}-${suffix.hex}`;
  }

  private createParameters(args: DaxClusterArgs): pulumi.Output<string> {
    const milliseconds = (seconds: number) => String(seconds * 1000);
    const group = new dax.ParameterGroup(
      `${this.#name}-parameters`,
      {
        description: `How long ${this.#name} keeps items and answers`,
        parameters: [
          {
            name: "query-ttl-millis",
            value: milliseconds(args.queryTtlSeconds ?? daxDefaults.ttlSeconds),
          },
          {
            name: "record-ttl-millis",
            value: milliseconds(args.itemTtlSeconds ?? daxDefaults.ttlSeconds),
          },
        ],
      },
      // DAX refuses to change a group that nodes use: the cluster moves to a new one.
      // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.cluster-management.html
      { parent: this, replaceOnChanges: ["parameters"] },
    );
    return group.name;
  }
}
