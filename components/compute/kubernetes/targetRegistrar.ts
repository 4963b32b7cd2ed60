import type * as eks from "@pulumi/aws/eks";
import * as iam from "@pulumi/aws/iam";
import { Release } from "@pulumi/kubernetes/helm/v3/release";
import * as pulumi from "@pulumi/pulumi";
import { autoNameWithin } from "../../internal/naming";
import { findTargets } from "../../internal/permissions/pods";
import { registerTargets } from "../../internal/permissions/releases";
import { policyDocument } from "../../internal/policyDocument";
import type { Network } from "../../network/network";
import { type ClusterIssuer, webIdentityTrust } from "./trust";

/** Version of the chart and of the controller in it. */
const chartVersion = "3.4.0";
const subject = { namespace: "kube-system", serviceAccount: "aws-load-balancer-controller" };

export interface TargetRegistrarArgs {
  readonly cluster: eks.Cluster;
  readonly clusterName: string;
  readonly network: Network;
  readonly region: string;
  readonly accountId: pulumi.Input<string>;
  readonly issuer: ClusterIssuer;
}

/** The tag by which a cluster's controller knows the target groups that it may register pods with. */
export function targetGroupTags(clusterName: string): Record<string, string> {
  return { "eks:eks-cluster-name": clusterName };
}

/**
 * AWS Load Balancer Controller, for target group bindings only: the load balancer and its rules are
 * the stack's, so it may neither make nor change any.
 */
export function createTargetRegistrar(
  name: string,
  args: TargetRegistrarArgs,
  opts: pulumi.CustomResourceOptions,
  inCluster: pulumi.CustomResourceOptions,
): Release {
  return new Release(
    `${name}-target-registrar`,
    {
      name: subject.serviceAccount,
      namespace: subject.namespace,
      chart: "aws-load-balancer-controller",
      version: chartVersion,
      repositoryOpts: { repo: "https://aws.github.io/eks-charts" },
      values: {
        clusterName: args.clusterName,
        region: args.region,
        vpcId: args.network.vpcId,
        serviceAccount: {
          name: subject.serviceAccount,
          annotations: { "eks.amazonaws.com/role-arn": createControllerRole(name, args, opts) },
        },
        createIngressClassResource: false,
        enableServiceMutatorWebhook: false,
        enableShield: false,
        enableWaf: false,
        enableWafv2: false,
      },
    },
    inCluster,
  );
}

function createControllerRole(
  name: string,
  { clusterName, region, accountId, issuer }: TargetRegistrarArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const role = new iam.Role(
    autoNameWithin(`${name}-target-registrar-role`, 64),
    {
      description: `Registers the pods of ${clusterName} with target groups`,
      assumeRolePolicy: webIdentityTrust(issuer, subject),
    },
    opts,
  );
  const policy = new iam.RolePolicy(
    `${name}-target-registrar-role-policy`,
    {
      role: role.name,
      policy: policyDocument([
        { sid: "FindTargets", actions: findTargets, resources: ["*"] },
        {
          sid: "RegisterTargets",
          actions: registerTargets,
          resources: [
            pulumi.interpolate`arn:aws:elasticloadbalancing:${region}:${accountId}:targetgroup/*/*`,
          ],
          conditions: { StringEquals: { "aws:ResourceTag/eks:eks-cluster-name": clusterName } },
        },
      ]),
    },
    opts,
  );
  return pulumi.all([role.arn, policy.id]).apply(([arn]) => arn);
}
