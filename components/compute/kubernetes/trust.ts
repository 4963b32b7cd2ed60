/** Trust policies of the roles that EKS, its nodes and its pods act in. */
import * as pulumi from "@pulumi/pulumi";

function statement(content: Record<string, unknown>): Record<string, unknown> {
  return { Version: "2012-10-17", Statement: [{ Effect: "Allow", ...content }] };
}

/** A service of AWS that sends no source account, such as EKS for its control plane. */
export function serviceTrust(service: string, actions: readonly string[]): string {
  return JSON.stringify(
    statement({ Sid: "AssumedByService", Principal: { Service: service }, Action: actions }),
  );
}

/** A service account of a cluster. */
export interface PodSubject {
  readonly clusterArn: pulumi.Input<string>;
  readonly accountId: pulumi.Input<string>;
  readonly namespace: string;
  readonly serviceAccount: string;
}

/**
 * The pods of one service account, by Pod Identity. Its session tags say which pods ask, so no other
 * cluster, namespace or service account gets the role.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 */
export function podIdentityTrust(subject: PodSubject): pulumi.Output<string> {
  return pulumi.jsonStringify(
    statement({
      Sid: "AssumedByPods",
      Principal: { Service: "pods.eks.amazonaws.com" },
      Action: ["sts:AssumeRole", "sts:TagSession"],
      Condition: {
        StringEquals: {
          "aws:SourceAccount": subject.accountId,
          "aws:RequestTag/eks-cluster-arn": subject.clusterArn,
          "aws:RequestTag/kubernetes-namespace": subject.namespace,
          "aws:RequestTag/kubernetes-service-account": subject.serviceAccount,
        },
      },
    }),
  );
}

/** The cluster's identity provider, which vouches for service accounts where Pod Identity does not reach. */
export interface ClusterIssuer {
  readonly arn: pulumi.Output<string>;
  /** Address without the protocol, as condition keys begin. */
  readonly host: pulumi.Output<string>;
}

/**
 * The pods of one service account on Fargate, where there is no Pod Identity.
 * https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
 */
export function webIdentityTrust(
  issuer: ClusterIssuer,
  { namespace, serviceAccount }: Pick<PodSubject, "namespace" | "serviceAccount">,
): pulumi.Output<string> {
  return pulumi.all([issuer.arn, issuer.host]).apply(([arn, host]) =>
    JSON.stringify(
      statement({
        Sid: "AssumedByPods",
        Principal: { Federated: arn },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            [`${host}:aud`]: "sts.amazonaws.com",
            [`${host}:sub`]: `system:serviceaccount:${namespace}:${serviceAccount}`,
          },
        },
      }),
    ),
  );
}

/**
 * Fargate, when it starts the pods of a cluster: pulls their images, writes their logs.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-execution-role.html
 */
export function podExecutionTrust(cluster: {
  readonly region: string;
  readonly accountId: pulumi.Input<string>;
  readonly clusterName: string;
}): pulumi.Output<string> {
  const { region, accountId, clusterName } = cluster;
  return pulumi.jsonStringify(
    statement({
      Sid: "AssumedByFargate",
      Principal: { Service: "eks-fargate-pods.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: {
        ArnLike: {
          "aws:SourceArn": pulumi.interpolate`arn:aws:eks:${region}:${accountId}:fargateprofile/${clusterName}/*`,
        },
      },
    }),
  );
}
