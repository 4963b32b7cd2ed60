import * as ecs from "@pulumi/aws/ecs";
import * as pulumi from "@pulumi/pulumi";

/** An ECS cluster for Fargate, with Container Insights. */
export class EcsCluster extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly clusterName: pulumi.Output<string>;

  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:compute:EcsCluster", name, {}, opts);

    const cluster = new ecs.Cluster(
      `${name}-cluster`,
      { settings: [{ name: "containerInsights", value: "enhanced" }] },
      { parent: this },
    );
    new ecs.ClusterCapacityProviders(
      `${name}-capacity`,
      { clusterName: cluster.name, capacityProviders: ["FARGATE", "FARGATE_SPOT"] },
      { parent: this },
    );

    this.arn = cluster.arn;
    this.clusterName = cluster.name;
    this.registerOutputs({ arn: this.arn, clusterName: this.clusterName });
  }
}
