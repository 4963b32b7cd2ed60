import { KubernetesCluster } from "../../components/compute/kubernetesCluster";
import { KubernetesService } from "../../components/compute/kubernetesService";
import { createPlatform } from "../foundation";

function main() {
  const platform = createPlatform();
  const kubernetes = new KubernetesCluster("kubernetes", platform);
  const catalog = new KubernetesService("catalog", {
    ...platform,
    kubernetes,
    runtime: { kind: "eks", memoryMiB: 512 },
    routes: [{ path: "/catalog/*", auth: "public" }],
    grants: [],
  });
  return { deployment: catalog.deploymentName, role: catalog.podRoleArn };
}

export = main;
