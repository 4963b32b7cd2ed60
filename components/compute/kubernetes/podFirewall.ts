import type * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";
import type { Ingress } from "../../edge/ingress";
import { allowFrom, allowHttpsOut, allowTo, createSecurityGroup } from "../../internal/firewall";
import type { Connection } from "../../internal/policyDocument";
import { containerPort } from "../tasks/containerDefinition";

/** Port on which the webhooks of add-ons listen. */
const webhookPort = 9443;

export interface PodFirewallArgs {
  readonly vpcId: pulumi.Input<string>;
  readonly clusterName: string;
  /** Security group of the API server and of the nodes themselves. */
  readonly clusterSecurityGroupId: pulumi.Input<string>;
}

/**
 * The security group of all services' pods. Auto Mode has none for each pod, only one for the nodes of
 * a class, so what tells the services apart is their network policies:
 * https://docs.aws.amazon.com/eks/latest/userguide/auto-networking.html
 */
export class PodFirewall {
  readonly group: ec2.SecurityGroup;
  readonly #name: string;
  readonly #opts: pulumi.CustomResourceOptions;
  /** What is open already: services share the load balancer and, often, servers. */
  readonly #opened = new Set<string>();

  constructor(name: string, args: PodFirewallArgs, opts: pulumi.CustomResourceOptions) {
    this.#name = name;
    this.#opts = opts;
    this.group = createSecurityGroup(
      `${name}-security-group`,
      { vpcId: args.vpcId, description: `Pods of the services in ${args.clusterName}` },
      opts,
    );
    const pods = this.group.id;
    const cluster = { securityGroupId: args.clusterSecurityGroupId };
    allowHttpsOut(
      `${name}-to-aws`,
      {
        securityGroupId: pods,
        description: "AWS APIs, and the API server for the nodes' agents",
      },
      opts,
    );
    allowFrom(
      `${name}-to-api-server`,
      {
        securityGroupId: cluster.securityGroupId,
        peer: { securityGroupId: pods },
        port: 443,
        description: "Agents on the services' nodes to the API server",
      },
      opts,
    );
    allowFrom(
      `${name}-webhooks`,
      {
        securityGroupId: pods,
        peer: cluster,
        port: webhookPort,
        description: "API server to the webhooks of add-ons",
      },
      opts,
    );
  }

  /** Lets the ingress reach the pods on the services' port. */
  admit(ingress: Ingress): void {
    this.#open("load-balancer", () => {
      const peer = ingress.taskPeerSecurityGroupId;
      const rule = { port: containerPort, description: "Load balancer to pods" };
      allowTo(
        `${this.#name}-from-load-balancer-egress`,
        { ...rule, securityGroupId: peer, peer: { securityGroupId: this.group.id } },
        this.#opts,
      );
      allowFrom(
        `${this.#name}-from-load-balancer-ingress`,
        { ...rule, securityGroupId: this.group.id, peer: { securityGroupId: peer } },
        this.#opts,
      );
    });
  }

  /** Lets the pods reach a server; the network policy of each service says whether it may. */
  connect({ name: server, securityGroupId, port }: Connection): void {
    this.#open(`${server}:${port}`, () => {
      const rule = { port, description: `Pods to ${server}` };
      allowTo(
        `${this.#name}-to-${server}-egress`,
        { ...rule, securityGroupId: this.group.id, peer: { securityGroupId } },
        this.#opts,
      );
      allowFrom(
        `${this.#name}-to-${server}-ingress`,
        { ...rule, securityGroupId, peer: { securityGroupId: this.group.id } },
        this.#opts,
      );
    });
  }

  #open(peer: string, create: () => void): void {
    if (this.#opened.has(peer)) return;
    this.#opened.add(peer);
    create();
  }
}
