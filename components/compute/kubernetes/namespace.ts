import { Namespace } from "@pulumi/kubernetes/core/v1";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1";
import type * as pulumi from "@pulumi/pulumi";

/** Who registers pods with target groups, by the label with which a namespace asks for readiness gates. */
export type TargetRegistrar = "eks.amazonaws.com" | "elbv2.k8s.aws";

/**
 * The namespace of a stack's services. Kubernetes refuses pods there that run as root or ask for more
 * than a service needs, and lets new pods count as ready only once the load balancer finds them healthy.
 * https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export function createNamespace(
  name: string,
  namespace: string,
  registrar: TargetRegistrar,
  opts: pulumi.CustomResourceOptions,
): Namespace {
  return new Namespace(
    `${name}-namespace`,
    {
      metadata: {
        name: namespace,
        labels: {
          "pod-security.kubernetes.io/enforce": "restricted",
          "pod-security.kubernetes.io/warn": "restricted",
          "pod-security.kubernetes.io/audit": "restricted",
          [`${registrar}/pod-readiness-gate-inject`]: "enabled",
        },
      },
    },
    opts,
  );
}

/** Lets pods of the namespace neither in nor out until a policy of their own says so. */
export function denyByDefault(
  name: string,
  namespace: pulumi.Input<string>,
  opts: pulumi.CustomResourceOptions,
): void {
  new NetworkPolicy(
    `${name}-default-deny`,
    {
      metadata: { name: "default-deny", namespace },
      spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
    },
    opts,
  );
}
