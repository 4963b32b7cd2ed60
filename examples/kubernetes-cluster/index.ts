import { KubernetesCluster } from "../../components/compute/kubernetesCluster";
import { createPlatform } from "../foundation";

function main() {
  const platform = createPlatform();
  const kubernetes = new KubernetesCluster("kubernetes", platform);
  return { clusterName: kubernetes.clusterName, endpoint: kubernetes.endpoint };
}

export = main;
