import type * as eks from "@pulumi/aws/eks";
import { Provider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";

/**
 * A provider that speaks to the cluster in the name of whoever runs Pulumi: the AWS CLI, which must be
 * installed there, gets it a token for each connection.
 * https://docs.aws.amazon.com/eks/latest/userguide/create-kubeconfig.html
 */
export function createKubernetesProvider(
  name: string,
  cluster: eks.Cluster,
  region: string,
  opts: pulumi.ResourceOptions,
): Provider {
  const kubeconfig = pulumi.jsonStringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      {
        name: "eks",
        cluster: {
          server: cluster.endpoint,
          "certificate-authority-data": cluster.certificateAuthority.data,
        },
      },
    ],
    contexts: [{ name: "eks", context: { cluster: "eks", user: "eks" } }],
    "current-context": "eks",
    users: [
      {
        name: "eks",
        user: {
          exec: {
            apiVersion: "client.authentication.k8s.io/v1beta1",
            command: "aws",
            args: ["eks", "get-token", "--cluster-name", cluster.name, "--region", region],
            interactiveMode: "Never",
          },
        },
      },
    ],
  });
  return new Provider(name, { kubeconfig: pulumi.secret(kubeconfig) }, opts);
}
