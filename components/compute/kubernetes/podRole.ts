import * as eks from "@pulumi/aws/eks";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { autoNameWithin } from "../../internal/naming";
import { policyDocument, type PolicyStatement } from "../../internal/policyDocument";
import type { KubernetesCluster } from "../kubernetesCluster";
import { podIdentityTrust, webIdentityTrust } from "./trust";

export interface PodRoleArgs {
  readonly kubernetes: KubernetesCluster;
  readonly accountId: pulumi.Input<string>;
  /** Service account of the pods. */
  readonly serviceAccount: string;
  readonly statements: readonly PolicyStatement[];
}

/** The role that a service's pods act in. */
export interface PodRole {
  /** ARN, known once the role may do what it is for. */
  readonly arn: pulumi.Output<string>;
  /** Annotations by which the service account gets the role; empty with Pod Identity. */
  readonly annotations: Readonly<Record<string, pulumi.Input<string>>>;
  /** What must exist before the first pod, which otherwise starts without credentials. */
  readonly ready: readonly pulumi.Resource[];
}

/** A role for one service account: by Pod Identity, or on Fargate, which has none, by the cluster's issuer. */
export function createPodRole(
  name: string,
  { kubernetes, accountId, serviceAccount, statements }: PodRoleArgs,
  opts: pulumi.CustomResourceOptions,
): PodRole {
  const { nodes, namespace } = kubernetes;
  const subject = { clusterArn: kubernetes.arn, accountId, namespace, serviceAccount };
  const assumeRolePolicy =
    "issuer" in nodes ? webIdentityTrust(nodes.issuer, subject) : podIdentityTrust(subject);
  const role = new iam.Role(
    autoNameWithin(`${name}-pod-role`, 64),
    { description: `What the ${name} service may do`, assumeRolePolicy },
    opts,
  );
  const policies =
    statements.length === 0
      ? []
      : [
          new iam.RolePolicy(
            `${name}-pod-role-policy`,
            { role: role.name, policy: policyDocument(statements) },
            opts,
          ),
        ];
  const arn = pulumi
    .all([role.arn, ...policies.map(({ id }) => id)])
    .apply(([first = ""]) => first);
  if ("issuer" in nodes) {
    return { arn, annotations: { "eks.amazonaws.com/role-arn": arn }, ready: [] };
  }
  const association = new eks.PodIdentityAssociation(
    `${name}-pod-identity`,
    { clusterName: kubernetes.clusterName, namespace, serviceAccount, roleArn: arn },
    { ...opts, dependsOn: [...kubernetes.ready] },
  );
  return { arn, annotations: {}, ready: [association] };
}
